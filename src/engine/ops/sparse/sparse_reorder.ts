/** SparseReorder: the elements of a sparse tensor in row-major order. */
import { f32, ordered, putSparse, sparseInput, sparseRank, tensor, type Op } from '../../op.ts';

export const sparseReorder: Op = {
  type: 'SparseReorder', signature: 'input_indices:int64 input_values:T input_shape:int64 -> output_indices:int64 output_values:T | T:type',
  infer([indices, values, shape]) {
    sparseRank(indices, shape);
    return [{ dtype: 'int64', shape: indices.shape }, { dtype: values.dtype, shape: values.shape }];
  },
  compute: (c) => putSparse(c, 0, ordered(sparseInput(c, 0)), c.dtype(1), { dense: false }),
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [3, 2], [2, 1, 0, 2, 0, 0]), f32([3], [3, 2, 1]), tensor('int64', [2], [3, 4])], outputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3])], differentiable: false },
  ],
};
