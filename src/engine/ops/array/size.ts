/** Size: how many elements its input has. */
import { f32, i32, isFull, sizeOf, tensor, type DType, type Op } from '../../op.ts';

export const size: Op = {
  type: 'Size', signature: 'input:T -> output:out_type | T:type out_type:type{int32,int64}=int32',
  infer: (_, attrs) => [{ dtype: attrs.out_type as DType, shape: [] }],
  fromStatic: ([x], attrs) => (isFull(x.shape) ? [tensor(attrs.out_type as DType, [], [sizeOf(x.shape)])] : null),
  compute(c) { c.make(0, [])[0] = sizeOf(c.shape(0)); },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6])], outputs: [i32([], [6])] }],
};
