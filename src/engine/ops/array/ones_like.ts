/** OnesLike: ones in the shape of its input. */
import { f32, i32, likeFirst, type Op } from '../../op.ts';

export const onesLike: Op = {
  type: 'OnesLike', signature: 'x:T -> y:T | T:type', infer: likeFirst,
  compute: (c) => { c.make(0, c.shape(0), c.dtype(0)).fill(1); },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2], [3, 4])], outputs: [f32([2], [1, 1])] }, { inputs: [i32([1, 1], [9])], outputs: [i32([1, 1], [1])] }],
};
