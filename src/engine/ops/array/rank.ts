/** Rank: how many axes its input has. */
import { f32, i32, type Op } from '../../op.ts';

export const rank: Op = {
  type: 'Rank', signature: 'input:T -> output:int32 | T:type',
  infer: () => [{ dtype: 'int32', shape: [] }],
  fromStatic: ([x]) => (x.shape ? [i32([], [x.shape.length])] : null),
  compute(c) { c.make(0, [])[0] = c.shape(0).length; },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6])], outputs: [i32([], [2])] }],
};
