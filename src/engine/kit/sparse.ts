/** Sparse tensors as kernels see them: a matrix of places, the values, and the shape. */
import type { Shape, Static } from '../dtype.ts';
import { RunFailure, ShapeError, type Compute, type Example, type Op } from '../op-def.ts';
import { elements, rowSteps, wholes } from './move.ts';

export interface SparseValue {
  /** Places row by row. */
  readonly indices: readonly (readonly number[])[];
  readonly values: ArrayLike<number | string>;
  readonly shape: readonly number[];
}

/** The sparse tensor that inputs `first`, `first + 1` and `first + 2` hold; `step`: how far apart they are, where they are lists. */
export function sparseInput(c: Compute, first: number, step = 1): SparseValue {
  const [count, rank] = c.shape(first) as [number, number];
  const flat = wholes(c, first);
  return {
    indices: Array.from({ length: count }, (_, k) => flat.slice(k * rank, (k + 1) * rank)),
    values: Array.from(elements(c, first + step)), shape: wholes(c, first + 2 * step),
  };
}

/** Makes a sparse tensor the outputs `first`, `first + step` and, where asked for, `first + 2 * step`. */
export function putSparse(c: Compute, first: number, { indices, values, shape }: SparseValue, dtype: ReturnType<Compute['dtype']>, { step = 1, dense = true }: { step?: number; dense?: boolean } = {}): void {
  c.make(first, [indices.length, shape.length], 'int64').set(indices.flat());
  if (dtype === 'string') c.outStrings(first + step, [indices.length], Array.from(values, String));
  else c.make(first + step, [indices.length], dtype).set(Array.from(values, Number));
  if (dense) c.make(first + 2 * step, [shape.length], 'int64').set(shape);
}

/** Where a place lies in row-major order. */
export function placeOf(index: readonly number[], steps: readonly number[]): number {
  let at = 0;
  for (let d = 0; d < index.length; d++) at += index[d] * steps[d];
  return at;
}

/** The same elements in row-major order; those at one place keep their order. */
export function ordered(s: SparseValue): SparseValue {
  const steps = rowSteps(s.shape);
  const by = s.indices.map((index, k) => ({ k, at: placeOf(index, steps) })).sort((a, b) => a.at - b.at || a.k - b.k);
  return { indices: by.map(({ k }) => s.indices[k]), values: by.map(({ k }) => s.values[k]), shape: s.shape };
}

/** The rank that the statics of a sparse tensor tell: of the places, or of the shape. */
export function sparseRank(indices: Static, shape: Static): number | null {
  if (indices.shape && indices.shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${indices.shape.length}`);
  return indices.shape?.[1] ?? shape.shape?.[0] ?? null;
}

/** Throws where a place is not inside. */
export function checkInside(index: readonly number[], shape: readonly number[], k: number): void {
  if (index.some((v, d) => v < 0 || v >= shape[d])) throw new RunFailure('InvalidArgumentError', `indices[${k}] = [${index.join(',')}] is out of bounds: need 0 <= index < [${shape.join(',')}]`);
}

/** Sums, or the greatest, of the elements of a sparse tensor along axes (all where none is given), as a dense output 0. */
export function reduceSparse(c: Compute, combine: (a: number, b: number) => number): void {
  const s = sparseInput(c, 0);
  const rank = s.shape.length;
  const axes = wholes(c, 3).map((a) => {
    if (a < -rank || a >= rank) throw new RunFailure('InvalidArgumentError', `Invalid reduction dimension ${a}, for input with ${rank} dimensions.`);
    return a < 0 ? a + rank : a;
  });
  const gone = new Set(axes.length === 0 ? s.shape.map((_, i) => i) : axes);
  const keep = c.attrs.keep_dims === true;
  const kept = s.shape.map((d, i) => (gone.has(i) ? 1 : d));
  const out = c.make(0, keep ? kept : kept.filter((_, i) => !gone.has(i)), c.dtype(1));
  out.fill(0);
  const steps = rowSteps(kept);
  const seen = new Set<number>();
  s.indices.forEach((index, k) => {
    const at = placeOf(index.map((v, d) => (gone.has(d) ? 0 : v)), steps);
    out[at] = seen.has(at) ? combine(out[at], s.values[k] as number) : (s.values[k] as number);
    seen.add(at);
  });
}

/** Static shape of such a reduction. */
export function reducedSparseShape(axes: readonly number[] | null, shape: Shape | null, keep: boolean, rank: number | null): Shape | null {
  if (!shape) return keep && rank !== null ? new Array<null>(rank).fill(null) : null;
  if (!axes) return keep ? shape.map(() => null) : null;
  const gone = new Set(axes.length === 0 ? shape.map((_, i) => i) : axes.map((a) => (a < 0 ? a + shape.length : a)));
  return keep ? shape.map((d, i) => (gone.has(i) ? 1 : d)) : shape.filter((_, i) => !gone.has(i));
}

/** An op on the elements of a sparse tensor and those of a dense one at their places. */
export const sparseDenseOp = (type: string, combine: (a: number, b: number) => number, examples: readonly Example[]): Op => ({
  type, signature: 'sp_indices:int64 sp_values:T sp_shape:int64 dense:T -> output:T | T:type',
  infer: ([indices, values]) => [{ dtype: values.dtype, shape: [indices.shape?.[0] ?? null] }],
  compute(c) {
    const s = sparseInput(c, 0);
    const shape = c.shape(3);
    const skip = s.shape.length - shape.length;
    if (skip < 0 || shape.some((d, i) => d !== 1 && d !== s.shape[i + skip])) throw new RunFailure('InvalidArgumentError', `SparseDenseBinaryOpShared broadcasts dense to sparse only; got incompatible shapes: [${s.shape.join(',')}] vs. [${shape.join(',')}]`);
    const out = c.make(0, [s.indices.length], c.dtype(1));
    const dense = c.data(3);
    const steps = rowSteps(shape);
    s.indices.forEach((index, k) => { out[k] = combine(s.values[k] as number, dense[placeOf(index.slice(skip).map((v, d) => (shape[d] === 1 ? 0 : v)), steps)]); });
  },
  flops: ([a]) => a[0],
  stops: true,
  examples,
});
