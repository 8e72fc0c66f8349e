/** Concat: ConcatV2 with its axis first, as old graphs have it. */
import { computeConcat, concatGradient, concatShape, f32, i32, type Op } from '../../op.ts';

export const concat: Op = {
  type: 'Concat', signature: 'concat_dim:int32 values:N*T -> output:T | N:int>=2 T:type', reads: [0],
  infer: (inputs, _, constant) => [{ dtype: inputs[1].dtype, shape: concatShape(inputs.slice(1), constant(0)) }],
  compute: (c) => computeConcat(c, 0, 1),
  flops: () => 0,
  gradient: (g) => concatGradient(g, g.x.slice(1), g.x[0], true),
  examples: [{ inputs: [i32([], [0]), f32([1], [1]), f32([2], [3, 4])], outputs: [f32([3], [1, 3, 4])] }],
};
