/** Neg: -x. */
import { f32, type Op } from '../op.ts';

export const neg: Op = {
  type: 'Neg', signature: 'x:T -> y:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    c.output(0, c.shape(0));
    const [x, y] = [c.f32(0), c.outF32(0)];
    for (let i = 0; i < x.length; i++) y[i] = -x[i];
  },
  reference: (inputs) => [f32(inputs[0].shape, Float32Array.from(inputs[0].data as Float32Array, (v) => -v))],
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  gradient: (g) => [g.emit('Neg', [g.dy[0]!], {}, 'Neg')[0]],
  examples: [{ inputs: [f32([3], [1, -2, 0.5])] }],
};
