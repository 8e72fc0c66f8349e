/** ParallelDynamicStitch: DynamicStitch without a promise about which of several rows counts. */
import { computeStitch, f32, i32, stitchedShape, stitchGradient, type Op } from '../../op.ts';

export const parallelDynamicStitch: Op = {
  type: 'ParallelDynamicStitch', signature: 'indices:N*int32 data:N*T -> merged:T | N:int>=1 T:type', reads: [0],
  infer: (inputs, _, constant) => stitchedShape(inputs, constant),
  compute: computeStitch,
  flops: () => 0,
  gradient: stitchGradient,
  examples: [{ inputs: [i32([1], [1]), i32([1], [0]), f32([1, 2], [1, 2]), f32([1, 2], [3, 4])], attrs: { N: 2 }, outputs: [f32([2, 2], [3, 4, 1, 2])] }],
};
