/** Gather: GatherV2 along the first axis, as old graphs have it. */
import { computeGather, f32, gatheredShape, gatherGradient, i32, type Op } from '../../op.ts';

export const gather: Op = {
  type: 'Gather', signature: 'params:Tparams indices:Tindices -> output:Tparams | validate_indices:bool=true Tparams:type Tindices:type{int32,int64}',
  infer: ([params, indices]) => [{ dtype: params.dtype, shape: gatheredShape(params, indices, 0, 0) }],
  compute: (c) => computeGather(c, 0, 0),
  flops: () => 0,
  gradient: (g) => gatherGradient(g, true),
  examples: [{ inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([2], [2, 0])], outputs: [f32([2, 2], [5, 6, 1, 2])], differentiable: false }],
};
