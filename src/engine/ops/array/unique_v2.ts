/** UniqueV2: the slices along an axis, each once, and where each is among them. */
import { computeUniqueSlices, i32, inferUniqueSlices, tensor, texts, type Op } from '../../op.ts';

export const uniqueV2: Op = {
  type: 'UniqueV2', signature: 'x:T axis:Taxis -> y:T idx:out_idx | T:type Taxis:type{int32,int64}=int64 out_idx:type{int32,int64}=int32', reads: [1],
  infer: inferUniqueSlices(false),
  compute: (c) => computeUniqueSlices(c, false),
  flops: () => 0,
  examples: [
    { inputs: [i32([3, 2], [1, 2, 1, 2, 3, 4]), tensor('int64', [1], [0])], attrs: { out_idx: 'int32' }, outputs: [i32([2, 2], [1, 2, 3, 4]), i32([3], [0, 0, 1])], differentiable: false },
    { inputs: [texts([3], ['b', 'a', 'b']), i32([0], [])], attrs: { out_idx: 'int64' }, outputs: [texts([2], ['b', 'a']), tensor('int64', [3], [0, 1, 0])], differentiable: false },
  ],
};
