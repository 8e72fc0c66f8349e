/** SparseTensorDenseAdd: a sparse tensor added to a dense one of its shape. */
import { checkInside, copy, f32, placeOf, rowSteps, RunFailure, sparseInput, tensor, type Op } from '../../op.ts';

export const sparseTensorDenseAdd: Op = {
  type: 'SparseTensorDenseAdd', signature: 'a_indices:Tindices a_values:T a_shape:Tindices b:T -> output:T | T:type Tindices:type{int32,int64}',
  infer: ([, , , b]) => [{ dtype: b.dtype, shape: b.shape }],
  compute(c) {
    const shape = c.shape(3);
    copy(c, shape, 3);
    const a = sparseInput(c, 0);
    if (a.shape.join() !== shape.join()) throw new RunFailure('InvalidArgumentError', `Dimensions 0 does not equal (no broadcasting is supported): sparse side ${a.shape.join(',')} vs dense side ${shape.join(',')}`);
    const out = c.out(0);
    const steps = rowSteps(shape);
    a.indices.forEach((index, k) => {
      checkInside(index, shape, k);
      out[placeOf(index, steps)] += a.values[k] as number;
    });
  },
  flops: ([a]) => a[0],
  gradient: (g) => [null, g.apply('GatherNd', [g.dy[0]!, g.x[0]])[0], null, g.dy[0]],
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([3, 4], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6])], outputs: [f32([3, 4], [1.5, 1, 3.5, 2, 2.5, 3, 3.5, 4, 4.5, 8, 5.5, 6])], differentiable: false },
  ],
};
