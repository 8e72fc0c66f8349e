/** ListDiff: the elements of one vector that another does not have, and their places. */
import { elements, i32, arrange, texts, type DType, type Op } from '../../op.ts';

export const listDiff: Op = {
  type: 'ListDiff', signature: 'x:T y:T -> out:T idx:out_idx | T:type out_idx:type{int32,int64}=int32',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: [null] }, { dtype: attrs.out_idx as DType, shape: [null] }],
  compute(c) {
    const gone = new Set(Array.from(elements(c, 1) as ArrayLike<unknown>));
    const x = elements(c, 0);
    const left = Array.from({ length: x.length }, (_, i) => i).filter((i) => !gone.has(x[i]));
    c.make(1, [left.length], c.attrs.out_idx as DType).set(left);
    arrange(c, 0, [left.length], (put) => left.forEach((j, i) => put(i, j)));
  },
  flops: () => 0,
  examples: [
    { inputs: [i32([5], [1, 2, 3, 4, 2]), i32([2], [2, 4])], outputs: [i32([2], [1, 3]), i32([2], [0, 2])] },
    { inputs: [texts([2], ['a', 'b']), texts([1], ['a'])], outputs: [texts([1], ['b']), i32([1], [1])] },
  ],
};
