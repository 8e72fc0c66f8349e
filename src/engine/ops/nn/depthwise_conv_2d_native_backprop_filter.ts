/** DepthwiseConv2dNativeBackpropFilter: the gradient of a depthwise convolution's filter. */
import { depthwise, f32, i32, pick, withRank, type Op } from '../../op.ts';

const ATTRS = ['dilations', 'strides', 'padding', 'explicit_paddings', 'data_format'];

export const depthwiseConv2DBackpropFilter: Op = {
  type: 'DepthwiseConv2dNativeBackpropFilter', reads: [1],
  signature: 'input:T filter_sizes:int32 out_backprop:T -> output:T | T:type strides:list(int) padding:string{"SAME","VALID","EXPLICIT"} explicit_paddings:list(int)=[] data_format:string{"NHWC","NCHW"}="NHWC" dilations:list(int)=[1,1,1,1]',
  infer(inputs, _, __, partial) {
    withRank('DepthwiseConv2dNativeBackpropFilter', inputs[0], 4, inputs);
    return [{ dtype: inputs[0].dtype, shape: partial(1) ?? [null, null, null, null] }];
  },
  compute(c) {
    const shape = Array.from(c.i32(1));
    const g = depthwise(c.attrs, 'DepthwiseConv2dNativeBackpropFilter', c.shape(0), shape);
    const df = c.make(0, shape, c.dtype(0));
    const [x, dy] = [c.data(0), c.data(2)];
    df.fill(0);
    g.each((xi, fi, yi) => { df[fi] += x[xi] * dy[yi]; });
  },
  gradient(g) {
    const [x, , dy] = g.x;
    const attrs = pick(g.attrs, ...ATTRS);
    const dx = g.apply('DepthwiseConv2dNativeBackpropInput', [g.shapeOf(x), g.dy[0]!, dy], attrs)[0];
    return [dx, null, g.apply('DepthwiseConv2dNative', [x, g.dy[0]!], attrs)[0]];
  },
  examples: [
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), i32([4], [2, 2, 2, 2]), f32([1, 3, 4, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69])], attrs: { strides: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [-2.5472, -0.7199, -3.4134998, -0.28060037, 3.5087001, -0.86609995, 0.6352997, -4.39, 1.7607996, -0.7158996, -0.68070006, -1.3737003, -0.30329943, 3.2956998, 3.2253003, -0.54080015])] },
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), i32([4], [2, 2, 2, 2]), f32([1, 1, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38])], attrs: { strides: [1, 2, 2, 1], padding: 'VALID' }, outputs: [f32([2, 2, 2, 2], [-2.3430002, 0.0851, -6.8058, 3.6331, 0.44520003, 0.4099, 6.9632, -3.5735002, 4.8498, -1.5924001, -4.7363, 2.0416, -6.1289997, 1.8069, 3.2708, -1.1988001])] },
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), i32([4], [2, 2, 2, 2]), f32([1, 2, 2, 4], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95])], attrs: { strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 2, 2, 2], [0.74359983, -6.9378, -6.9208, 1.3158998, -2.5266, 6.8386, 6.736, 0.5029001, 4.8498, -1.5924001, -4.7363, 2.0416, -6.1289997, 1.8069, 3.2708, -1.1988001])] },
  ],
};
