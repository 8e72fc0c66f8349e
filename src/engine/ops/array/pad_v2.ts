/** PadV2: a value around a tensor. */
import { computePad, f32, i32, padGradient, paddedShape, type Op } from '../../op.ts';

export const padV2: Op = {
  type: 'PadV2', signature: 'input:T paddings:Tpaddings constant_values:T -> output:T | T:type Tpaddings:type{int32,int64}=int32', reads: [1],
  infer: ([x, p], _, constant) => [{ dtype: x.dtype, shape: paddedShape(x, p, constant(1)) }],
  compute: (c) => computePad(c, c.dtype(0) === 'string' ? c.strings(2)[0] : c.data(2)[0]),
  flops: () => 0,
  gradient: padGradient,
  examples: [{ inputs: [f32([1, 2], [1, 2]), i32([2, 2], [0, 1, 1, 0]), f32([], [9])], outputs: [f32([2, 3], [9, 1, 2, 9, 9, 9])] }],
};
