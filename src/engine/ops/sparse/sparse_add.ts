/** SparseAdd: the sum of two sparse tensors; sums that are less than the threshold are left out. */
import { f32, placeOf, putSparse, rowSteps, RunFailure, sparseInput, sparseRank, tensor, type Op } from '../../op.ts';

export const sparseAdd: Op = {
  type: 'SparseAdd', signature: 'a_indices:int64 a_values:T a_shape:int64 b_indices:int64 b_values:T b_shape:int64 thresh:Treal -> sum_indices:int64 sum_values:T sum_shape:int64 | T:type Treal:type',
  infer: ([indices, values, shape]) => [{ dtype: 'int64', shape: [null, sparseRank(indices, shape)] }, { dtype: values.dtype, shape: [null] }, { dtype: 'int64', shape: shape.shape }],
  compute(c) {
    const [a, b] = [sparseInput(c, 0), sparseInput(c, 3)];
    const [least] = c.data(6);
    if (a.shape.join() !== b.shape.join()) throw new RunFailure('InvalidArgumentError', `operands' shapes do not match: got [${a.shape.join(',')}] for a and [${b.shape.join(',')}] for b`);
    const steps = rowSteps(a.shape);
    const indices: (readonly number[])[] = [];
    const values: number[] = [];
    const take = (index: readonly number[], v: number): void => {
      if (Math.abs(v) < least) return;
      indices.push(index);
      values.push(v);
    };
    for (let i = 0, j = 0; i < a.indices.length || j < b.indices.length;) {
      const order = i >= a.indices.length ? 1 : j >= b.indices.length ? -1 : placeOf(a.indices[i], steps) - placeOf(b.indices[j], steps);
      if (order < 0) { take(a.indices[i], a.values[i] as number); i++; }
      else if (order > 0) { take(b.indices[j], b.values[j] as number); j++; }
      else { take(a.indices[i], (a.values[i] as number) + (b.values[j] as number)); i++; j++; }
    }
    putSparse(c, 0, { indices, values, shape: a.shape }, c.dtype(1));
  },
  flops: ([a, , , b]) => a[0] + b[0],
  gradient(g) {
    const [da, db] = g.apply('SparseAddGrad', [g.dy[1]!, g.x[0], g.x[3], g.y[0]]);
    return [null, da, null, null, db, null, null];
  },
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), f32([3], [4, 5, -3]), tensor('int64', [2], [3, 4]), f32([], [0])], outputs: [tensor('int64', [4, 2], [0, 0, 0, 2, 1, 1, 2, 1]), f32([4], [1, 6, 5, 0]), tensor('int64', [2], [3, 4])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), f32([3], [4, 5, -3]), tensor('int64', [2], [3, 4]), f32([], [0.5])], outputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 1, 1]), f32([3], [1, 6, 5]), tensor('int64', [2], [3, 4])], differentiable: false },
  ],
};
