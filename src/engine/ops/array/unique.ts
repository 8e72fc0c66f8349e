/** Unique: the values of a vector, each once, and where each element's value is among them. */
import { computeUnique, f32, i32, texts, type DType, type Op } from '../../op.ts';

export const unique: Op = {
  type: 'Unique', signature: 'x:T -> y:T idx:out_idx | T:type out_idx:type{int32,int64}=int32',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: [null] }, { dtype: attrs.out_idx as DType, shape: x.shape }],
  compute: (c) => computeUnique(c, false),
  flops: () => 0,
  examples: [
    { inputs: [f32([4], [2, 1, 2, 3])], outputs: [f32([3], [2, 1, 3]), i32([4], [0, 1, 0, 2])] },
    { inputs: [texts([3], ['b', 'a', 'b'])], outputs: [texts([2], ['b', 'a']), i32([3], [0, 1, 0])] },
  ],
};
