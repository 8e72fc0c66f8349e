/** ZerosLike: zeros in the shape of its input. */
import { CODE, f32, sizeOf, type Op } from '../op.ts';

export const zerosLike: Op = {
  type: 'ZerosLike', signature: 'x:T -> y:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    c.output(0, c.shape(0));
    c.outF32(0).fill(0);
  },
  reference: (inputs) => [f32(inputs[0].shape, new Float32Array(sizeOf(inputs[0].shape)))],
  flops: () => 0,
  code: (_, outputs) => [CODE.zero, 0, 0, outputs[0].size * 4],
  examples: [{ inputs: [f32([2], [3, 4])], differentiable: false }],
};
