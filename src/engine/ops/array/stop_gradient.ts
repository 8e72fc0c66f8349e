/** StopGradient: its input, through which no gradient flows. */
import { copy, f32, likeFirst, type Op } from '../../op.ts';

export const stopGradient: Op = {
  type: 'StopGradient', signature: 'input:T -> output:T | T:type', infer: likeFirst, compute: (c) => copy(c, c.shape(0)), flops: () => 0, stops: true,
  examples: [{ inputs: [f32([2], [1, 2])], outputs: [f32([2], [1, 2])] }],
};
