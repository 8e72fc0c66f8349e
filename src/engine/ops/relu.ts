/** Relu: max(x, 0). */
import { f32, sizeOf, type Op } from '../op.ts';

export const relu: Op = {
  type: 'Relu', signature: 'features:T -> activations:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    const y = c.make(0, c.shape(0), c.dtype(0));
    const x = c.data(0);
    // Not-a-number stays what it is.
    for (let i = 0; i < x.length; i++) y[i] = x[i] < 0 ? 0 : x[i];
  },
  reference: (inputs) => [f32(inputs[0].shape, Float32Array.from(inputs[0].data as Float32Array, (v) => Math.max(v, 0)))],
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: (g) => g.apply('ReluGrad', [g.dy[0]!, g.y[0]]),
  examples: [{ inputs: [f32([2, 3], [1, -2, 0.5, -0.25, 3, -1])] }],
};
