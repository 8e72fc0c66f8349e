/** Dilation2DBackpropFilter: each gradient goes to the filter number that made the greatest sum. */
import { dilationOf, f32, type Op } from '../../op.ts';

export const dilation2DBackpropFilter: Op = {
  type: 'Dilation2DBackpropFilter', signature: 'input:T filter:T out_backprop:T -> filter_backprop:T | T:type strides:list(int)>=4 rates:list(int)>=4 padding:string{"SAME","VALID"}',
  infer: (inputs) => [{ dtype: inputs[1].dtype, shape: inputs[1].shape }],
  compute(c) {
    const d = dilationOf(c.attrs, c.shape(0), c.shape(1));
    const out = c.make(0, c.shape(1), c.dtype(1));
    const dy = c.data(2);
    out.fill(0);
    d.best(c.data(0), c.data(1), (yi, _, fi) => { out[fi] += dy[yi]; });
  },
  examples: [
    { inputs: [f32([1, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2], [1.84, -1.01, -1.58, 1.42, 1.22, -1.73, -0.77, 1.93]), f32([1, 3, 3, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77])], attrs: { strides: [1, 1, 1, 1], rates: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2], [2.94, -0.14999998, -0.32, 1.74, -3.12, 0.97, 0, -1.87])] },
    { inputs: [f32([1, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2], [1.84, -1.01, -1.58, 1.42, 1.22, -1.73, -0.77, 1.93]), f32([1, 1, 1, 2], [-1.98, -0.02])], attrs: { strides: [1, 2, 2, 1], rates: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2], [-1.98, 0, 0, -0.02, 0, 0, 0, 0])] },
  ],
};
