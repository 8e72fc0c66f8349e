/** UniqueWithCounts: Unique that also counts. */
import { computeUnique, i32, type DType, type Op } from '../../op.ts';

export const uniqueWithCounts: Op = {
  type: 'UniqueWithCounts', signature: 'x:T -> y:T idx:out_idx count:out_idx | T:type out_idx:type{int32,int64}=int32',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: [null] }, { dtype: attrs.out_idx as DType, shape: x.shape }, { dtype: attrs.out_idx as DType, shape: [null] }],
  compute: (c) => computeUnique(c, true),
  flops: () => 0,
  examples: [{ inputs: [i32([5], [4, 4, 1, 4, 2])], outputs: [i32([3], [4, 1, 2]), i32([5], [0, 0, 1, 0, 2]), i32([3], [3, 1, 1])] }],
};
