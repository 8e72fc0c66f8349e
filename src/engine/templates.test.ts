/** Stretches that repeat, executed as batches, beside the same nodes one by one and beside the ops' slow references: bit for bit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Numbers, Tensor } from './dtype.ts';
import { f32 } from './dtype.ts';
import { Graph } from './graph.ts';
import { opOf, registerOps } from './registry.ts';
import { CORE } from './ops/core.ts';
import type { Output } from './op.ts';
import type { Run } from './run.ts';
import { Session } from './session.ts';

registerOps(CORE);

const out = (id: number): Output => ({ id, index: 0 });
const NONE = Object.freeze({});
const MATMUL = Object.freeze({ transpose_a: false, transpose_b: false });
const none: ReadonlyMap<number, Tensor> = new Map();

/** What the nodes of an instance are made of: `x` from a data constant, `w` a node before the loop, `k` an earlier node of the instance, `p` a node of the instance before. */
interface Step { type: 'Const' | 'AddV2' | 'Sub' | 'Mul' | 'Identity' | 'MatMul'; a: number; b: number; back: boolean }

const step = fc.record({
  type: fc.constantFrom<Step['type'][]>('Const', 'AddV2', 'Sub', 'Mul', 'Identity', 'MatMul'),
  a: fc.nat(20), b: fc.nat(20), back: fc.boolean(),
});
const motif = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 7 }), times: fc.integer({ min: 2, max: 60 }), seed: fc.nat(1000), cols: fc.constantFrom(1, 2, 3, 5, 8, 10, 13) });

const numbers = (n: number, seed: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7 + seed));

/** Appends a motif `times` times; every value is [1, cols], so that whatever is chosen fits. */
function loop(g: Graph, { steps, times, seed, cols }: { steps: Step[]; times: number; seed: number; cols: number }): void {
  const attrs = { dtype: 'float32', shape: [1, cols] };
  const constant = (k: number): number => g.add('Const', 'x', 0, [], attrs, [], f32([1, cols], numbers(cols, seed + k)));
  const square = g.add('Const', 'W', 0, [], { dtype: 'float32', shape: [cols, cols] }, [], f32([cols, cols], numbers(cols * cols, seed)));
  const before = [constant(500), constant(501)];
  const data = Array.from({ length: 5 }, (_, k) => f32([1, cols], numbers(cols, seed + k)));
  let last = before;
  for (let i = 0; i < times; i++) {
    const own: number[] = [];
    for (const s of steps) {
      const from = (n: number, back: boolean): number => {
        const choices = back ? last : [...before, ...own];
        return choices[n % choices.length];
      };
      if (s.type === 'Const') own.push(g.add('Const', 'x', 0, [], attrs, [], data[(i + s.a) % data.length]));
      else if (s.type === 'Identity') own.push(g.add('Identity', 'y', 0, [out(from(s.a, s.back))], NONE));
      else if (s.type === 'MatMul') own.push(g.add('MatMul', 'y', 0, [out(from(s.a, s.back)), out(square)], MATMUL));
      else own.push(g.add(s.type, 'y', 0, [out(from(s.a, s.back)), out(from(s.b, false))], NONE));
    }
    last = own;
  }
}

function complete(run: Run, slice = 1_000_000): Run {
  while (!run.advance(slice)) { /* on */ }
  return run;
}

/** The bits of every node's value. */
const bits = (g: Graph): Int32Array[] => Array.from({ length: g.nodes }, (_, id) => g.heap.i32.slice(g.valueOf(id) >> 2, (g.valueOf(id) + g.classOf(id).bytes) >> 2));

/** Every node by its op's reference, in order of ids. */
function reference(g: Graph): Numbers[] {
  const values: Tensor[] = [];
  for (let id = 0; id < g.nodes; id++) {
    const c = g.classOf(id);
    const constant = g.constantValue(out(id));
    const inputs = Array.from({ length: c.inputs }, (_, i) => values[g.input(id, i).id]);
    values.push(constant ?? opOf(c.op.type).reference!(inputs, c.attrs)[0]);
  }
  return values.map((t) => t.data as Numbers);
}

const all = (s: Session, batches: boolean, slice?: number): number => {
  s.batches = batches;
  return complete(s.run([], [], none, 'all'), slice).executed;
};

describe('stretches of nodes that repeat', () => {
  it('give bit for bit what the nodes give one by one, and what their references give, in runs of any slice and as the graph grows', () => {
    const tiles = new Map<number, number>();
    fc.assert(fc.property(fc.array(motif, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 400 }), (motifs, slice) => {
      const [g, plain] = [new Graph(), new Graph()];
      const [s, other] = [new Session(g, new Map()), new Session(plain, new Map())];
      for (const m of motifs) {
        for (const each of [g, plain]) loop(each, m);
        expect(all(s, true, slice)).toBe(all(other, false));
      }
      const found = bits(g);
      expect(found).toEqual(bits(plain));
      reference(g).forEach((data, id) => { expect(new Int32Array((data as Float32Array).slice().buffer), `node ${id}`).toEqual(found[id]); });
      for (const { tile } of g.repeats().found) tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
    }), { numRuns: 40, seed: 5 });
    // Some with instances that use later nodes of the one before, and more without.
    expect(tiles.get(1)).toBeGreaterThan(5);
    expect(tiles.get(128)).toBeGreaterThan(12);
  });

  it('are found: the loop of the perceptron is one, whatever it begins in the middle of', () => {
    const g = new Graph();
    loop(g, { steps: [{ type: 'Const', a: 0, b: 0, back: false }, { type: 'MatMul', a: 2, b: 0, back: false }, { type: 'AddV2', a: 3, b: 0, back: false }], times: 40, seed: 1, cols: 10 });
    const { found } = g.repeats();
    expect(found.map(({ period, tile }) => [period, tile > 1])).toEqual([[3, true]]);
    // The data of the first five samples lie between the values of the nodes.
    expect(found[0].count).toBeGreaterThanOrEqual(34);
    loop(g, { steps: [{ type: 'AddV2', a: 1, b: 0, back: true }], times: 100, seed: 1, cols: 1 });
    expect(g.repeats().found.at(-1)!.count).toBeGreaterThan(95);
  });

  it('go one instance at a time where a node uses itself in the instance before', () => {
    const g = new Graph();
    const s = new Session(g, new Map());
    loop(g, { steps: [{ type: 'MatMul', a: 0, b: 0, back: true }], times: 90, seed: 2, cols: 10 });
    all(s, true);
    expect(g.repeats().found.at(-1)!.count).toBeGreaterThan(80);
    const found = bits(g);
    all(s, false);
    expect(found).toEqual(bits(g));
    reference(g).forEach((data, id) => { expect(new Int32Array((data as Float32Array).slice().buffer), `node ${id}`).toEqual(found[id]); });
  });

  it('do not cover nodes that the run passes over, nor ones that were changed', () => {
    const g = new Graph();
    const x = g.add('Placeholder', 'p', 0, [], { dtype: 'float32', shape: [1, 4] });
    const w = g.add('Const', 'w', 0, [], { dtype: 'float32', shape: [1, 4] }, [], f32([1, 4], numbers(4, 3)));
    const adds = Array.from({ length: 100 }, () => g.add('AddV2', 'y', 0, [out(x), out(w)], NONE));
    const s = new Session(g, new Map());
    expect(all(s, true)).toBe(1);
    const fed = new Map([[x, f32([1, 4], [1, 2, 3, 4])]]);
    expect(complete(s.run([out(adds[99])], [], fed, 'all')).executed).toBe(102);
    expect(all(s, true)).toBe(1);
    const y = complete(s.run([out(adds[50])], [], fed, 'needed'));
    expect(y.executed).toBe(3);
    g.setInput(adds[60], 0, out(w));
    expect(complete(s.run([out(adds[60])], [], fed, 'all')).fetch(out(adds[60])).data[0]).toBe(Math.fround(numbers(4, 3)[0] * 2));
  });

  it('drop values that nobody asks for where they may: what is fetched, and what a later node uses, is the same', () => {
    let dropped = 0;
    fc.assert(fc.property(fc.array(motif, { minLength: 2, maxLength: 3 }), fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 8 }), fc.integer({ min: 1, max: 2_000 }), (motifs, picks, slice) => {
      const g = new Graph();
      // Instances of the second motif may use one another; those of the others differ in their data.
      const differ: Step[] = [{ type: 'Const', a: 0, b: 0, back: false }, { type: 'AddV2', a: 2, b: 0, back: false }];
      motifs.forEach((m, k) => { loop(g, { ...m, steps: [...differ, ...m.steps.map((each) => ({ ...each, back: k === 1 && each.back }))], times: m.times * 5 }); });
      // A node that uses one of the first stretch, far behind it.
      const user = g.add('Identity', 'later', 0, [out(picks[0] % g.nodes)], NONE);
      const values = reference(g);
      const s = new Session(g, new Map());
      s.drops = true;
      for (const id of [user, ...picks.map((p) => p % g.nodes)]) {
        const run = complete(s.run([out(id)], [], none, 'all'), slice);
        expect(run.executed).toBe(g.nodes);
        expect(run.fetch(out(id)).data, `node ${id}`).toEqual(values[id]);
      }
      complete(s.run([], [], none, 'all'));
      const { found } = g.repeats();
      const kept = bits(g);
      const inStretch = (id: number): boolean => found.slice(0, -1).some((t) => t.apart && !t.used && id >= t.from && id < t.from + t.count * t.period);
      values.forEach((data, id) => {
        const same = new Int32Array((data as Float32Array).slice().buffer).every((v, i) => v === kept[id][i]);
        if (inStretch(id)) dropped += same ? 0 : 1;
        else expect(same, `node ${id}`).toBe(true);
      });
    }), { numRuns: 25, seed: 11 });
    expect(dropped).toBeGreaterThan(500);
  });
});
