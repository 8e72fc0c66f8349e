/** Conv3D: a convolution of volumes. */
import { assemble, convolution, convolve, convolved, f32, forNode, layoutOf, outSize, pick, shapeN, sizeOf, withRank, type Op } from '../../op.ts';

export const conv3D: Op = {
  type: 'Conv3D',
  signature: 'input:T filter:T -> output:T | T:type strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" dilations:list(int)=[1,1,1,1,1]',
  infer(inputs, attrs) {
    const [x, f] = [withRank('Conv3D', inputs[0], 5, inputs), withRank('Conv3D', inputs[1], 5, inputs)];
    const layout = layoutOf(attrs, 5);
    const spatial = layout.spatial.map((a, i) => outSize(x[a], f[i], a, attrs, () => forNode('Conv3D', inputs)));
    return [{ dtype: inputs[0].dtype, shape: assemble(layout, x[0], spatial, f[4]) }];
  },
  compute(c) {
    const g = convolution(c.attrs, 'Conv3D', c.shape(0), c.shape(1), c.dtype(0));
    const y = c.output(0, convolved(g, 5), c.dtype(0));
    convolve(c, g, c.address(0), c.address(1), y);
  },
  flops: (inputs, outputs) => 2 * sizeOf(outputs[0]) * sizeOf(inputs[1].slice(0, 4)),
  gradient(g) {
    const [x, f] = g.x;
    const attrs = pick(g.attrs, 'dilations', 'strides', 'padding', 'data_format');
    const [xs, fs] = shapeN(g, [x, f]);
    return [g.apply('Conv3DBackpropInputV2', [xs, f, g.dy[0]!], attrs)[0], g.apply('Conv3DBackpropFilterV2', [x, fs, g.dy[0]!], attrs)[0]];
  },
  examples: [
    { inputs: [f32([1, 2, 3, 3, 1], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2, 1, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 2], [6.742499, 2.0908997, 2.5261002, 1.7191002, -4.0097, -2.8156002, -0.6221001, -1.0438002, 7.5485, 2.8027, -4.0365005, -1.2860001, -1.9971, -2.9326, 3.9665, 1.9040002, -1.6718, 0.36289996, -7.1262, 3.4411004, -3.2362998, 5.3252997, 5.4411, -3.6929998, 1.1723001, -4.071, -8.255601, 5.8582997, 3.8705, -1.3934999, 4.3461, -2.4689, -4.0973, 1.4156, 0.2156, -0.071499996])] },
    { inputs: [f32([1, 2, 3, 3, 1], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11]), f32([2, 2, 2, 1, 2], [1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.91, 0.85, 1.69])], attrs: { strides: [1, 1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([1, 1, 2, 2, 2], [6.742499, 2.0908997, 2.5261002, 1.7191002, -0.6221001, -1.0438002, 7.5485, 2.8027])] },
  ],
};
