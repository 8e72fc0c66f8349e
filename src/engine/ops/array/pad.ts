/** Pad: zeros around a tensor. */
import { computePad, f32, i32, padGradient, paddedShape, texts, zeroOf, type Op } from '../../op.ts';

export const pad: Op = {
  type: 'Pad', signature: 'input:T paddings:Tpaddings -> output:T | T:type Tpaddings:type{int32,int64}=int32', reads: [1],
  infer: ([x, p], _, constant) => [{ dtype: x.dtype, shape: paddedShape(x, p, constant(1)) }],
  compute: (c) => computePad(c, zeroOf(c.dtype(0))),
  flops: () => 0,
  gradient: padGradient,
  examples: [
    { inputs: [f32([1, 2], [1, 2]), i32([2, 2], [1, 0, 0, 1])], outputs: [f32([2, 3], [0, 0, 0, 1, 2, 0])] },
    { inputs: [i32([2], [1, 2]), i32([1, 2], [0, 2])], outputs: [i32([4], [1, 2, 0, 0])], differentiable: false },
    { inputs: [texts([1], ['a']), i32([1, 2], [1, 0])], outputs: [texts([2], ['', 'a'])], differentiable: false },
  ],
};
