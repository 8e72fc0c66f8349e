/** MirrorPadGrad: what MirrorPad repeated, added up again. */
import { eachMirrored, f32, i32, wholes, mirrorOffset, paddedShape, type Op } from '../../op.ts';

export const mirrorPadGrad: Op = {
  type: 'MirrorPadGrad', signature: 'input:T paddings:Tpaddings -> output:T | T:type Tpaddings:type{int32,int64}=int32 mode:string{"REFLECT","SYMMETRIC"}', reads: [1],
  infer: ([x, p], _, constant) => [{ dtype: x.dtype, shape: paddedShape(x, p, constant(1), -1) }],
  compute(c) {
    const p = wholes(c, 1);
    const pads = c.shape(0).map((_, i): [number, number] => [p[2 * i], p[2 * i + 1]]);
    const shape = c.shape(0).map((d, i) => d - pads[i][0] - pads[i][1]);
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    y.fill(0);
    eachMirrored(shape, pads, mirrorOffset(c), (i, j) => { y[j] += x[i]; });
  },
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  gradient: (g) => [g.emit('MirrorPad', [g.dy[0]!, g.x[1]], { mode: g.attrs.mode! }, 'MirrorPad')[0], null],
  examples: [{ inputs: [f32([6], [1, 2, 3, 4, 5, 6]), i32([1, 2], [2, 1])], attrs: { mode: 'REFLECT' }, outputs: [f32([3], [3, 12, 6])] }],
};
