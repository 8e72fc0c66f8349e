/** Conv3DBackpropFilterV2: the gradient of a volume convolution's filter. */
import { convolution, convolveFilter, f32, i32, pick, withRank, type Op } from '../../op.ts';

export const conv3DBackpropFilterV2: Op = {
  type: 'Conv3DBackpropFilterV2', reads: [1],
  signature: 'input:T filter_sizes:int32 out_backprop:T -> output:T | T:type strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" dilations:list(int)=[1,1,1,1,1]',
  infer(inputs, _, __, partial) {
    withRank('Conv3DBackpropFilterV2', inputs[0], 5, inputs);
    withRank('Conv3DBackpropFilterV2', inputs[2], 5, inputs);
    return [{ dtype: inputs[0].dtype, shape: partial(1) ?? [null, null, null, null, null] }];
  },
  compute(c) {
    const shape = Array.from(c.i32(1));
    const g = convolution(c.attrs, 'Conv3DBackpropFilterV2', c.shape(0), shape, c.dtype(0));
    const df = c.output(0, shape, c.dtype(0));
    convolveFilter(c, g, c.address(0), c.address(2), df);
  },
  gradient(g) {
    const [x, , dy] = g.x;
    const attrs = pick(g.attrs, 'dilations', 'strides', 'padding', 'data_format');
    const xs = g.shapeOf(x);
    return [g.apply('Conv3DBackpropInputV2', [xs, g.dy[0]!, dy], attrs)[0], null, g.apply('Conv3D', [x, g.dy[0]!], attrs)[0]];
  },
  examples: [
    { inputs: [f32([1, 2, 3, 3, 1], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), i32([5], [2, 2, 2, 1, 2]), f32([1, 2, 3, 3, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 1, 2], [-4.0851, 1.9934001, 3.0544999, -0.35129976, -0.34900045, 1.8075998, -0.23760033, 0.018500209, 3.7829995, 2.6820998, -3.1851997, -0.40759993, 1.2419001, -1.8634999, 2.1808, 2.026])] },
    { inputs: [f32([1, 2, 3, 3, 1], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), i32([5], [2, 2, 2, 1, 2]), f32([1, 1, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2, 1, 2], [-9.2274, 2.6244001, -1.0386004, 3.1880002, -1.4014001, -2.3038, -9.1262, 4.0344, 7.5683, -0.9956001, 4.7115, -4.1447, -2.4322002, 3.6035001, 9.4018, -2.9904003])] },
  ],
};
