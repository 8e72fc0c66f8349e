/**
 * Our programs against real TensorFlow: what the engine builds and computes, node for node, against what TensorFlow built and computed when it
 * ran the Python texts (recording.json beside each program). Lies here because programs must not know the loop that runs them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import { programOf } from '../programs/index.ts';
import { DEFAULTS, PROGRAMS, type ProgramId, type RunConfig } from '../protocol/config.ts';
import { parseDigits } from './digits.ts';
import { listingOf, type ListedNode } from './listing.ts';
import { casesOf } from './texts.ts';
import './test-kit.ts';

interface RecordedRun { graph: number; nodes: number; fetches: string[]; feeds: string[]; values: Record<string, number[]>; pruned?: number }
interface Recorded { graphs: { count: number; nodes: ListedNode[] }[]; runs: RecordedRun[] }
interface Recording { label: string; tensorflow: string; recorded: string; attributes?: 'all'; cases: { name: string; knobs: Partial<RunConfig>; deflated: string }[] }

const file = (program: ProgramId, name: string): string => readFileSync(join(import.meta.dirname, '..', 'programs', program, name), 'utf8');
const recordingOf = (program: ProgramId): Recording => JSON.parse(file(program, 'recording.json')) as Recording;
const digits = parseDigits(new Uint8Array(inflateSync(readFileSync(join(import.meta.dirname, '../../public/digits.bin.z')))));

/** float32 sums may differ by order of addition, and a loss near zero is a difference of numbers near one. */
const RELATIVE = 1e-5;
const ABSOLUTE = 5e-7;
const close = (ours: number, theirs: number): boolean => Math.abs(ours - theirs) <= RELATIVE * Math.abs(theirs) + ABSOLUTE;

/** A node as the recording has it: of ours, the attributes that were recorded. */
function alike(ours: ListedNode | undefined, theirs: ListedNode): ListedNode | undefined {
  if (!ours) return undefined;
  const attrs = Object.fromEntries(Object.keys(theirs.attrs).map((k) => [k, ours.attrs[k]]));
  const { name, op, inputs, shapes, values } = ours;
  // Numbers of constants are float32 on both sides; the recording has the shortest decimals that read back to them.
  const numbers = theirs.values && { values: values?.map((v) => (typeof v === 'number' ? Math.fround(v) : v)) ?? [] };
  return { name, op, inputs, shapes, attrs, ...numbers };
}

/** A tensor in an attribute as the recording has it: large ones by dtype and shape. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Math.fround(value);
  if (typeof value !== 'object' || value === null || !('data' in value)) return value;
  const { dtype, shape, data } = value as HostTensor;
  return { dtype, shape, ...(data.length <= 64 || dtype === 'string' ? { values: Array.from(data as ArrayLike<number | string>, (v) => (dtype === 'bool' ? Boolean(v) : plain(v))) } : {}) };
}

/** Floats are float32 on both sides; the recording has shortest decimals. */
const rounded = (value: unknown): unknown => (typeof value === 'number' ? Math.fround(value)
  : Array.isArray(value) ? value.map(rounded) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, rounded(v)])) : value);
const attributes = (attrs: Record<string, unknown>, of: (v: unknown) => unknown): Record<string, unknown> => Object.fromEntries(Object.entries(attrs).map(([k, v]) => [k, of(v)]));

const sorted = (node: ListedNode): ListedNode => ({
  ...node,
  inputs: [...node.inputs.filter((i) => !i.startsWith('^')), ...node.inputs.filter((i) => i.startsWith('^')).sort()],
  ...(node.values ? { values: node.values.map((v) => (typeof v === 'number' ? Math.fround(v) : v)) } : {}),
});

// The visitor's own script has no folder.
describe.each(PROGRAMS.filter((id) => id !== 'script'))('%s', (id) => {
  const recording = recordingOf(id);

  it('has the text of its default settings as program.py', () => {
    const config = DEFAULTS[id];
    expect(file(id, 'program.py')).toBe(`${programOf(id).script(config, config).map((line) => line.text).join('\n')}\n`);
  });

  it('says what its recording is', () => {
    expect(recording).toMatchObject({ label: 'recorded', tensorflow: '2.15.1', recorded: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string });
    if (recording.attributes === 'all') expect(recording.cases.map(({ name, knobs }) => ({ name, knobs }))).toEqual(casesOf(id));
    else expect(recording.cases.map((c) => c.knobs.build)).toEqual(expect.arrayContaining(['hoisted', 'forward', 'loss', 'everything']));
  });

  it.each(recording.cases)('builds and learns as recorded: $name', ({ knobs, deflated }) => {
    const theirs = JSON.parse(inflateSync(Buffer.from(deflated, 'base64')).toString()) as Recorded;
    const config: RunConfig = { ...DEFAULTS[id], ...knobs };
    const all = recording.attributes === 'all';
    const ours = listingOf(config, digits, all);

    expect(ours.graphs.map((g) => g.length)).toEqual(theirs.graphs.map((g) => g.count));
    theirs.graphs.forEach(({ nodes }, g) => {
      nodes.forEach((node, i) => {
        const mine = ours.graphs[g]?.[i];
        if (all) expect({ ...mine, attrs: attributes(mine.attrs, plain) }, `graph ${g}, node ${i}`).toEqual({ ...node, attrs: attributes(node.attrs, rounded) });
        else expect(alike(mine, node), `graph ${g}, node ${i}`).toEqual(sorted(node));
      });
    });

    expect(ours.runs.length).toBe(theirs.runs.length);
    theirs.runs.forEach((run, i) => {
      const mine = ours.runs[i];
      const where = `run ${i}`;
      expect([mine.graph, mine.nodes], where).toEqual([run.graph, run.nodes]);
      expect([...mine.fetches].sort(), where).toEqual([...run.fetches].sort());
      // A saver's path is a feed to the engine and in TensorFlow alike; recorded where the session saw it.
      expect(mine.feeds, where).toEqual(run.feeds);
      if (run.pruned !== undefined) expect(mine.pruned, where).toBe(run.pruned);
      for (const [name, values] of Object.entries(run.values)) {
        const got = mine.values[name];
        expect(got?.length, `${where}, ${name}`).toBe(values.length);
        // With the train op built in the loop nothing makes TensorFlow compute the accuracy before the update: a race, ours comes before.
        if (config.build === 'everything' && name.startsWith('Mean') && run.fetches.length > 1) continue;
        // Nothing makes TensorFlow compute what the loop built before the update that the same run fetches: a race.
        if (run.fetches.length > 3 && run.fetches.indexOf(name) > 1) continue;
        got.forEach((v, k) => expect(close(v, values[k]), `${where}, ${name}: ours ${v}, TensorFlow's ${values[k]}`).toBe(true));
      }
    });
  });
});
