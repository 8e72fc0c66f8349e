/** AvgPool3D: the mean of each window of volumes; padding does not count. */
import { counts, eachPooled, f32, inferPool, pick, poolOf, sizeOf, type Op } from '../../op.ts';

export const avgPool3D: Op = {
  type: 'AvgPool3D',
  signature: 'input:T -> output:T | ksize:list(int)>=5 strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" T:type',
  infer: (inputs, attrs) => inferPool('AvgPool3D', inputs, attrs, 5),
  compute(c) {
    const p = poolOf(c, 'AvgPool3D', c.shape(0));
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
    return g.apply('AvgPool3DGrad', [shape, g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format'));
  },
  examples: [
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 2], [-0.038749985, 0.08375004, 0.018750012, -0.088750005, 0.6925, -0.037500024, -0.027499981, -0.08124998, 0.048750028, 0.06750001, -0.53, 0.51250005, 0.18, -0.17499995, -0.135, 0.20750001, -1.625, -0.635, -0.07499997, 0.06999999, 0.055000007, -0.087499976, 0.66999996, 0.26, 0.0075000077, -0.097500026, 0.014999986, 0.0925, -0.725, 0.31, 0.24499999, -0.10499996, -0.22, 0.16000003, -1.26, -1.38])] },
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 2, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 1, 1, 1, 2], [-0.038749985, 0.08375004])] },
  ],
};
