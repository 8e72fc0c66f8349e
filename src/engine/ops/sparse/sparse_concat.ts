/** SparseConcat: sparse tensors one behind the other along a dimension. */
import { f32, ordered, putSparse, RunFailure, ShapeError, sparseInput, tensor, type Op, type SparseValue } from '../../op.ts';

export const sparseConcat: Op = {
  type: 'SparseConcat', signature: 'indices:N*int64 values:N*T shapes:N*int64 -> output_indices:int64 output_values:T output_shape:int64 | concat_dim:int N:int>=2 T:type', stops: true,
  infer(inputs) {
    const n = inputs.length / 3;
    let count: number | null = 0;
    let rank: number | null = null;
    for (let i = 0; i < n; i++) {
      const { shape } = inputs[i];
      if (shape && shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${shape.length}`);
      const [rows, r] = shape ?? [null, null];
      count = count === null || rows === null ? null : count + rows;
      rank ??= r ?? inputs[2 * n + i].shape?.[0] ?? null;
    }
    return [{ dtype: 'int64', shape: [count, rank] }, { dtype: inputs[n].dtype, shape: [count] }, { dtype: 'int64', shape: [rank] }];
  },
  compute(c) {
    const n = c.inputs / 3;
    const parts = Array.from({ length: n }, (_, i) => sparseInput(c, i, n));
    const rank = parts[0].shape.length;
    const given = c.attrs.concat_dim as number;
    const axis = given < 0 ? given + rank : given;
    if (axis < 0 || axis >= rank) throw new RunFailure('InvalidArgumentError', `Concat dimension must be in range [${-rank}, ${rank}), got ${given}`);
    const shape = [...parts[0].shape];
    shape[axis] = 0;
    const all: { indices: (readonly number[])[]; values: (number | string)[] } = { indices: [], values: [] };
    parts.forEach((p, i) => {
      p.shape.forEach((d, k) => { if (k !== axis && d !== shape[k]) throw new RunFailure('InvalidArgumentError', `Input shapes must match: expected ${shape[k]} for dimension ${k} but got ${d} at position ${i}`); });
      p.indices.forEach((index, k) => {
        all.indices.push(index.map((v, d) => (d === axis ? v + shape[axis] : v)));
        all.values.push(p.values[k]);
      });
      shape[axis] += p.shape[axis];
    });
    const made: SparseValue = { ...all, shape };
    putSparse(c, 0, axis === 0 ? made : ordered(made), c.dtype(n));
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), f32([3], [1, 2, 3]), f32([3], [4, 5, -3]), tensor('int64', [2], [3, 4]), tensor('int64', [2], [3, 4])], attrs: { concat_dim: 1, N: 2 }, outputs: [tensor('int64', [6, 2], [0, 0, 0, 2, 0, 6, 1, 5, 2, 1, 2, 5]), f32([6], [1, 2, 4, 5, 3, -3]), tensor('int64', [2], [3, 8])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), f32([3], [1, 2, 3]), f32([3], [4, 5, -3]), tensor('int64', [2], [3, 4]), tensor('int64', [2], [3, 4])], attrs: { concat_dim: 0, N: 2 }, outputs: [tensor('int64', [6, 2], [0, 0, 0, 2, 2, 1, 3, 2, 4, 1, 5, 1]), f32([6], [1, 2, 3, 4, 5, -3]), tensor('int64', [2], [6, 4])], differentiable: false },
  ],
};
