/** InvertPermutation: the order that undoes an order. */
import { i32, RunFailure, type Op } from '../../op.ts';

export const invertPermutation: Op = {
  type: 'InvertPermutation', signature: 'x:T -> y:T | T:type{int32,int64}=int32',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape ?? [null] }],
  compute(c) {
    const y = c.make(0, c.shape(0), c.dtype(0));
    const x = c.data(0);
    y.fill(-1);
    x.forEach((d, i) => {
      if (d < 0 || d >= x.length) throw new RunFailure('InvalidArgumentError', `${d} is not between 0 and ${x.length}`);
      if (y[d] !== -1) throw new RunFailure('InvalidArgumentError', `${d} is duplicated in the input.`);
      y[d] = i;
    });
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [i32([4], [2, 0, 3, 1])], outputs: [i32([4], [1, 3, 0, 2])] }],
};
