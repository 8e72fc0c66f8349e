/** ZerosLike: zeros in the shape of its input. */
import { CODE, elementBytes, f32, likeFirst, sizeOf, type Op } from '../op.ts';

export const zerosLike: Op = {
  type: 'ZerosLike', signature: 'x:T -> y:T | T:type', infer: likeFirst,
  compute(c) {
    if (c.dtype(0) === 'string') return c.outStrings(0, c.shape(0), new Array<string>(sizeOf(c.shape(0))).fill(''));
    c.make(0, c.shape(0), c.dtype(0)).fill(0);
  },
  reference: (inputs) => [f32(inputs[0].shape, new Float32Array(sizeOf(inputs[0].shape)))],
  flops: () => 0,
  stops: true,
  code: (_, [y]) => (y.dtype === 'string' ? null : [CODE.zero, 0, 0, y.size * elementBytes(y.dtype)]),
  examples: [{ inputs: [f32([2], [3, 4])], differentiable: false }],
};
