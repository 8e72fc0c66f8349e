/** What the reductions over axes share: inference, the kernel (floats in TensorFlow's order: folds.ts), a slow reference, examples. */
import { eachReduced, normalAxes, reducedShape } from '../lib/reduce.ts';
import { arrayType, f32, i32, isInteger, sizeOf, tensor, type DType, type Static, type Tensor } from './dtype.ts';
import { foldAxes } from './folds.ts';
import { highest, lowest } from './kit/limits.ts';
import { RunFailure, ShapeError, type Attrs, type Compute, type Example, type Grad, type Gradient, type Inferred, type Op } from './op-def.ts';

export interface Reduction {
  readonly type: string;
  readonly signature: string;
  /** The value of an empty reduction. */
  readonly start: number;
  readonly combine: (sum: number, x: number) => number;
  /** What becomes of a result that `n` elements went into; the result itself if absent. */
  readonly finish?: (sum: number, n: number) => number;
  /** Sums are kept in double precision, in ascending order of the input. */
  readonly wide?: boolean;
  readonly gradient?: (g: Gradient) => Grad[];
  readonly stops?: boolean;
  readonly examples?: readonly Example[];
}

/** Each output collects, in ascending order, the inputs whose kept coordinates are its own: slow and obvious. */
function reference(r: Reduction, x: Tensor, axesInput: Tensor, keep: boolean): Tensor[] {
  const axes = normalAxes(axesInput.data as Int32Array, x.shape.length);
  const shape = reducedShape(x.shape, axes, keep);
  const out = tensor(x.dtype, shape, new (arrayType(x.dtype))(sizeOf(shape)).fill(r.start));
  const y = out.data as Float32Array;
  for (let i = 0; i < sizeOf(x.shape); i++) {
    let rest = i;
    let target = 0;
    let step = 1;
    for (let d = x.shape.length - 1; d >= 0; d--) {
      const at = rest % x.shape[d];
      rest = (rest - at) / x.shape[d];
      if (!axes.includes(d)) { target += at * step; step *= x.shape[d]; }
    }
    y[target] = r.combine(y[target], (x.data as Float32Array)[i]);
  }
  const n = sizeOf(x.shape) / Math.max(1, y.length);
  if (r.finish) for (let i = 0; i < y.length; i++) y[i] = r.finish(y[i], n);
  return [out];
}

function axesOf(axes: ArrayLike<number>, rank: number): number[] {
  try {
    return normalAxes(axes, rank);
  } catch (error) {
    throw new ShapeError((error as Error).message);
  }
}

/** Shape of a reduction over axes that may not be known. */
export function inferReduced(x: Static, axes: Tensor | null, keep: boolean): Inferred[] {
  if (!x.shape || !axes) return [{ dtype: x.dtype, shape: x.shape && keep ? x.shape.map(() => null) : null }];
  return [{ dtype: x.dtype, shape: reducedShape(x.shape, axesOf(axes.data as Int32Array, x.shape.length), keep) }];
}

/** The first axis that is named again. */
function twice(axes: ArrayLike<number>, rank: number): number {
  const seen = new Set<number>();
  return Array.from(axes, (a) => (a < 0 ? a + rank : a)).find((a) => seen.size === seen.add(a).size)!;
}

/** Whole numbers know no infinity. */
const startOf = (r: Reduction, dtype: DType): number => (Number.isFinite(r.start) || !isInteger(dtype) ? r.start : r.start < 0 ? lowest(dtype) : highest(dtype));

function compute(c: Compute, r: Reduction): void {
  const shape = c.shape(0);
  const dtype = c.dtype(0);
  const axes = axesOf(c.data(1), shape.length);
  if (axes.length < c.data(1).length) throw new RunFailure('InvalidArgumentError', `Invalid reduction arguments: Axes contains duplicate dimension: ${twice(c.data(1), shape.length)}`);
  const y = c.make(0, reducedShape(shape, axes, c.attrs.keep_dims === true), dtype);
  const x = c.data(0);
  const n = x.length / Math.max(1, y.length);
  const sums = dtype === 'float32' && r.wide ? new Float64Array(y.length) : y;
  if (!r.wide && (dtype === 'float32' || dtype === 'float64')) foldAxes(x, shape, axes, y, r.start, r.combine);
  else {
    sums.fill(startOf(r, dtype));
    eachReduced(shape, axes, (s, t) => { sums[t] = r.combine(sums[t], x[s]); });
  }
  if (r.finish) for (let i = 0; i < y.length; i++) sums[i] = isInteger(dtype) ? Math.trunc(r.finish(sums[i], n)) : r.finish(sums[i], n);
  if (sums !== y) y.set(sums);
}

/** A reduction over the axes that its second input names; attribute `keep_dims`. */
export function reductionOp(r: Reduction): Op {
  return {
    type: r.type, signature: r.signature, reads: [1],
    infer: ([x], attrs, constant) => inferReduced(x, constant(1), attrs.keep_dims === true),
    compute: (c) => compute(c, r),
    ...(!r.examples && { reference: ([x, axes]: readonly Tensor[], attrs: Attrs) => reference(r, x, axes, attrs.keep_dims === true) }),
    flops: (inputs) => sizeOf(inputs[0]),
    ...(r.gradient && { gradient: r.gradient }),
    ...(r.stops && { stops: true }),
    examples: r.examples ?? [
      { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false } },
      { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([2], [0, 1])], attrs: { keep_dims: true } },
      { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([1], [-2])], attrs: { keep_dims: false } },
      { inputs: [f32([4], [0.1, 0.2, 0.3, 0.4]), i32([1], [0])], attrs: { keep_dims: false } },
    ],
  };
}
