/**
 * The numbers of the answer: what programs add per epoch. Counted by building, they are what a run adds; recorded from real TensorFlow, they
 * are the same. After new recordings, `npx vitest run src/worker/count.test.ts --update` writes the page's list of recorded numbers anew.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { programOf } from '../programs/index.ts';
import { BUILDS, DEFAULTS, isSuccession, LEAKS, PROGRAMS, type ProgramId, type RunConfig } from '../protocol/config.ts';
import { BUILT_MOST, count } from './count.ts';
import { graphBytes } from '../graphdef/binary.ts';
import { graphData } from '../tf/graphdef/export.ts';
import type { Runner } from './runner.ts';
import { configOf, digits, play } from './test-kit.ts';

const OWN = PROGRAMS.filter((id) => id !== 'script');

interface Recording {
  recorded: string;
  tensorflow: string;
  cases: { knobs: Partial<RunConfig>; deflated: string }[];
}
interface Content { graphs: { count: number }[]; runs: { nodes: number; fetches: string[] }[] }
const fileOf = (program: ProgramId): string => join(import.meta.dirname, '..', 'programs', program, 'recording.json');
const recordingOf = (program: ProgramId): Recording => JSON.parse(readFileSync(fileOf(program), 'utf8')) as Recording;
/** parity.test.ts demands a recording of every program. */
const RECORDED = OWN.filter((program) => existsSync(fileOf(program)));

/** Nodes of a model and of the second epoch, read off a recording; what leaks build once an epoch comes after its last run, so there the epochs are shared out. */
function recordedNumbers(program: ProgramId, { deflated }: Recording['cases'][number], epochs: number): { model: number; epoch: number } {
  const { graphs: [{ count: end }], runs } = JSON.parse(inflateSync(Buffer.from(deflated, 'base64')).toString()) as Content;
  const base = runs[0].nodes;
  if (program === 'leaks') return { model: base, epoch: (end - base) / epochs };
  const next = runs.findIndex(({ fetches }, i) => i > 0 && fetches.length === 1 && fetches[0].startsWith('init'));
  const training = runs.slice(1, isSuccession(program) ? next - 1 : undefined);
  const perEpoch = training.length / epochs;
  const last = training[training.length - 1].nodes;
  const before = epochs > 1 ? training[training.length - 1 - perEpoch].nodes : base;
  return { model: isSuccession(program) ? runs[next].nodes - runs[next - 1].nodes : base, epoch: last - before };
}

/** One recording for each setting of the knob; for the leaks, for each leak and its cure. */
function recorded(program: ProgramId): { program: ProgramId; date: string; config: RunConfig; model: number; epoch: number }[] {
  const { cases, recorded: date } = recordingOf(program);
  const plain = cases.filter(({ knobs: { save, clear, reload } }) => !save && !clear && !reload);
  const wanted: Partial<RunConfig>[] = program === 'leaks' ? LEAKS.flatMap((leak) => [{ leak, fix: false }, { leak, fix: true }]) : BUILDS.map((build) => ({ build }));
  return wanted.map((want) => {
    const found = plain.find(({ knobs }) => Object.entries(want).every(([key, value]) => knobs[key as keyof RunConfig] === value));
    if (!found) throw new Error(`expected a recording of ${program} with ${JSON.stringify(want)}`);
    const config = { ...DEFAULTS[program], ...found.knobs };
    return { program, date, config, ...recordedNumbers(program, found, config.epochs) };
  });
}

describe('the page’s list of recorded numbers', () => {
  it('is that of the recordings (write it anew with --update)', async () => {
    const keys = ['build', 'leak', 'fix', 'run', 'samples', 'batch', 'epochs', 'units', 'optimizer'] as const;
    const rows = RECORDED.flatMap(recorded).map(({ program, date, config, model, epoch }) => ({ program, ...Object.fromEntries(keys.map((key) => [key, config[key]])), date, model, epoch }));
    const text = `{\n  "tensorflow": "2.15.1",\n  "rows": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]\n}\n`;
    await expect(text).toMatchFileSnapshot('../app/numbers/recorded.json');
  });
  it.each(RECORDED)('is what the engine builds at the same size: %s', (program) => {
    for (const { config, model, epoch } of recorded(program)) expect(count(config, digits), `${config.build} ${config.leak} ${config.fix}`).toMatchObject({ model, epoch, how: 'built' });
  });
  it.each(RECORDED)('is of the version that it says: %s', (program) => expect(recordingOf(program).tensorflow).toBe('2.15.1'));
});

describe.each(OWN)('what %s adds per epoch', (program) => {
  const settings: Partial<RunConfig>[] = program === 'leaks' ? LEAKS.flatMap((leak) => [{ leak, fix: false }, { leak, fix: true }]) : BUILDS.map((build) => ({ build }));
  it('is what the run’s rows say', () => {
    for (const part of settings) for (const run of ['epoch', 'batch', 'sample'] as const) {
      const config = configOf({ program, run, samples: 13, batch: 5, epochs: 3, units: 4, work: 'modelled', ...part });
      const { rows } = play(config, [], (_, played) => (played.rows.length === 3 ? 'stop' : undefined));
      expect(count(config, digits).epoch, JSON.stringify({ ...part, run })).toBe(rows[1].added);
      expect(rows[2].added).toBe(isSuccession(program) ? rows[2].added : rows[1].added);
    }
  });
  it('is in proportion to the samples of a step, from two on', () => {
    for (const part of settings) {
      const of = (samples: number): number => count(configOf({ program, run: 'epoch', samples, units: 4, ...part }), digits).epoch;
      const trained = (samples: number): number => programOf(program).models(configOf({ program, samples, ...part }))[0].train.length;
      const [a, b] = [of(10), of(20)];
      const slope = (b - a) / (trained(20) - trained(10));
      for (const samples of [11, 30, 47]) expect(of(samples), JSON.stringify({ ...part, samples })).toBe(a + slope * (trained(samples) - trained(10)));
    }
  });
});

it('large steps are continued as what building them gives', () => {
  const size = 3 * BUILT_MOST + 1;
  for (const build of BUILDS) {
    const config = configOf({ build, run: 'epoch', samples: size, epochs: 2, work: 'modelled' });
    const counted = count(config, digits);
    expect(counted.how).toBe('law');
    expect(counted.epoch).toBe(play(config).rows[1].added);
  }
});

/** Bytes of the run's graph as a GraphDef. */
const bytesOf = ({ tf }: Runner): number => graphBytes(graphData(tf.graph));

it('bytes in a GraphDef are continued from smaller steps, those of constants that grow with the samples too', () => {
  for (const part of [{ program: 'perceptron', build: 'everything' }, { program: 'leaks', leak: 'constant' }, { program: 'prepost', build: 'forward' }] as const) {
    const config = configOf({ ...part, run: 'epoch', samples: 3 * BUILT_MOST, epochs: 3, work: 'modelled' });
    const counted = count(config, digits);
    expect(counted.how).toBe('law');
    const sizes: number[] = [];
    play(config, [], (boundary, { runner }) => { if (boundary === 'epoch') sizes.push(bytesOf(runner)); });
    expect(Math.abs(counted.epochBytes / (sizes[2] - sizes[1]) - 1), JSON.stringify(part)).toBeLessThan(0.03);
  }
});

it('bytes as told are those by which the run’s memory grows, values and outputs with them; larger steps too', () => {
  for (const part of [{ program: 'perceptron', build: 'forward' }, { program: 'leaks', leak: 'constant' }, { program: 'prepost', build: 'forward' }, { program: 'mlp', build: 'everything' }] as const) for (const samples of [40, 3 * BUILT_MOST]) {
    const config = configOf({ ...part, run: 'epoch', samples, epochs: 3, work: 'modelled', account: 'told' });
    const { rows } = play(config);
    const grown = rows[2].video + rows[2].main + rows[2].disk - rows[1].video - rows[1].main - rows[1].disk;
    const counted = count(config, digits);
    expect(counted.epochTold, JSON.stringify(part)).toBe(grown);
    expect(counted.modelTold + 3 * counted.epochTold, JSON.stringify(part)).toBe(rows[2].video + rows[2].main + rows[2].disk);
  }
});

it('the answer’s own numbers: 1,000 samples, forward: 3 nodes a sample', () => {
  const counted = count(DEFAULTS.perceptron, digits);
  expect(counted).toMatchObject({ epoch: 3000, how: 'law', sizes: [16, 17, 33] });
  expect(counted.epochBytes / counted.epoch).toBeGreaterThan(50);
  expect(counted.epochBytes / counted.epoch).toBeLessThan(400);
});
