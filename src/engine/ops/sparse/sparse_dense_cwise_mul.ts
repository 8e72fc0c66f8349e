/** SparseDenseCwiseMul: the elements of a sparse tensor with those of a dense one at their places, which is broadcast to it. */
import { f32, sparseDenseOp, tensor } from '../../op.ts';

export const sparseDenseCwiseMul = sparseDenseOp('SparseDenseCwiseMul', (a, b) => a * b, [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([3, 4], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6])], outputs: [f32([3], [0.5, 3, 15])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([4], [0.5, 1, 1.5, 2])], outputs: [f32([3], [0.5, 3, 3])], differentiable: false },
  ]);
