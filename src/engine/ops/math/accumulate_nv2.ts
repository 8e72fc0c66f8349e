/** AccumulateNV2: the sum of all inputs, whose shape is known. */
import { computeSum, f32, referenceSum, type Op, type Shape } from '../../op.ts';

export const accumulateNV2: Op = {
  type: 'AccumulateNV2', signature: 'inputs:N*T -> sum:T | N:int>=1 T:type shape:shape ! commutative ! aggregate',
  infer: (inputs, attrs) => [{ dtype: inputs[0].dtype, shape: attrs.shape as Shape }],
  compute: computeSum,
  reference: referenceSum,
  gradient: (g) => g.x.map(() => g.dy[0]!),
  examples: [{ inputs: [f32([2], [1, 2]), f32([2], [3, 4])], attrs: { shape: [2] } }],
};
