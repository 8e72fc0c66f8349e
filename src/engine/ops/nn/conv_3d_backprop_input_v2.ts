/** Conv3DBackpropInputV2: the gradient of a volume convolution's input. */
import { convolution, convolveBack, f32, i32, pick, withRank, type Op } from '../../op.ts';

export const conv3DBackpropInputV2: Op = {
  type: 'Conv3DBackpropInputV2', reads: [0],
  signature: 'input_sizes:Tshape filter:T out_backprop:T -> output:T | T:type strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" dilations:list(int)=[1,1,1,1,1] Tshape:type{int32,int64}=int32',
  infer(inputs, _, __, partial) {
    withRank('Conv3DBackpropInputV2', inputs[1], 5, inputs);
    withRank('Conv3DBackpropInputV2', inputs[2], 5, inputs);
    return [{ dtype: inputs[1].dtype, shape: partial(0) ?? [null, null, null, null, null] }];
  },
  compute(c) {
    const shape = Array.from(c.data(0));
    const g = convolution(c.attrs, 'Conv3DBackpropInputV2', shape, c.shape(1), c.dtype(1));
    const dx = c.output(0, shape, c.dtype(1));
    convolveBack(c, g, c.address(2), c.address(1), dx);
  },
  gradient(g) {
    const [, f, dy] = g.x;
    const attrs = pick(g.attrs, 'dilations', 'strides', 'padding', 'data_format');
    const fs = g.shapeOf(f);
    return [null, g.apply('Conv3DBackpropFilterV2', [g.dy[0]!, fs, dy], attrs)[0], g.apply('Conv3D', [g.dy[0]!, f], attrs)[0]];
  },
  examples: [
    { inputs: [i32([5], [1, 2, 3, 3, 1]), f32([2, 2, 2, 1, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69]), f32([1, 2, 3, 3, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 1], [-3.8678, 7.7409, -8.3821, 1.0927999, -2.0730996, -0.36080003, 2.5739002, -5.053099, 6.9677997, -2.5661001, 5.2742, -9.1182, 8.7766, -16.922201, 14.3079, -3.3768997, 6.4449997, -1.7192001])] },
    { inputs: [i32([5], [1, 2, 3, 3, 1]), f32([2, 2, 2, 1, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69]), f32([1, 1, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([1, 2, 3, 3, 1], [-3.8678, 7.7409, -4.106, -7.2359, 14.380401, -7.5196, -4.2636, 8.3206005, -4.2734, -1.2676, 2.5506, -1.2984, -2.3778, 4.5077, -2.1542, -1.1831, 2.1145, -0.96370006])] },
  ],
};
