/** MaxPool: the greatest number in each window of images. */
import { eachPooled, f32, i32, inferPool, isFloating, pick, poolOf, sizeOf, type Op } from '../../op.ts';

export const maxPool: Op = {
  type: 'MaxPool',
  signature: 'input:T -> output:T | T:type{float16,bfloat16,float32,float64,int32,int64,uint8,int16,int8,uint16,qint8}=float32 ksize:list(int)>=4 strides:list(int)>=4 padding:string{"SAME","VALID","EXPLICIT"} explicit_paddings:list(int)=[] data_format:string{"NHWC","NCHW","NCHW_VECT_C"}="NHWC"',
  infer: (inputs, attrs) => inferPool('MaxPool', inputs, attrs, 4),
  compute(c) {
    const p = poolOf(c, 'MaxPool', c.shape(0));
    const y = c.make(0, p.shape, c.dtype(0));
    const x = c.data(0);
    y.fill(isFloating(c.dtype(0)) ? -Infinity : -(2 ** 31));
    eachPooled(p, (xi, yi) => { if (x[xi] > y[yi]) y[yi] = x[xi]; });
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: (g) => g.apply('MaxPoolGrad', [g.x[0], g.y[0], g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'explicit_paddings', 'data_format')),
  examples: [
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.32, 1.89, 0.4, -1.99, 0.11, 1.97, 1.77, 1.53, 2, 0.82, 1.7, -1.26, -1.38])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.97, 1.89, 1.89, 1.89, 1.32, 1.97, 1.77, 1.53, 2, 0.82, 1.77, 0.82, 2])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.97, 1.89, 1.89, 1.89, 1.32, 1.97, 1.77, 1.53, 2, 0.82, 1.77, 0.82, 2])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 1, 1, 2], strides: [1, 1, 1, 2], padding: 'VALID' }, outputs: [f32([2, 3, 3, 1], [1.08, 1.97, 0.11, 1.89, -0.89, 1.32, -0.89, 1.89, 0.11, 1.97, 1.08, 1.53, 1.77, 0.69, 2, -0.33, 1.7, -1.26])] },
    { inputs: [i32([1, 2, 2, 1], [0, -1, 1, 1])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [i32([1, 1, 1, 1], [1])] },
  ],
};
