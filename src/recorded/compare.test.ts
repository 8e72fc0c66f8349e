/** The page's recordings beside the model, a visitor's counts beside it, and which recordings belong to a run. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as coefficients from '../memory/coefficients.ts';
import { DEFAULTS } from '../protocol/config.ts';
import { Process } from '../replay/process.ts';
import { clocksOf, compare } from './compare.ts';
import { median, medianError } from './error.ts';
import { configOf, ENTRIES, nearness, proposals } from './match.ts';
import { parseRecording } from './parse.ts';
import { SCHEMA, type Recording } from './recording.ts';

const PUBLIC = process.env.PLAYGROUND_PUBLIC ?? 'public';
function read(text: string): Recording {
  const parsed = parseRecording(text);
  if ('problem' in parsed) throw new Error(JSON.stringify(parsed.problem));
  return parsed.recording;
}
const recordingOf = (id: string): Recording => read(inflateSync(readFileSync(`${PUBLIC}/recorded/${id}.json.z`)).toString());
/** Saves of this one were timed on the wall of a busy machine, each a good part of its epoch; one epoch of this one is a run of a cached constant alone, half as long as any other cached run. */
const OUTSIDE: Readonly<Record<string, number>> = { C_A1_S10_K1_r1: 0.45, F_tf120_constant_eval_hoisted: 0.9 };

describe('the page’s recordings', () => {
  const courses = ENTRIES.filter(({ group }) => group !== 'clears');
  it.each(courses.map(({ id }) => [id]))('%s: the model has every number of nodes, and time within a quarter, saves and clears included', (id) => {
    const { time, nodes, memory } = compare(recordingOf(id), 'cpu', true);
    expect(nodes.error).toBe(0);
    expect(time.error).toBeGreaterThan(0);
    expect(time.error).toBeLessThanOrEqual(OUTSIDE[id] ?? 0.25);
    expect(memory && (Number.isNaN(memory.error) || memory.error < 0.5)).toBe(true);
  });
});

describe('a visitor’s counts', () => {
  const epochs = (leaks: boolean, scale = 1) => Array.from({ length: 20 }, (_, i) => ({
    epoch: i + 1, nodes: leaks ? 84 + 60 * (i + 1) : 84, seconds: scale * (leaks ? 0.1 + 0.004 * i : 0.002), runs: 11,
    grown_runs: leaks ? 10 : 0, new_signatures: leaks ? 10 : 0, new_signature_nodes: leaks ? 90 : 0, executed_nodes: 115,
  }));
  const file = (rows: object[]): Recording => read(JSON.stringify({ schema: SCHEMA, start: { nodes: 84 }, epochs: rows }));
  it('give the model’s time: growing where the graph grows, flat where nothing is built', () => {
    const leaky = compare(file(epochs(true)), 'wall', false).time.model!;
    const flat = compare(file(epochs(false)), 'wall', false).time.model!;
    expect(leaky[19] / leaky[0]).toBeGreaterThan(1.5);
    expect(flat[19]).toBe(flat[0]);
    expect(leaky[0] / flat[0]).toBeGreaterThan(20);
  });
  it('are as the page’s own laws say of the same loop', () => {
    const a1 = recordingOf('A1_S10_r1');
    const mine: Recording = { ...a1, parameters: [], epochs: a1.epochs.map((row) => ({ ...row, counts: { runs: 11, grown: 10, fresh: 10, freshNodes: 90, executed: 115 } })) };
    expect(medianError(compare(mine, 'cpu', false).time.model!, compare(a1, 'cpu', true).time.model!)).toBeLessThan(0.06);
  });
  it('tell how much slower a machine is', () => {
    const [one, three] = [compare(file(epochs(true)), 'wall', false), compare(file(epochs(true, 3)), 'wall', false)];
    expect(three.scale / one.scale).toBeCloseTo(3, 9);
    expect(three.scaled).toBeCloseTo(one.scaled, 9);
  });
  it('that are missing leave the recorded values alone', () => {
    const bare = file([{ epoch: 1, nodes: 5, seconds: 1 }, { epoch: 2, nodes: 6, seconds: 2 }]);
    expect(compare(bare, 'wall', false)).toMatchObject({ time: { model: null, error: Number.NaN }, nodes: { model: null }, memory: null, base: null });
    expect(clocksOf(bare)).toEqual(['wall']);
  });
  it('are what is priced, whatever its parameters are called', () => {
    for (const parameters of [{ variant: 'resnet50', samples: 10 }, { variant: 'A1', samples: 10 }, { case: 'ga' }, { part: 'n' }]) {
      const named = read(JSON.stringify({ schema: SCHEMA, start: { nodes: 84 }, epochs: epochs(true), parameters }));
      expect(compare(named, 'wall', false)).toEqual(compare(file(epochs(true)), 'wall', false));
      const bare = read(JSON.stringify({ schema: SCHEMA, epochs: [{ epoch: 1, nodes: 5, seconds: 1 }, { epoch: 2, nodes: 6, seconds: 2 }], parameters }));
      expect(compare(bare, 'wall', false).time.model).toBeNull();
    }
  });
});

describe('hostile recordings that are valid', () => {
  /** Modelled runs that a comparison may make, of the page's own recordings or of any other. */
  const MOST_RUNS = 4.5e5;
  const large = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1e3, 1e7, 1e9), fc.double({ noNaN: true }));
  const names = fc.constantFrom('A1', 'A2', 'A3', 'A4', 'A4i', 'B', 'BFL', 'resnet50', '');
  const parameters = fc.oneof(
    fc.record({ variant: names, samples: large, every: large, do: fc.constantFrom('scr', 'c', ''), reload: fc.constantFrom('meta', ''), accuracy: fc.boolean() }, { requiredKeys: ['variant', 'samples'] }),
    fc.record({ case: fc.constantFrom('ga', 'cv', 'tf120', 'assign_lr', 'keval', 'recompile', 'fit_epochs'), clear: fc.constantFrom('yes', 'gc', 'no') }),
    fc.record({ part: fc.constantFrom('n', 'p') }),
  );
  const count = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(1e6, 1e12));
  const row = fc.record(
    { nodes: fc.constantFrom(0, 84, 1e6, 1e9), seconds: fc.constantFrom(0, 0.1, 1e8), runs: count, grown_runs: count, new_signatures: count, new_signature_nodes: count, executed_nodes: count, error: fc.constantFrom('', 'ValueError') },
    { requiredKeys: ['nodes', 'seconds'] },
  );
  const runsOf = (recording: Recording, ours: boolean): number => {
    let runs = 0;
    const run = vi.spyOn(Process.prototype, 'run').mockImplementation(() => {
      if (++runs > MOST_RUNS) throw new Error('too many runs');
    });
    try {
      compare(recording, 'wall', ours);
    } finally {
      run.mockRestore();
    }
    return runs;
  };
  const check = (named: object, rows: readonly object[], gaps: readonly number[]): void => {
    let epoch = 0;
    const recording = read(JSON.stringify({ schema: SCHEMA, parameters: named, epochs: rows.map((of, i) => ({ ...of, epoch: (epoch = Math.min(1e9 - rows.length + i, epoch + (gaps[i] ?? 1))) })) }));
    expect(runsOf(recording, true)).toBeLessThanOrEqual(MOST_RUNS);
    expect(runsOf(recording, false)).toBe(0);
  };
  it('take a bounded number of steps: the two that froze the page', () => {
    check({ variant: 'A1', samples: 1e7 }, Array.from({ length: 30 }, () => ({ nodes: 1, seconds: 1 })), []);
    check({ variant: 'A1', samples: 10 }, [{ nodes: 1, seconds: 1 }, { nodes: 1, seconds: 1 }], [1, 1e9]);
  });
  it('take a bounded number of steps: any', () => {
    fc.assert(fc.property(parameters, fc.array(row, { minLength: 1, maxLength: 30 }), fc.array(fc.constantFrom(1, 1, 1, 2, 1e4, 9e8), { maxLength: 30 }), check), { numRuns: 60 });
  });
  it('of the greatest length, with counts, spread their growth over a bounded number of steps', () => {
    let terms = 0;
    const counted = vi.spyOn(coefficients, 'runTerms').mockImplementation(() => {
      terms++;
      return { fixed: 0, grown: 0, signature: 0, examined: 0, compile: 0, steady: 0 };
    });
    try {
      compare(read(JSON.stringify({ schema: SCHEMA, epochs: Array.from({ length: 20_000 }, (_, i) => ({ epoch: i + 1, nodes: 1e9, seconds: 1, runs: 1e12, grown_runs: 1e12, new_signatures: 1e12 })) })), 'wall', false);
    } finally {
      counted.mockRestore();
    }
    expect(terms).toBeLessThanOrEqual(420_000);
  });
});

describe('the error', () => {
  it('is the median of shares, and none where nothing was recorded', () => {
    expect(medianError([1, 2, 4], [2, 2, 2])).toBe(0.5);
    expect(medianError([1, 5], [0, 4])).toBe(0.25);
    expect(medianError([1], [0])).toBeNaN();
    expect(median([4, NaN, 1, 2, 3])).toBe(2.5);
  });
});

describe('recordings that belong to a run', () => {
  it('are of its program, those of the same settings first, each configuration once', () => {
    for (const entry of ENTRIES) {
      if (entry.settings === null) continue;
      const config = { ...DEFAULTS.perceptron, ...configOf(entry) };
      expect(nearness(entry, config), entry.id).toBe(1);
      const near = proposals(config, 6);
      expect(near[0].nearness, entry.id).toBe(1);
      expect(near.every(({ entry: { settings } }) => settings?.program === config.program)).toBe(true);
      const keys = near.map(({ entry: { family, samples, every, hands, meta, plain, clear } }) => JSON.stringify([family, samples, every, hands, meta, plain, clear]));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
  it('are none for programs that were not recorded', () => {
    expect(proposals(DEFAULTS.cnn, 6)).toEqual([]);
    expect(proposals(DEFAULTS.perceptron, 6)[0].nearness).toBeLessThan(1);
  });
});
