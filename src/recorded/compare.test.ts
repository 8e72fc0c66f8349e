/** The page's recordings beside the model, a visitor's counts beside it, and which recordings belong to a run. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
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

/** Memory of C_A2_S100_K5: see GIVEN_BACK in ../replay/model.test.ts. */
describe('the page’s recordings', () => {
  const courses = ENTRIES.filter(({ group }) => group !== 'clears');
  it.each(courses.map(({ id }) => [id]))('%s: the model has every number of nodes, and time within a quarter, saves and clears included', (id) => {
    const { time, nodes, memory } = compare(recordingOf(id), 'cpu');
    expect(nodes.error).toBe(0);
    expect(time.error).toBeGreaterThan(0);
    expect(time.error).toBeLessThanOrEqual(OUTSIDE[id] ?? 0.25);
    expect(memory && (Number.isNaN(memory.error) || memory.error < (id === 'C_A2_S100_K5' ? 0.55 : 0.13))).toBe(true);
  });
});

describe('a visitor’s counts', () => {
  const epochs = (leaks: boolean, scale = 1) => Array.from({ length: 20 }, (_, i) => ({
    epoch: i + 1, nodes: leaks ? 84 + 60 * (i + 1) : 84, seconds: scale * (leaks ? 0.1 + 0.004 * i : 0.002), runs: 11,
    grown_runs: leaks ? 10 : 0, new_signatures: leaks ? 10 : 0, new_signature_nodes: leaks ? 90 : 0, executed_nodes: 115,
  }));
  const file = (rows: object[]): Recording => read(JSON.stringify({ schema: SCHEMA, start: { nodes: 84 }, epochs: rows }));
  it('give the model’s time: growing where the graph grows, flat where nothing is built', () => {
    const leaky = compare(file(epochs(true)), 'wall').time.model!;
    const flat = compare(file(epochs(false)), 'wall').time.model!;
    expect(leaky[19] / leaky[0]).toBeGreaterThan(1.5);
    expect(flat[19]).toBe(flat[0]);
    expect(leaky[0] / flat[0]).toBeGreaterThan(20);
  });
  it('are as the page’s own laws say of the same loop', () => {
    const a1 = recordingOf('A1_S10_r1');
    const mine: Recording = { ...a1, parameters: [], epochs: a1.epochs.map((row) => ({ ...row, counts: { runs: 11, grown: 10, fresh: 10, freshNodes: 90, executed: 115 } })) };
    expect(medianError(compare(mine, 'cpu').time.model!, compare(a1, 'cpu').time.model!)).toBeLessThan(0.06);
  });
  it('tell how much slower a machine is', () => {
    const [one, three] = [compare(file(epochs(true)), 'wall'), compare(file(epochs(true, 3)), 'wall')];
    expect(three.scale / one.scale).toBeCloseTo(3, 9);
    expect(three.scaled).toBeCloseTo(one.scaled, 9);
  });
  it('that are missing leave the recorded values alone', () => {
    const bare = file([{ epoch: 1, nodes: 5, seconds: 1 }, { epoch: 2, nodes: 6, seconds: 2 }]);
    expect(compare(bare, 'wall')).toMatchObject({ time: { model: null, error: Number.NaN }, nodes: { model: null }, memory: null, base: null });
    expect(clocksOf(bare)).toEqual(['wall']);
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
