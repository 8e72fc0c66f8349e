/** Prod: the product over axes. */
import { eachReduced, normalAxes, reducedShape } from '../../lib/reduce.ts';
import { f32, i32, sizeOf, type Op } from '../op.ts';

export const prod: Op = {
  type: 'Prod', outputs: 1, computes: true, stateful: false, reads: [1],
  infer(inputs, attrs, constant) {
    const [x] = inputs;
    const axes = constant(1);
    if (!x.shape || !axes) return [{ dtype: x.dtype, shape: null }];
    return [{ dtype: x.dtype, shape: reducedShape(x.shape, normalAxes(axes.data as Int32Array, x.shape.length), attrs.keep_dims === true) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axes = normalAxes(c.i32(1), shape.length);
    c.output(0, reducedShape(shape, axes, c.attrs.keep_dims === true), c.dtype(0));
    const [x, y] = c.dtype(0) === 'float32' ? [c.f32(0), c.outF32(0)] : [c.i32(0), c.outI32(0)];
    y.fill(1);
    eachReduced(shape, axes, (s, t) => { y[t] = y[t] * x[s]; });
  },
  reference(inputs, attrs) {
    const [x, a] = inputs;
    const axes = normalAxes(a.data as Int32Array, x.shape.length);
    const shape = reducedShape(x.shape, axes, attrs.keep_dims === true);
    const out = x.dtype === 'int32' ? i32(shape, new Int32Array(sizeOf(shape)).fill(1)) : f32(shape, new Float32Array(sizeOf(shape)).fill(1));
    const y = out.data as Float32Array;
    // Each output collects, in ascending order, the inputs whose kept coordinates are its own.
    for (let i = 0; i < sizeOf(x.shape); i++) {
      let rest = i;
      let target = 0;
      let step = 1;
      for (let d = x.shape.length - 1; d >= 0; d--) {
        const at = rest % x.shape[d];
        rest = (rest - at) / x.shape[d];
        if (!axes.includes(d)) { target += at * step; step *= x.shape[d]; }
      }
      y[target] = y[target] * (x.data as Float32Array)[i];
    }
    return [out];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false } },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([2], [0, 1])], attrs: { keep_dims: true } },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([1], [-2])], attrs: { keep_dims: false } },
    { inputs: [f32([4], [0.1, 0.2, 0.3, 0.4]), i32([1], [0])], attrs: { keep_dims: false } },
  ],
};
