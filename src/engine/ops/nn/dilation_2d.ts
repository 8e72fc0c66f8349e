/** Dilation2D: the greatest sum of input and filter in each window (grayscale morphology). */
import { dilationOf, f32, forNode, outSize, pick, withRank, type Op } from '../../op.ts';

export const dilation2D: Op = {
  type: 'Dilation2D', signature: 'input:T filter:T -> output:T | T:type strides:list(int)>=4 rates:list(int)>=4 padding:string{"SAME","VALID"}',
  infer(inputs, attrs) {
    const [x, f] = [withRank('Dilation2D', inputs[0], 4, inputs), withRank('Dilation2D', inputs[1], 3, inputs)];
    const spatial = [1, 2].map((a) => outSize(x[a], f[a - 1], a, { ...attrs, dilations: attrs.rates }, () => forNode('Dilation2D', inputs)));
    return [{ dtype: inputs[0].dtype, shape: [x[0], ...spatial, x[3] ?? f[2]] }];
  },
  compute(c) {
    const d = dilationOf(c.attrs, c.shape(0), c.shape(1));
    const y = c.make(0, d.shape, c.dtype(0));
    const [x, f] = [c.data(0), c.data(1)];
    d.best(x, f, (yi, xi, fi) => { y[yi] = x[xi] + f[fi]; });
  },
  gradient(g) {
    const attrs = pick(g.attrs, 'strides', 'rates', 'padding');
    return [g.apply('Dilation2DBackpropInput', [g.x[0], g.x[1], g.dy[0]!], attrs)[0], g.apply('Dilation2DBackpropFilter', [g.x[0], g.x[1], g.dy[0]!], attrs)[0]];
  },
  examples: [
    { inputs: [f32([1, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2], [1.84, -1.01, -1.58, 1.42, 1.22, -1.73, -0.77, 1.93])], attrs: { strides: [1, 1, 1, 1], rates: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 3, 3, 2], [2.92, 3.3899999, 1.23, 3.25, 2.54, -0.40999997, 2.25, 2.33, 3.1100001, 2.74, 3.16, 0.31000006, 0.30999994, 1.8199999, 3.73, 1.53, -0.14999998, -0.9])] },
    { inputs: [f32([1, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2], [1.84, -1.01, -1.58, 1.42, 1.22, -1.73, -0.77, 1.93])], attrs: { strides: [1, 2, 2, 1], rates: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([1, 1, 1, 2], [2.92, 3.3899999])] },
  ],
};
