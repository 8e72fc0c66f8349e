/** AvgPool: the mean of each window of images; padding does not count. */
import { counts, eachPooled, f32, inferPool, pick, poolOf, sizeOf, type Op } from '../../op.ts';

export const avgPool: Op = {
  type: 'AvgPool',
  signature: 'value:T -> output:T | ksize:list(int)>=4 strides:list(int)>=4 padding:string{"SAME","VALID"} data_format:string{"NHWC","NCHW"}="NHWC" T:type',
  infer: (inputs, attrs) => inferPool('AvgPool', inputs, attrs, 4),
  compute(c) {
    const p = poolOf(c, 'AvgPool', c.shape(0));
    const y = c.make(0, p.shape, c.dtype(0));
    const x = c.data(0);
    y.fill(0);
    eachPooled(p, (xi, yi) => { y[yi] += x[xi]; });
    const n = counts(p.window);
    for (let i = 0; i < y.length; i++) y[i] /= n[Math.floor(i / p.channels) % n.length];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    const shape = g.shapeOf(g.x[0]);
    return g.apply('AvgPoolGrad', [shape, g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format'));
  },
  examples: [
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [-0.0024999976, 0.097500056, 0.71500003, -0.33499998, 0.11500001, -0.24499999, -1.99, 0.11, -0.07499997, 0.06999999, 0.66999996, 0.26, 0.24499999, -0.10499996, -1.26, -1.38])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2, 2], [-0.0024999976, 0.097500056, -0.017499983, -0.089999974, -0.06249997, -0.06499999, 0.08250004, 0.042500023, -0.07499997, 0.06999999, 0.055000007, -0.087499976, 0.0075000077, -0.097500026, 0.014999986, 0.0925])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [-0.0024999976, 0.097500056, -0.017499983, -0.089999974, -0.06249997, -0.06499999, 0.08250004, 0.042500023, -0.07499997, 0.06999999, 0.055000007, -0.087499976, 0.0075000077, -0.097500026, 0.014999986, 0.0925])] },
  ],
};
