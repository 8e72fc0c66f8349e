/** MaxPoolWithArgmax: the greatest number in each window, and its place in the flattened image (or batch). */
import { f32, greatest, i32, inferPool, pick, poolOf, sizeOf, tensor, type DType, type Op } from '../../op.ts';

export const maxPoolWithArgmax: Op = {
  type: 'MaxPoolWithArgmax',
  signature: 'input:T -> output:T argmax:Targmax | ksize:list(int)>=4 strides:list(int)>=4 Targmax:type{int32,int64}=int64 padding:string{"SAME","VALID"} include_batch_in_index:bool=false T:type',
  infer(inputs, attrs) {
    const [values] = inferPool('MaxPoolWithArgmax', inputs, attrs, 4);
    return [values, { dtype: attrs.Targmax as DType, shape: values.shape }];
  },
  compute(c) {
    const p = poolOf(c, 'MaxPoolWithArgmax', c.shape(0));
    c.output(0, p.shape, c.dtype(0));
    c.output(1, p.shape, c.attrs.Targmax as DType);
    const [y, place, x] = [c.out(0), c.out(1), c.data(0)];
    const image = c.attrs.include_batch_in_index === true ? Infinity : sizeOf(c.shape(0).slice(1));
    greatest(p, x).forEach((at, i) => {
      y[i] = x[at];
      place[i] = at % image;
    });
  },
  gradient: (g) => g.apply('MaxPoolGradWithArgmax', [g.x[0], g.dy[0]!, g.y[1]], pick(g.attrs, 'ksize', 'strides', 'padding', 'include_batch_in_index')),
  examples: [
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.32, 1.89, 0.4, -1.99, 0.11, 1.97, 1.77, 1.53, 2, 0.82, 1.7, -1.26, -1.38]), tensor('int64', [2, 2, 2, 2], [0, 3, 10, 11, 14, 15, 16, 17, 0, 7, 4, 11, 14, 15, 16, 17])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.97, 1.89, 1.89, 1.89, 1.32, 1.97, 1.77, 1.53, 2, 0.82, 1.77, 0.82, 2]), tensor('int64', [2, 2, 2, 2], [0, 3, 10, 3, 14, 7, 14, 11, 0, 7, 4, 11, 14, 7, 14, 11])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.97, 1.89, 1.89, 1.89, 1.32, 1.97, 1.77, 1.53, 2, 0.82, 1.77, 0.82, 2]), tensor('int64', [2, 2, 2, 2], [0, 3, 10, 3, 14, 7, 14, 11, 0, 7, 4, 11, 14, 7, 14, 11])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME', include_batch_in_index: true, Targmax: 'int32' }, outputs: [f32([2, 2, 2, 2], [1.08, 1.97, 1.32, 1.32, 1.89, 0.4, -1.99, 0.11, 1.97, 1.77, 1.53, 2, 0.82, 1.7, -1.26, -1.38]), i32([2, 2, 2, 2], [0, 3, 10, 11, 14, 15, 16, 17, 18, 25, 22, 29, 32, 33, 34, 35])] },
  ],
};
