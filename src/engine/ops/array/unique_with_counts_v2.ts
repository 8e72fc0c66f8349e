/** UniqueWithCountsV2: UniqueV2 that also counts. */
import { computeUniqueSlices, f32, i32, inferUniqueSlices, tensor, type Op } from '../../op.ts';

export const uniqueWithCountsV2: Op = {
  type: 'UniqueWithCountsV2', signature: 'x:T axis:Taxis -> y:T idx:out_idx count:out_idx | T:type Taxis:type{int32,int64}=int64 out_idx:type{int32,int64}=int32', reads: [1],
  infer: inferUniqueSlices(true),
  compute: (c) => computeUniqueSlices(c, true),
  flops: () => 0,
  examples: [
    { inputs: [f32([2, 3], [1, 1, 2, 3, 3, 4]), tensor('int64', [1], [-1])], attrs: { out_idx: 'int32' }, outputs: [f32([2, 2], [1, 2, 3, 4]), i32([3], [0, 0, 1]), i32([2], [2, 1])], differentiable: false },
  ],
};
