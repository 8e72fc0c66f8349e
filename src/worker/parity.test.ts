/**
 * Our programs against real TensorFlow: what the engine builds and computes, node for node, against what TensorFlow built and computed when it
 * ran the Python texts (recording.json beside each program). Lies here because programs must not know the loop that runs them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { programOf } from '../programs/index.ts';
import { DEFAULTS, PROGRAMS, type ProgramId, type RunConfig } from '../protocol/config.ts';
import { parseDigits } from './digits.ts';
import { listingOf, type ListedNode } from './listing.ts';
import './test-kit.ts';

interface RecordedRun { graph: number; nodes: number; fetches: string[]; feeds: string[]; values: Record<string, number[]>; pruned?: number }
interface Recorded { graphs: { count: number; nodes: ListedNode[] }[]; runs: RecordedRun[] }
interface Recording { label: string; tensorflow: string; recorded: string; cases: { name: string; knobs: Partial<RunConfig>; deflated: string }[] }

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
    expect(recording.cases.map((c) => c.knobs.build)).toEqual(expect.arrayContaining(['hoisted', 'forward', 'loss', 'everything']));
  });

  it.each(recording.cases)('builds and learns as recorded: $name', ({ knobs, deflated }) => {
    const theirs = JSON.parse(inflateSync(Buffer.from(deflated, 'base64')).toString()) as Recorded;
    const config: RunConfig = { ...DEFAULTS[id], ...knobs };
    const ours = listingOf(config, digits);

    expect(ours.graphs.map((g) => g.length)).toEqual(theirs.graphs.map((g) => g.count));
    theirs.graphs.forEach(({ nodes }, g) => {
      nodes.forEach((node, i) => expect(alike(ours.graphs[g]?.[i], node), `graph ${g}, node ${i}`).toEqual(sorted(node)));
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
        got.forEach((v, k) => expect(close(v, values[k]), `${where}, ${name}: ours ${v}, TensorFlow's ${values[k]}`).toBe(true));
      }
    });
  });
});
