/** Relu: max(x, 0). */
import { f32, type Op } from '../op.ts';

export const relu: Op = {
  type: 'Relu', signature: 'features:T -> activations:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    c.output(0, c.shape(0));
    const [x, y] = [c.f32(0), c.outF32(0)];
    for (let i = 0; i < x.length; i++) y[i] = x[i] > 0 ? x[i] : 0;
  },
  reference: (inputs) => [f32(inputs[0].shape, Float32Array.from(inputs[0].data as Float32Array, (v) => Math.max(v, 0)))],
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  gradient: (g) => [g.emit('ReluGrad', [g.dy[0]!, g.y[0]], {}, 'ReluGrad')[0]],
  examples: [{ inputs: [f32([2, 3], [1, -2, 0.5, -0.25, 3, -1])] }],
};
