/** What the reductions over axes share: inference, the kernel in ascending order of the input, a slow reference, examples. */
import { eachReduced, normalAxes, reducedShape } from '../lib/reduce.ts';
import { f32, i32, sizeOf, type Tensor } from './dtype.ts';
import type { Grad, Gradient, Op } from './op-def.ts';

export interface Reduction {
  type: string;
  signature: string;
  /** The value of an empty reduction. */
  start: 0 | 1;
  combine(sum: number, x: number): number;
  /** What becomes of a result that `n` elements went into; the result itself if absent. */
  finish?(sum: number, n: number): number;
  gradient?(g: Gradient): Grad[];
}

/** Each output collects, in ascending order, the inputs whose kept coordinates are its own: slow and obvious. */
function reference(r: Reduction, x: Tensor, axesInput: Tensor, keep: boolean): Tensor[] {
  const axes = normalAxes(axesInput.data as Int32Array, x.shape.length);
  const shape = reducedShape(x.shape, axes, keep);
  const out = x.dtype === 'int32' ? i32(shape, new Int32Array(sizeOf(shape)).fill(r.start)) : f32(shape, new Float32Array(sizeOf(shape)).fill(r.start));
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

/** A reduction of float32 or int32 over the axes that its second input names; attribute `keep_dims`. */
export function reductionOp(r: Reduction): Op {
  return {
    type: r.type, signature: r.signature, reads: [1],
    infer([x], attrs, constant) {
      const axes = constant(1);
      if (!x.shape || !axes) return [{ dtype: x.dtype, shape: null }];
      return [{ dtype: x.dtype, shape: reducedShape(x.shape, normalAxes(axes.data as Int32Array, x.shape.length), attrs.keep_dims === true) }];
    },
    compute(c) {
      const shape = c.shape(0);
      const axes = normalAxes(c.i32(1), shape.length);
      c.output(0, reducedShape(shape, axes, c.attrs.keep_dims === true), c.dtype(0));
      const [x, y] = c.dtype(0) === 'float32' ? [c.f32(0), c.outF32(0)] : [c.i32(0), c.outI32(0)];
      y.fill(r.start);
      eachReduced(shape, axes, (s, t) => { y[t] = r.combine(y[t], x[s]); });
      const n = x.length / Math.max(1, y.length);
      if (r.finish) for (let i = 0; i < y.length; i++) y[i] = r.finish(y[i], n);
    },
    reference: ([x, axes], attrs) => reference(r, x, axes, attrs.keep_dims === true),
    flops: (inputs) => sizeOf(inputs[0]),
    ...(r.gradient && { gradient: r.gradient }),
    examples: [
      { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false } },
      { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([2], [0, 1])], attrs: { keep_dims: true } },
      { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([1], [-2])], attrs: { keep_dims: false } },
      { inputs: [f32([4], [0.1, 0.2, 0.3, 0.4]), i32([1], [0])], attrs: { keep_dims: false } },
    ],
  };
}
