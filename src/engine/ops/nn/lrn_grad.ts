/** LRNGrad: the gradient of LRN. */
import { f32, mergeShapes, type Op } from '../../op.ts';

export const lrnGrad: Op = {
  type: 'LRNGrad', signature: 'input_grads:T input_image:T output_image:T -> output:T | depth_radius:int=5 bias:float=1.0 alpha:float=1.0 beta:float=0.5 T:type{float16,bfloat16,float32}=float32',
  infer: ([dy, x, y]) => [{ dtype: dy.dtype, shape: [x, y].reduce((s, t) => (mergeShapes(s, t.shape) ?? { shape: s }).shape, dy.shape) }],
  compute(c) {
    const shape = c.shape(0);
    const dx = c.make(0, shape, c.dtype(0));
    const [dy, x, y] = [c.data(0), c.data(1), c.data(2)];
    const [radius, bias, alpha, beta] = ['depth_radius', 'bias', 'alpha', 'beta'].map((n) => Math.fround(c.attrs[n] as number)) as [number, number, number, number];
    const n = shape[3];
    dx.fill(0);
    for (let at = 0; at < x.length; at += n) {
      for (let j = 0; j < n; j++) {
        const [from, to] = [Math.max(0, j - radius), Math.min(n, j + radius + 1)];
        let norm = bias;
        for (let k = from; k < to; k++) norm += alpha * x[at + k] ** 2;
        const power = norm ** -beta;
        for (let k = from; k < to; k++) dx[at + k] += dy[at + j] * (-2 * alpha * beta * x[at + k] * y[at + j] / norm + (k === j ? power : 0));
      }
    }
  },
  examples: [
    { inputs: [f32([1, 1, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38]), f32([1, 1, 2, 4], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([1, 1, 2, 4], [0.89867485, -1.4870775, -0.46073377, 1.6501107, 0.093059406, -1.6734926, 0.30817226, 1.6123722])], attrs: { depth_radius: 1, alpha: 0.1 }, outputs: [f32([1, 1, 2, 4], [-1.5166782, -0.33046973, 1.4377636, -0.19563715, -1.5595593, 0.6184023, 1.3121095, -0.92420155])] },
    { inputs: [f32([1, 1, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38]), f32([1, 1, 2, 4], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([1, 1, 2, 4], [0.3468476, -0.58129084, -0.19590466, 0.63267565, 0.037266944, -0.67419285, 0.13890405, 0.6403138])], outputs: [f32([1, 1, 2, 4], [-0.48272407, -0.2631132, 0.55258995, 0.1220149, -0.61268526, 0.0126713365, 0.610549, -0.16745254])] },
  ],
};
