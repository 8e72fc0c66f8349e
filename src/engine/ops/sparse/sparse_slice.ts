/** SparseSlice: the part of a sparse tensor that lies in a box. */
import { f32, putSparse, sparseInput, sparseRank, tensor, wholes, type Op } from '../../op.ts';

export const sparseSlice: Op = {
  type: 'SparseSlice', signature: 'indices:int64 values:T shape:int64 start:int64 size:int64 -> output_indices:int64 output_values:T output_shape:int64 | T:type', stops: true,
  infer: ([indices, values, shape]) => [{ dtype: 'int64', shape: [null, sparseRank(indices, shape)] }, { dtype: values.dtype, shape: [null] }, { dtype: 'int64', shape: shape.shape }],
  compute(c) {
    const s = sparseInput(c, 0);
    const start = wholes(c, 3);
    const size = wholes(c, 4);
    const shape = s.shape.map((d, i) => Math.max(0, Math.min(size[i], d - start[i])));
    const inside = s.indices.flatMap((index, k) => (index.every((v, d) => v >= start[d] && v < start[d] + shape[d]) ? [k] : []));
    putSparse(c, 0, { indices: inside.map((k) => s.indices[k].map((v, d) => v - start[d])), values: inside.map((k) => s.values[k]), shape }, c.dtype(1));
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), tensor('int64', [2], [0, 1]), tensor('int64', [2], [2, 3])], outputs: [tensor('int64', [1, 2], [0, 1]), f32([1], [2]), tensor('int64', [2], [2, 3])], differentiable: false },
  ],
};
