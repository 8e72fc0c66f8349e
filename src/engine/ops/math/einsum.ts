/** Einsum: sums of products over labels. */
import { einsum, einsumGradient, einsumShape, f32, parseEquation, sizeOf, type Op } from '../../op.ts';

export const einsumOp: Op = {
  type: 'Einsum', signature: 'inputs:N*T -> output:T | equation:string N:int>=1 T:type',
  infer: (inputs, attrs) => [{ dtype: inputs[0].dtype, shape: einsumShape(parseEquation(attrs.equation as string), inputs.map((s) => s.shape)) }],
  compute(c) {
    const eq = parseEquation(c.attrs.equation as string);
    const shapes = Array.from({ length: c.inputs }, (_, i) => c.shape(i));
    const z = c.make(0, einsumShape(eq, shapes) as number[], c.dtype(0));
    einsum(eq, shapes, shapes.map((_, i) => c.data(i)), z);
  },
  flops: (inputs, outputs) => 2 * sizeOf(outputs[0]) * Math.max(...inputs.map(sizeOf)),
  gradient: einsumGradient,
  examples: [
    { inputs: [f32([2, 3], [2, 1, -1, 0.5, 3, 1]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { equation: 'ij,jk->ik' }, outputs: [f32([2, 2], [0, 2, 14.5, 19])] },
    { inputs: [f32([2, 3], [2, 1, -1, 0.5, 3, 1])], attrs: { equation: 'ij->ji' }, outputs: [f32([3, 2], [2, 0.5, 1, 3, -1, 1])] },
    { inputs: [f32([2, 3], [2, 1, -1, 0.5, 3, 1])], attrs: { equation: 'ij->i' }, outputs: [f32([2], [2, 4.5])] },
    { inputs: [f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), f32([2, 3, 2], [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5])], attrs: { equation: 'bij,bjk->bik' }, outputs: [f32([2, 2, 2], [8, 11, 17, 24.5, 98, 110, 134, 150.5])] },
    { inputs: [f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { equation: '...ij,jk->...ik' }, outputs: [f32([2, 2, 2], [22, 28, 49, 64, 76, 100, 103, 136])] },
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], attrs: { equation: 'ii->i' }, differentiable: false, outputs: [f32([3], [4, 3, 2])] },
    { inputs: [f32([3], [1, 2, 3]), f32([3], [0.5, 1, 2])], attrs: { equation: 'i,i->' }, outputs: [f32([], [8.5])] },
    { inputs: [f32([3], [1, 2, 3]), f32([2], [0.5, 1])], attrs: { equation: 'i,j->ij' }, outputs: [f32([3, 2], [0.5, 1, 1, 2, 1.5, 3])] },
  ],
};
