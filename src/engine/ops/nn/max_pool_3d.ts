/** MaxPool3D: the greatest number in each window of volumes. */
import { eachPooled, f32, inferPool, isFloating, pick, poolOf, sizeOf, type Op } from '../../op.ts';

export const maxPool3D: Op = {
  type: 'MaxPool3D',
  signature: 'input:T -> output:T | ksize:list(int)>=5 strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" T:type{float16,bfloat16,float32}',
  infer: (inputs, attrs) => inferPool('MaxPool3D', inputs, attrs, 5),
  compute(c) {
    const p = poolOf(c, 'MaxPool3D', c.shape(0));
    const y = c.make(0, p.shape, c.dtype(0));
    const x = c.data(0);
    y.fill(isFloating(c.dtype(0)) ? -Infinity : -(2 ** 31));
    eachPooled(p, (xi, yi) => { if (x[xi] > y[yi]) y[yi] = x[xi]; });
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: (g) => g.apply('MaxPool3DGrad', [g.x[0], g.y[0], g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format')),
  examples: [
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 2], [1.97, 1.97, 1.53, 2, 1.53, 2, 1.89, 1.89, 1.89, 2, 1.32, 2, 1.89, 1.7, 1.89, 1.7, -1.26, 0.11, 1.97, 1.77, 1.53, 2, 1.53, 2, 0.82, 1.77, 0.82, 2, -0.19, 2, 0.82, 1.7, 0.82, 1.7, -1.26, -1.38])] },
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 2, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 1, 1, 1, 2], [1.97, 1.97])] },
  ],
};
