/** SparseSplit: parts of a sparse tensor along a dimension. */
import { f32, putSparse, RunFailure, sparseInput, sparseRank, tensor, type Op } from '../../op.ts';

export const sparseSplit: Op = {
  type: 'SparseSplit', stops: true,
  signature: 'split_dim:int64 indices:int64 values:T shape:int64 -> output_indices:num_split*int64 output_values:num_split*T output_shape:num_split*int64 | num_split:int>=1 T:type',
  infer([, indices, values, shape], attrs) {
    const n = attrs.num_split as number;
    const all = <X>(x: X): X[] => new Array<X>(n).fill(x);
    const rank = sparseRank(indices, shape);
    return [...all({ dtype: 'int64' as const, shape: [null, rank] }), ...all({ dtype: values.dtype, shape: [null] }), ...all({ dtype: 'int64' as const, shape: shape.shape })];
  },
  compute(c) {
    const n = c.attrs.num_split as number;
    const s = sparseInput(c, 1);
    const given = c.data(0)[0];
    const axis = given < 0 ? given + s.shape.length : given;
    if (axis < 0 || axis >= s.shape.length) throw new RunFailure('InvalidArgumentError', `Input split_dim should be between 0 and rank (${s.shape.length}), got ${given}`);
    if (n > s.shape[axis]) throw new RunFailure('InvalidArgumentError', `Input num_split should be between 1 and the splitting dimension size (${s.shape[axis]}), got ${n}`);
    const each = Math.floor(s.shape[axis] / n);
    const more = s.shape[axis] % n;
    for (let i = 0, from = 0; i < n; i++) {
      const length = each + (i < more ? 1 : 0);
      const start = from;
      const inside = s.indices.flatMap((index, k) => (index[axis] >= start && index[axis] < start + length ? [k] : []));
      putSparse(c, i, { indices: inside.map((k) => s.indices[k].map((v, d) => (d === axis ? v - start : v))), values: inside.map((k) => s.values[k]), shape: s.shape.map((d, k) => (k === axis ? length : d)) }, c.dtype(2), { step: n });
      from += length;
    }
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [], [1]), tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4])], attrs: { num_split: 2 }, outputs: [tensor('int64', [2, 2], [0, 0, 2, 1]), tensor('int64', [1, 2], [0, 0]), f32([2], [1, 3]), f32([1], [2]), tensor('int64', [2], [3, 2]), tensor('int64', [2], [3, 2])], differentiable: false },
  ],
};
