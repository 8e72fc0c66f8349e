/** DepthwiseConv2dNative: every channel convolved by filters of its own. */
import { assemble, depthwise, f32, forNode, layoutOf, outSize, pick, ShapeError, sizeOf, withRank, type Op } from '../../op.ts';

const ATTRS = ['dilations', 'strides', 'padding', 'explicit_paddings', 'data_format'];

export const depthwiseConv2D: Op = {
  type: 'DepthwiseConv2dNative',
  signature: 'input:T filter:T -> output:T | T:type strides:list(int) padding:string{"SAME","VALID","EXPLICIT"} explicit_paddings:list(int)=[] data_format:string{"NHWC","NCHW"}="NHWC" dilations:list(int)=[1,1,1,1]',
  infer(inputs, attrs) {
    const [x, f] = [withRank('DepthwiseConv2dNative', inputs[0], 4, inputs), withRank('DepthwiseConv2dNative', inputs[1], 4, inputs)];
    const layout = layoutOf(attrs, 4);
    const channels = x[layout.channel] ?? f[2];
    if (f[2] !== null && channels !== f[2]) throw new ShapeError(`Dimensions must be equal, but are ${channels} and ${f[2]} ${forNode('DepthwiseConv2dNative', inputs)}`);
    const spatial = layout.spatial.map((a, i) => outSize(x[a], f[i], a, attrs, () => forNode('DepthwiseConv2dNative', inputs)));
    return [{ dtype: inputs[0].dtype, shape: assemble(layout, x[0], spatial, channels === null || f[3] === null ? null : channels * f[3]) }];
  },
  compute(c) {
    const g = depthwise(c.attrs, 'DepthwiseConv2dNative', c.shape(0), c.shape(1));
    const y = c.make(0, [g.batch, ...g.window.out.slice(1), g.channels * g.multiplier], c.dtype(0));
    const [x, f] = [c.data(0), c.data(1)];
    y.fill(0);
    g.each((xi, fi, yi) => { y[yi] += x[xi] * f[fi]; });
  },
  flops: (inputs, outputs) => 2 * sizeOf(outputs[0]) * sizeOf(inputs[1].slice(0, 2)),
  gradient(g) {
    const [x, f] = g.x;
    const attrs = pick(g.attrs, ...ATTRS);
    const dx = g.apply('DepthwiseConv2dNativeBackpropInput', [g.shapeOf(x), f, g.dy[0]!], attrs)[0];
    return [dx, g.apply('DepthwiseConv2dNativeBackpropFilter', [x, g.shapeOf(f), g.dy[0]!], attrs)[0]];
  },
  examples: [
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69])], attrs: { strides: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 3, 4, 4], [0.1331, -0.56379986, 2.4210997, 0.4280002, 0.43930006, 0.8148997, -2.2652, -0.2394998, -0.94130003, -1.0428002, 1.9276999, 0.07019991, 2.051, -3.9709, -3.4470997, 2.8978999, -1.7738, -1.2637999, 0.9483997, -0.3075999, 2.0324004, 1.2278998, -0.34880012, 0.4573002, -2.1450999, -1.1306999, -0.28570014, -0.61310005, 4.7142, -4.2272997, -0.4792, -2.516, -0.9257002, -1.6615, 0.4975, -0.9877, 1.1281002, 1.4345, -0.09980011, 1.245, -1.2373002, -1.1185001, -0.27559996, -1.4503999, 2.9988, -0.9944999, 2.6492, -1.6428001])] },
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69])], attrs: { strides: [1, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 1, 2, 4], [0.1331, -0.56379986, 2.4210997, 0.4280002, -0.94130003, -1.0428002, 1.9276999, 0.07019991])] },
    { inputs: [f32([1, 3, 4, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48]), f32([2, 2, 2, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69])], attrs: { strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([1, 2, 2, 4], [0.1331, -0.56379986, 2.4210997, 0.4280002, -0.94130003, -1.0428002, 1.9276999, 0.07019991, -0.9257002, -1.6615, 0.4975, -0.9877, -1.2373002, -1.1185001, -0.27559996, -1.4503999])] },
  ],
};
