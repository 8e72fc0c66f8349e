/** What the page shows of the machines, held to what a run uses. `npx vitest run src/memory/machines/machines.test.ts --update` writes it anew. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MACHINES } from './index.ts';
import { LINKS } from './links.ts';
import { LINK_SOURCES, SOURCES } from './sources.ts';

const FILE = join(import.meta.dirname, '../../app/panels/machines.json');

test('the page shows each figure with its source', async () => {
  const machines = Object.fromEntries(MACHINES.map(({ id, video, main, videoBandwidth, flops, videoLink, diskLink }) => [id, { figures: { video, main, videoBandwidth, flops, ...videoLink, ...diskLink }, sources: SOURCES[id] }]));
  await expect(`${JSON.stringify({ machines, links: { figures: LINKS, sources: LINK_SOURCES } }, null, 1)}\n`).toMatchFileSnapshot(FILE);
});
