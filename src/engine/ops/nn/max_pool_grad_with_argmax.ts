/** MaxPoolGradWithArgmax: each gradient goes to the place that the forward pass noted. */
import { f32, sizeOf, tensor, type Op } from '../../op.ts';

export const maxPoolGradWithArgmax: Op = {
  type: 'MaxPoolGradWithArgmax',
  signature: 'input:T grad:T argmax:Targmax -> output:T | ksize:list(int)>=4 strides:list(int)>=4 padding:string{"SAME","VALID"} include_batch_in_index:bool=false Targmax:type{int32,int64} T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    const shape = c.shape(0);
    const dx = c.make(0, shape, c.dtype(0));
    const [dy, at] = [c.data(1), c.data(2)];
    const image = c.attrs.include_batch_in_index === true ? 0 : sizeOf(shape.slice(1));
    const each = dy.length / Math.max(1, shape[0]);
    dx.fill(0);
    for (let i = 0; i < dy.length; i++) dx[Math.floor(i / each) * image + at[i]] += dy[i];
  },
  examples: [
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38]), f32([2, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95]), tensor('int64', [2, 2, 2, 2], [0, 3, 10, 11, 14, 15, 16, 17, 0, 7, 4, 11, 14, 15, 16, 17])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 3, 3, 2], [-1.98, 0, 0, -0.02, 0, 0, 0, 0, 0, 0, 1.99, -0.49, 0, 0, -1.86, 0.97, 1.61, -1.38, -1.26, 0, 0, 0, 0.82, 0, 0, 1.71, 0, 0, 0, -1.92, 0, 0, -0.32, 2, -0.19, -1.95])] },
    { inputs: [f32([2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38]), f32([2, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95]), tensor('int64', [2, 2, 2, 2], [0, 3, 10, 3, 14, 7, 14, 11, 0, 7, 4, 11, 14, 7, 14, 11])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 3, 3, 2], [-1.98, 0, 0, -0.51, 0, 0, 0, 0.97, 0, 0, 1.99, -1.38, 0, 0, -0.25, 0, 0, 0, -1.26, 0, 0, 0, 0.82, 0, 0, 3.71, 0, 0, 0, -3.87, 0, 0, -0.51, 0, 0, 0])] },
  ],
};
