/** AvgPool3DGrad: each gradient spread evenly over its window. */
import { counts, eachPooled, f32, i32, pick, poolOf, type Op } from '../../op.ts';

export const avgPool3DGrad: Op = {
  type: 'AvgPool3DGrad', reads: [0],
  signature: 'orig_input_shape:int32 grad:T -> output:T | ksize:list(int)>=5 strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" T:type',
  infer: (inputs, _, __, partial) => [{ dtype: inputs[1].dtype, shape: partial(0) ?? [null, null, null, null, null] }],
  compute(c) {
    const shape = Array.from(c.i32(0));
    const p = poolOf(c, 'AvgPool3DGrad', shape);
    const dx = c.make(0, shape, c.dtype(1));
    const dy = c.data(1);
    const n = counts(p.window);
    dx.fill(0);
    eachPooled(p, (xi, yi) => { dx[xi] += dy[yi] / n[Math.floor(yi / p.channels) % n.length]; });
  },
  gradient(g) {
    const stopped = g.apply('StopGradient', [g.x[0]])[0];
    return [stopped, g.apply('AvgPool3D', [g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format'))[0]];
  },
  examples: [
    { inputs: [i32([5], [1, 2, 3, 3, 2]), f32([1, 2, 3, 3, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 2], [-0.2475, -0.0025, 0.0012499988, -0.06375, -0.21625, 0.18125, -0.04625, -0.175, 0.045, -0.022499993, -0.16875, -0.08499998, 0.12125, 0.3275, -0.083749995, 0.05374998, 0.345, 0.13125002, -0.53499997, -0.37, 0.09625003, -0.16125, -0.73875, 0.14625001, 0.15875006, -0.51500005, 0.13500005, 0.009999938, -0.24374992, -0.46249995, -0.21624994, 1.0150001, -0.2587499, 0.013750076, 0.5625001, 0.84875])] },
    { inputs: [i32([5], [1, 2, 3, 3, 2]), f32([1, 1, 1, 1, 2], [-1.98, -0.02])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 2, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 2, 3, 3, 2], [-0.2475, -0.0025, -0.2475, -0.0025, 0, 0, -0.2475, -0.0025, -0.2475, -0.0025, 0, 0, 0, 0, 0, 0, 0, 0, -0.2475, -0.0025, -0.2475, -0.0025, 0, 0, -0.2475, -0.0025, -0.2475, -0.0025, 0, 0, 0, 0, 0, 0, 0, 0])] },
  ],
};
