/** DepthwiseConv2dNativeBackpropInput: the gradient of a depthwise convolution's input. */
import { depthwise, f32, i32, pick, withRank, type Op } from '../../op.ts';

const ATTRS = ['dilations', 'strides', 'padding', 'explicit_paddings', 'data_format'];

export const depthwiseConv2DBackpropInput: Op = {
  type: 'DepthwiseConv2dNativeBackpropInput', reads: [0],
  signature: 'input_sizes:int32 filter:T out_backprop:T -> output:T | T:type strides:list(int) padding:string{"SAME","VALID","EXPLICIT"} explicit_paddings:list(int)=[] data_format:string{"NHWC","NCHW"}="NHWC" dilations:list(int)=[1,1,1,1]',
  infer(inputs, _, __, partial) {
    withRank('DepthwiseConv2dNativeBackpropInput', inputs[1], 4, inputs);
    return [{ dtype: inputs[1].dtype, shape: partial(0) ?? [null, null, null, null] }];
  },
  compute(c) {
    const shape = Array.from(c.i32(0));
    const g = depthwise(c.attrs, 'DepthwiseConv2dNativeBackpropInput', shape, c.shape(1));
    const dx = c.make(0, shape, c.dtype(1));
    const [f, dy] = [c.data(1), c.data(2)];
    dx.fill(0);
    g.each((xi, fi, yi) => { dx[xi] += dy[yi] * f[fi]; });
  },
  gradient(g) {
    const [, f, dy] = g.x;
    const attrs = pick(g.attrs, ...ATTRS);
    const df = g.apply('DepthwiseConv2dNativeBackpropFilter', [g.dy[0]!, g.shapeOf(f), dy], attrs)[0];
    return [null, df, g.apply('DepthwiseConv2dNative', [g.dy[0]!, f], attrs)[0]];
  },
  examples: [
    { inputs: [i32([4], [1, 3, 4, 2]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69]), f32([1, 3, 4, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69])], attrs: { strides: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 3, 4, 2], [-3.8678, -4.106, -7.2359, -7.5196, -7.8447003, -7.8724, -6.3948, -6.1796, -1.0656999, -0.8716003, -1.6940999, -0.9347, -0.88630056, 0.01760006, 0.14890003, 0.98189974, 0.6524, 0.9349998, 1.8246002, 1.9775, 2.0213, 1.7372, 1.6979995, 1.0337])] },
    { inputs: [i32([4], [1, 3, 4, 2]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69]), f32([1, 1, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38])], attrs: { strides: [1, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 3, 4, 2], [-3.8678, -4.106, -2.9598, -3.1059, -4.2761, -4.4137, -4.2636, -4.2734, -1.2676, -1.2984, 0.75100005, 0.86340004, -3.1288002, -3.0176, -1.1831, -0.96370006, 0, 0, 0, 0, 0, 0, 0, 0])] },
    { inputs: [i32([4], [1, 3, 4, 2]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69]), f32([1, 2, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95])], attrs: { strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([1, 3, 4, 2], [-3.8678, -4.106, -2.9598, -3.1059, -4.2761, -4.4137, -4.2636, -4.2734, -1.2676, -1.2984, 0.75100005, 0.86340004, -3.1288002, -3.0176, -1.1831, -0.96370006, -3.5811, -3.599, -4.4676, -4.3552, -1.9272, -1.8244, -3.4832, -3.2777])] },
  ],
};
