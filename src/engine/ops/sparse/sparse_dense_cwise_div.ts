/** SparseDenseCwiseDiv: the elements of a sparse tensor with those of a dense one at their places, which is broadcast to it. */
import { f32, sparseDenseOp, tensor } from '../../op.ts';

export const sparseDenseCwiseDiv = sparseDenseOp('SparseDenseCwiseDiv', (a, b) => a / b, [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([3, 1], [0.5, 1, 1.5])], outputs: [f32([3], [2, 4, 2])], differentiable: false },
  ]);
