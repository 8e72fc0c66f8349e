/** AvgPoolGrad: each gradient spread evenly over its window. */
import { counts, eachPooled, f32, i32, pick, poolOf, type Op } from '../../op.ts';

export const avgPoolGrad: Op = {
  type: 'AvgPoolGrad', reads: [0],
  signature: 'orig_input_shape:int32 grad:T -> output:T | ksize:list(int)>=4 strides:list(int)>=4 padding:string{"SAME","VALID"} data_format:string{"NHWC","NCHW"}="NHWC" T:type',
  infer: (inputs, _, __, partial) => [{ dtype: inputs[1].dtype, shape: partial(0) ?? [null, null, null, null] }],
  compute(c) {
    const shape = Array.from(c.i32(0));
    const p = poolOf(c, 'AvgPoolGrad', shape);
    const dx = c.make(0, shape, c.dtype(1));
    const dy = c.data(1);
    const n = counts(p.window);
    dx.fill(0);
    eachPooled(p, (xi, yi) => { dx[xi] += dy[yi] / n[Math.floor(yi / p.channels) % n.length]; });
  },
  gradient(g) {
    const stopped = g.apply('StopGradient', [g.x[0]])[0];
    return [stopped, g.apply('AvgPool', [g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format'))[0]];
  },
  examples: [
    { inputs: [i32([4], [2, 3, 3, 2]), f32([2, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 3, 3, 2], [-0.495, -0.005, -0.495, -0.005, 0.995, -0.245, -0.495, -0.005, -0.495, -0.005, 0.995, -0.245, -0.93, 0.485, -0.93, 0.485, 1.61, -1.38, -0.315, 0.4275, -0.315, 0.4275, 0.41, -0.96, -0.315, 0.4275, -0.315, 0.4275, 0.41, -0.96, -0.16, 1, -0.16, 1, -0.19, -1.95])] },
    { inputs: [i32([4], [2, 3, 3, 2]), f32([2, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95])], attrs: { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 3, 3, 2], [-0.495, -0.005, 0.0024999976, -0.1275, 0.4975, -0.1225, -0.96000004, 0.23750001, -0.060000002, -0.22999999, 0.9, -0.4675, -0.465, 0.2425, -0.0625, -0.10249999, 0.4025, -0.345, -0.315, 0.4275, -0.11, -0.05249998, 0.205, -0.48, -0.39499998, 0.9275, -0.2375, -0.03999999, 0.1575, -0.9675, -0.08, 0.5, -0.1275, 0.012499988, -0.0475, -0.4875])] },
    { inputs: [i32([4], [2, 3, 3, 2]), f32([2, 2, 2, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95])], attrs: { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' }, outputs: [f32([2, 3, 3, 2], [-0.495, -0.005, 0.0024999976, -0.1275, 0.4975, -0.1225, -0.96000004, 0.23750001, -0.060000002, -0.22999999, 0.9, -0.4675, -0.465, 0.2425, -0.0625, -0.10249999, 0.4025, -0.345, -0.315, 0.4275, -0.11, -0.05249998, 0.205, -0.48, -0.39499998, 0.9275, -0.2375, -0.03999999, 0.1575, -0.9675, -0.08, 0.5, -0.1275, 0.012499988, -0.0475, -0.4875])] },
  ],
};
