/** AddN: the sum of all inputs, in their order. */
import { CODE, computeSum, f32, inferSum, referenceSum, sizeOf, type Op } from '../op.ts';

export const addN: Op = {
  type: 'AddN', signature: 'inputs:N*T -> sum:T | N:int>=1 T:type ! commutative ! aggregate',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inferSum('AddN', inputs) }],
  compute: computeSum,
  reference: referenceSum,
  flops: (inputs) => (inputs.length - 1) * sizeOf(inputs[0]),
  gradient: (g) => g.x.map(() => g.dy[0]!),
  code: (inputs, outputs) => (outputs[0].dtype === 'float32' ? [CODE.addn, 0, 0, outputs[0].size * 4, inputs.length] : null),
  examples: [{ inputs: [f32([2], [1, 2]), f32([2], [3, 4]), f32([2], [0.1, 0.2])] }, { inputs: [f32([5], [1, 2, 3, 4, 5]), f32([5], [1, 1, 2, 3, 5])] }],
};
