/** DynamicStitch: rows of several tensors, each at the place that its index says; of several for one place the last counts. */
import { computeStitch, f32, i32, stitchedShape, stitchGradient, type Op } from '../../op.ts';

export const dynamicStitch: Op = {
  type: 'DynamicStitch', signature: 'indices:N*int32 data:N*T -> merged:T | N:int>=1 T:type', reads: [0],
  infer: (inputs, _, constant) => stitchedShape(inputs, constant),
  compute: computeStitch,
  flops: () => 0,
  gradient: stitchGradient,
  examples: [{ inputs: [i32([2], [0, 2]), i32([], [1]), f32([2, 1], [1, 2]), f32([1], [3])], attrs: { N: 2 }, outputs: [f32([3, 1], [1, 3, 2])] }],
};
