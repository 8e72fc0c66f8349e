/** ReluGrad: the gradient where the feature was positive, else 0. */
import { f32, mergeShapes, sizeOf, zerosLike, type Op } from '../op.ts';

export const reluGrad: Op = {
  type: 'ReluGrad', signature: 'gradients:T features:T -> backprops:T | T:type',
  infer: ([dy, y]) => [{ dtype: dy.dtype, shape: (mergeShapes(dy.shape, y.shape) ?? dy).shape }],
  compute(c) {
    const dx = c.make(0, c.shape(0), c.dtype(0));
    const [dy, y] = [c.data(0), c.data(1)];
    // TensorFlow multiplies by the mask: what is cut off keeps its sign, and infinities become NaN.
    if (c.kernels.exact) for (let i = 0; i < dy.length; i++) dx[i] = dy[i] * (y[i] > 0 ? 1 : 0);
    else for (let i = 0; i < dy.length; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
  },
  reference(inputs) {
    const features = inputs[1].data as Float32Array;
    return [f32(inputs[0].shape, Float32Array.from(inputs[0].data as Float32Array, (v, i) => (features[i] > 0 ? v : 0)))];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: (g) => [g.apply('ReluGrad', [g.dy[0]!, g.x[1]])[0], zerosLike(g, g.x[1])],
  examples: [{ inputs: [f32([4], [1, 2, 3, 4]), f32([4], [1, 0, -1, 2])] }],
};
