/** Snapshot: a copy of its input. */
import { copy, f32, likeFirst, type Op } from '../../op.ts';

export const snapshot: Op = {
  type: 'Snapshot', signature: 'input:T -> output:T | T:type', infer: likeFirst, compute: (c) => copy(c, c.shape(0)), flops: () => 0,
  examples: [{ inputs: [f32([1], [2])], outputs: [f32([1], [2])], differentiable: false }],
};
