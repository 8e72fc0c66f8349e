/** ReluGrad: the gradient where the feature was positive, else 0. */
import { f32, type Op } from '../op.ts';

export const reluGrad: Op = {
  type: 'ReluGrad', signature: 'gradients:T features:T -> backprops:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    c.output(0, c.shape(0));
    const [dy, y, dx] = [c.f32(0), c.f32(1), c.outF32(0)];
    for (let i = 0; i < dy.length; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
  },
  reference(inputs) {
    const features = inputs[1].data as Float32Array;
    return [f32(inputs[0].shape, Float32Array.from(inputs[0].data as Float32Array, (v, i) => (features[i] > 0 ? v : 0)))];
  },
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  examples: [{ inputs: [f32([4], [1, 2, 3, 4]), f32([4], [1, 0, -1, 2])] }],
};
