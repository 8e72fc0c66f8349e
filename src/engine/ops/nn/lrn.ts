/** LRN: each number over a power of the squares of its neighbours in the channel axis. */
import { f32, pick, sizeOf, withRank, type Op } from '../../op.ts';

export const lrn: Op = {
  type: 'LRN', signature: 'input:T -> output:T | depth_radius:int=5 bias:float=1.0 alpha:float=1.0 beta:float=0.5 T:type{float16,bfloat16,float32}=float32',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: withRank('LRN', inputs[0], 4, inputs) }],
  compute(c) {
    const shape = c.shape(0);
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    const [radius, bias, alpha, beta] = ['depth_radius', 'bias', 'alpha', 'beta'].map((n) => Math.fround(c.attrs[n] as number)) as [number, number, number, number];
    const n = shape[3];
    for (let at = 0; at < x.length; at += n) {
      for (let k = 0; k < n; k++) {
        let sum = 0;
        for (let j = Math.max(0, k - radius); j < Math.min(n, k + radius + 1); j++) sum += x[at + j] ** 2;
        y[at + k] = x[at + k] * (bias + alpha * sum) ** -beta;
      }
    }
  },
  flops: (inputs) => 10 * sizeOf(inputs[0]),
  gradient: (g) => g.apply('LRNGrad', [g.dy[0]!, g.x[0], g.y[0]], pick(g.attrs, 'depth_radius', 'bias', 'alpha', 'beta')),
  examples: [
    { inputs: [f32([1, 1, 2, 4], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89])], attrs: { depth_radius: 1, alpha: 0.1 }, outputs: [f32([1, 1, 2, 4], [0.89867485, -1.4870775, -0.46073377, 1.6501107, 0.093059406, -1.6734926, 0.30817226, 1.6123722])] },
    { inputs: [f32([1, 1, 2, 4], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89])], outputs: [f32([1, 1, 2, 4], [0.3468476, -0.58129084, -0.19590466, 0.63267565, 0.037266944, -0.67419285, 0.13890405, 0.6403138])] },
  ],
};
