/** The programs: which samples they train on, what they build for each line of their text, that the text names those lines. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { f32, i32 } from '../engine/dtype.ts';
import { Context, Graph, Tensor } from '../tf/context.ts';
import { batches, feed, singles } from './classifier.ts';
import { loading, PROGRAM_IDS, programOf } from './index.ts';
import { LINE } from './lines.ts';
import type { Cure, Digits, Knobs } from './program.ts';

const file = inflateSync(readFileSync(join(import.meta.dirname, '../../public/digits.bin.z')));
const COUNT = 1797;
const pixels = Float32Array.from(file.subarray(0, COUNT * 64), (v) => v / 16);
const labels = Int32Array.from(file.subarray(COUNT * 64));
const digits: Digits = {
  pixels, digits: labels,
  images: Array.from({ length: COUNT }, (_, i) => f32([1, 64], pixels.slice(i * 64, (i + 1) * 64))),
  labels: Array.from({ length: COUNT }, (_, i) => i32([1], labels.slice(i, i + 1))),
};

const KNOBS: Knobs = { build: 'forward', run: 'batch', samples: 100, epochs: 3, batch: 30, rate: 0.5, seed: 1, optimizer: 'sgd', units: 8, leak: 'slice', fix: false };
const cure = (part: Partial<Cure>): Cure => ({ save: false, clear: false, reload: false, every: 5, slots: true, ...part });
const NEVER = cure({});

/** Nodes of a graph by line, those without a line under -1. */
function byLine(tf: Context): Map<number, number> {
  const lines = new Map<number, number>();
  for (const c of tf.graph.classes) lines.set(c.line, (lines.get(c.line) ?? 0) + c.count);
  return lines;
}

for (const program of PROGRAM_IDS) await loading({ program, optimizer: 'adam' });
const PROGRAMS = PROGRAM_IDS.map(programOf);

describe('the list of programs', () => {
  it('finds each by its folder, and says which there are where one is not', () => {
    for (const id of PROGRAM_IDS) expect(programOf(id).id).toBe(id);
    expect(() => programOf('gan')).toThrow("no program 'gan'; there are");
  });
});

describe('the samples', () => {
  it('of a perceptron are all, of a search four in five, of a cross-validation all but each fold in turn', () => {
    const [perceptron, search, crossval] = ['perceptron', 'search', 'crossval'].map((id) => programOf(id).models(KNOBS));
    expect(perceptron.map((m) => [m.train.length, m.test])).toEqual([[100, null]]);
    expect(search.length).toBe(20);
    expect(new Set(search.map((m) => m.name)).size).toBe(20);
    for (const m of search) {
      expect(m.test!.length).toBe(20);
      expect([...m.train, ...m.test!].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    }
    expect(crossval.length).toBe(10);
    expect(crossval.flatMap((m) => m.test!).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    for (const m of crossval) expect([...m.train, ...m.test!].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('are cut into the runs of an epoch, each sample once', () => {
    const all = Array.from({ length: 100 }, (_, i) => i);
    expect(batches({ ...KNOBS, run: 'epoch' }, all).map((b) => b.length)).toEqual([100]);
    expect(batches({ ...KNOBS, run: 'sample' }, all).length).toBe(100);
    expect(batches(KNOBS, all).map((b) => b.length)).toEqual([30, 30, 30, 10]);
    expect(batches({ ...KNOBS, batch: 1000 }, all).map((b) => b.length)).toEqual([100]);
    expect(batches(KNOBS, all).flat()).toEqual(all);
  });

  it('are fed as the digits they are, in a row or picked', () => {
    const graph = new Graph();
    const [x, y] = [new Tensor(graph, 5, 0), new Tensor(graph, 6, 0)];
    for (const samples of [[3, 4, 5], [2, 9, 11], [7]]) {
      const fed = feed({ x, y }, singles(digits), samples);
      expect(fed.get(5)).toEqual(f32([samples.length, 64], samples.flatMap((s) => Array.from(digits.images[s].data as Float32Array))));
      expect(fed.get(6)).toEqual(i32([samples.length], samples.map((s) => labels[s])));
    }
  });
});

describe('the text and the nodes', () => {
  const all = PROGRAMS.flatMap((program) => (['hoisted', 'forward', 'loss', 'everything'] as const)
    .flatMap((build) => (['sgd', 'momentum', 'adam'] as const).map((optimizer) => ({ program, build, optimizer }))));

  for (const { program, build, optimizer } of all) {
    it(`${program.id}, ${build}, ${optimizer}: every node belongs to a line of the text, every such line makes nodes`, () => {
      const knobs: Knobs = { ...KNOBS, build, optimizer };
      const tf = new Context();
      const shared = new Map();
      const [spec] = program.models(knobs);
      const model = program.build(tf, knobs, spec, digits, shared);
      const hoisted = byLine(tf);
      const passed = (samples: readonly number[]): number => {
        const step = model.step(samples);
        const { outputs } = step.late?.() ?? step;
        step.after?.();
        return outputs.length;
      };
      const outputs = passed([0, 1, 2]);
      const after = byLine(tf);
      expect([...after.values()].reduce((a, b) => a + b, 0)).toBe(tf.graph.nodes);
      expect(after.has(-1)).toBe(false);
      const named = program.script(knobs, NEVER).flatMap((l) => (l.id === null ? [] : [l.id]));
      expect(new Set(named).size).toBe(named.length);
      expect([...after.keys()].sort((a, b) => a - b)).toEqual([...named].sort((a, b) => a - b));
      if (program.id !== 'leaks' && program.id !== 'prepost') expect(outputs).toBe(build === 'forward' || build === 'loss' ? 3 : 0);
      // A second step makes as many nodes again on the same lines; hoisted makes none.
      passed([3, 4, 5]);
      // With everything in the loop, tf.gradients through attention makes ten nodes less the second time, in TensorFlow too (recording.json).
      const fewer = program.id === 'attention' && build === 'everything' ? 10 : 0;
      for (const [line, n] of byLine(tf)) expect(n - after.get(line)!, `line ${line}`).toBe(after.get(line)! - (hoisted.get(line) ?? 0) - (line === LINE.trainInLoop ? fewer : 0));
      if (build === 'hoisted' && program.id !== 'leaks') expect(after).toEqual(hoisted);
    });

    it(`${program.id}, ${build}, ${optimizer}: the variables are those that a checkpoint is said to hold`, () => {
      const knobs: Knobs = { ...KNOBS, build, optimizer };
      const tf = new Context();
      const shared = new Map();
      for (const spec of program.models(knobs).slice(0, 2)) {
        const { variables, slots } = program.build(tf, knobs, spec, digits, shared);
        const own = [...variables].filter(([name]) => !slots.has(name)).map(([name, v]) => ({ name, shape: [...v.dims] }));
        expect(own).toEqual(program.shapes(knobs, spec));
        const expected = { sgd: [], momentum: own.map(({ name }) => `${name}/Momentum`), adam: [...own.flatMap(({ name }) => [`${name}/Adam`, `${name}/Adam_1`]), 'beta1_power', 'beta2_power'] };
        expect([...slots]).toEqual(expected[optimizer]);
        expect([...variables.values()].every(Boolean)).toBe(true);
      }
    });
  }

  it('of forward: three nodes a sample for a single layer', () => {
    const tf = new Context();
    const program = programOf('perceptron');
    const model = program.build(tf, KNOBS, program.models(KNOBS)[0], digits, new Map());
    const before = tf.graph.nodes;
    model.step(Array.from({ length: 100 }, (_, i) => i));
    expect(tf.graph.nodes - before).toBe(300);
  });

  it('follows the knobs and the switches', () => {
    const text = (part: Partial<Knobs>, c: Partial<Cure> = {}): string => programOf('perceptron').script({ ...KNOBS, ...part }, cure(c)).map((l) => l.text).join('\n');
    expect(text({})).not.toMatch(/Saver|reset_default_graph/);
    expect(text({}, { save: true })).toMatch(/Saver/);
    expect(text({}, { clear: true })).toMatch(/tf\.reset_default_graph\(\)/);
    expect(text({}, { reload: true })).toMatch(/restore/);
    expect(text({}, { clear: true, every: 17 })).toContain('17');
    expect(text({ seed: 99 })).toContain('tf.set_random_seed(99)');
    expect(text({ rate: 0.25 })).toContain('0.25');
    expect(text({ optimizer: 'momentum' })).toContain('MomentumOptimizer');
    for (const program of PROGRAMS) {
      for (const l of program.script(KNOBS, cure({ save: true, clear: true, reload: true }))) expect(l.text).toBe(l.text.trimEnd());
    }
  });
});
