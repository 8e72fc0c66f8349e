/** What the page shows of the machines, held to what a run uses. `npx vitest run src/memory/machines/machines.test.ts --update` writes it anew. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MACHINES } from './index.ts';
import { LINKS } from './links.ts';
import type { Reference } from './machine.ts';
import { LINK_SOURCES, REFERENCES, SOURCES } from './sources.ts';

const FILE = join(import.meta.dirname, '../../app/panels/machines.json');

test('every source says what was read, or that nothing was; every reference is used, and its date is one', () => {
  const all = [...Object.values(SOURCES).flat(), ...LINK_SOURCES];
  for (const { status, from, where } of all) if (status !== 'assumed') expect(from, where).not.toHaveLength(0);
  expect([...new Set(all.flatMap(({ from = [] }) => from))].sort()).toEqual(Object.keys(REFERENCES).sort());
  for (const reference of Object.values<Reference>(REFERENCES)) {
    if (reference.date !== undefined) expect(new Date(reference.date).toISOString().slice(0, 10)).toBe(reference.date);
    if (reference.url !== undefined) expect(new URL(reference.url).protocol).toBe('https:');
  }
});

test('the page shows each figure with its source', async () => {
  const machines = Object.fromEntries(MACHINES.map(({ id, video, main, videoBandwidth, flops, videoLink, diskLink }) => [id, { figures: { video, main, videoBandwidth, flops, ...videoLink, ...diskLink }, sources: SOURCES[id] }]));
  await expect(`${JSON.stringify({ references: REFERENCES, machines, links: { figures: LINKS, sources: LINK_SOURCES } }, null, 1)}\n`).toMatchFileSnapshot(FILE);
});
