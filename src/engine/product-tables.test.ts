/** Rows of constants whose products are looked up, beside the same rows one by one and beside the op's slow reference: bit for bit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import { opOf, registerOps } from './registry.ts';
import { CORE } from './ops/core.ts';
import type { Output } from './op.ts';
import { Session } from './session.ts';

registerOps(CORE);

const out = (id: number): Output => ({ id, index: 0 });
const PLAIN = Object.freeze({ transpose_a: false, transpose_b: false });
const COLUMNS = 10;

/** A graph with a fed matrix and, for each row, a constant and its product. */
function products(rows: readonly Tensor[], length: number): { g: Graph; s: Session; w: number; ids: number[]; add(more: readonly Tensor[]): void } {
  const g = new Graph();
  const w = g.add('Placeholder', 'W', 0, [], { dtype: 'float32', shape: [length, COLUMNS] });
  const ids: number[] = [];
  const add = (more: readonly Tensor[]): void => {
    for (const x of more) {
      const c = g.add('Const', 'x', 0, [], { dtype: 'float32', shape: [1, length] }, [], x);
      ids.push(g.add('MatMul', 'y', 0, [out(c), out(w)], PLAIN));
    }
  };
  for (const x of rows) g.heap.share(x.data as Float32Array<ArrayBuffer>); // data between the values of nodes would end a stretch
  add(rows);
  return { g, s: new Session(g, new Map()), w, ids, add };
}

/** Bits of every product. */
function run({ g, s, w, ids }: ReturnType<typeof products>, matrix: Tensor, batches: boolean): Int32Array[] {
  s.batches = batches;
  const each = s.run([], [], new Map([[w, matrix]]), 'all');
  while (!each.advance(1_000)) { /* on */ }
  return ids.map((id) => g.heap.i32.slice(g.valueOf(id) >> 2, (g.valueOf(id) >> 2) + COLUMNS));
}

const rowOf = (values: readonly number[]): Tensor => f32([1, values.length], Float32Array.from(values));
const rowsOf = (count: number, length: number, at: (row: number, place: number) => number): Tensor[] =>
  Array.from({ length: count }, (_, k) => f32([1, length], Float32Array.from({ length }, (__, i) => at(k, i))));
const matrixOf = (length: number, seed: number, odd?: number): Tensor => {
  const data = Float32Array.from({ length: length * COLUMNS }, (_, i) => Math.sin(i * 1.7 + seed));
  if (odd !== undefined) data[Math.abs(seed * 31) % data.length] = odd;
  return f32([length, COLUMNS], data);
};
const listed = (g: Graph): number[] => g.repeats().found.map((t) => t.listed);

/** Few values, many of them zero, of both signs, and now and then one that is no number. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 0, 0, -0, 1, 0.5, 0.0625, -0.3, 1e-40) },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, NaN, 3e38, -3e38) },
);
const scene = fc.integer({ min: 16, max: 70 }).chain((length) => fc.record({
  length: fc.constant(length),
  kinds: fc.array(fc.array(value, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 6 }),
  order: fc.array(fc.nat(100), { minLength: 40, maxLength: 300 }),
  seeds: fc.array(fc.record({ seed: fc.integer({ min: -99, max: 99 }), odd: fc.option(fc.constantFrom(Infinity, NaN, -0, 1e38), { nil: undefined }) }), { minLength: 1, maxLength: 4 }),
}));

describe('products that are looked up', () => {
  it('are what the same nodes give one by one, and what the reference gives, for any constants and matrices, finite or not', () => {
    let looked = 0;
    fc.assert(fc.property(scene, ({ length, kinds, order, seeds }) => {
      const rows = kinds.map(rowOf);
      const graph = products(order.map((i) => rows[i % rows.length]), length);
      for (const { seed, odd } of seeds) {
        const matrix = matrixOf(length, seed, odd);
        const found = run(graph, matrix, true);
        expect(found).toEqual(run(graph, matrix, false));
        order.slice(0, 12).forEach((i, k) => {
          const [{ data }] = opOf('MatMul').reference!([rows[i % rows.length], matrix], PLAIN);
          // Which bits a NaN has is not said anywhere.
          expect(new Float32Array(found[k].buffer), `row ${k}`).toEqual(data);
        });
      }
      looked += listed(graph.g).filter((n) => n > 0).length;
    }), { numRuns: 60, seed: 7 });
    expect(looked).toBeGreaterThan(50);
  });

  it('are used where the rows are constants of few values, also for rows that come later, and not where they have many', () => {
    const length = 64;
    const pixels = rowsOf(50, length, (k, i) => ((i * 7 + k * 5) % 17) / 16);
    const few = products(pixels, length);
    expect(run(few, matrixOf(length, 1), true)).toEqual(run(few, matrixOf(length, 1), false));
    expect(Math.max(...listed(few.g))).toBeGreaterThan(40);
    few.add(pixels.slice(0, 40).reverse());
    expect(run(few, matrixOf(length, 2), true)).toEqual(run(few, matrixOf(length, 2), false));
    // The lists lie between the values, so that another stretch began.
    expect(listed(few.g).every((n) => n > 0)).toBe(true);
    expect(listed(few.g).reduce((a, b) => a + b)).toBeGreaterThan(60);

    const waves = rowsOf(50, length, (k, i) => Math.cos(i + 100 * k));
    const many = products(waves, length);
    expect(run(many, matrixOf(length, 1), true)).toEqual(run(many, matrixOf(length, 1), false));
    expect(listed(many.g)).toEqual([-1]);
    // The table is full of the first of them; it serves these, where they come again, and no others.
    pixels.forEach(({ data }) => many.g.heap.share(data as Float32Array<ArrayBuffer>)); // also so that another stretch begins
    many.add(Array.from({ length: 40 }, (_, k) => waves[5 + (k % 25)]));
    many.g.heap.share(new Float32Array(4));
    many.add(pixels);
    expect(run(many, matrixOf(length, 3), true)).toEqual(run(many, matrixOf(length, 3), false));
    expect(listed(many.g).map((n) => n > 0)).toEqual([false, true, false]);
  });

  it('read the products, not the constants: with a wrong product in the table the results are wrong', () => {
    const length = 32;
    const rows = rowsOf(64, length, (k, i) => ((i + k) % 5) / 4);
    const graph = products(rows, length);
    const matrix = matrixOf(length, 4);
    const right = run(graph, matrix, true);
    const { i32, f32: cells } = graph.g.heap;
    // The first product that a list names: of row 1, since row 0 begins with a zero.
    const constant = graph.g.valueOf(graph.g.input(graph.ids[63], 0).id);
    const entry = i32[(i32[(constant - 4) >> 2] + 4) >> 2];
    cells[entry >> 2] += 1;
    expect(run(graph, matrix, true)[63]).not.toEqual(right[63]);
    expect(run(graph, matrix, false)).toEqual(right);
    // With another matrix every product is made anew.
    expect(run(graph, matrixOf(length, 5), true)).toEqual(run(graph, matrixOf(length, 5), false));
  });
});
