/** MirrorPad: a tensor continued as in a mirror, with its border repeated (SYMMETRIC) or not (REFLECT). */
import { eachMirrored, f32, i32, mirrorOffset, paddedShape, paddingsOf, arrange, type Op } from '../../op.ts';

export const mirrorPad: Op = {
  type: 'MirrorPad', signature: 'input:T paddings:Tpaddings -> output:T | T:type Tpaddings:type{int32,int64}=int32 mode:string{"REFLECT","SYMMETRIC"}', reads: [1],
  infer: ([x, p], _, constant) => [{ dtype: x.dtype, shape: paddedShape(x, p, constant(1)) }],
  compute(c) {
    const shape = c.shape(0);
    const pads = paddingsOf(c);
    arrange(c, 0, shape.map((d, i) => d + pads[i][0] + pads[i][1]), (put) => eachMirrored(shape, pads, mirrorOffset(c), put));
  },
  flops: () => 0,
  gradient: (g) => [g.emit('MirrorPadGrad', [g.dy[0]!, g.x[1]], { mode: g.attrs.mode! }, 'MirrorPadGrad')[0], null],
  examples: [
    { inputs: [f32([3], [1, 2, 3]), i32([1, 2], [2, 1])], attrs: { mode: 'REFLECT' }, outputs: [f32([6], [3, 2, 1, 2, 3, 2])] },
    { inputs: [f32([1, 2], [1, 2]), i32([2, 2], [0, 1, 1, 2])], attrs: { mode: 'SYMMETRIC' }, outputs: [f32([2, 5], [1, 1, 2, 2, 1, 1, 1, 2, 2, 1])] },
  ],
};
