/** SparseSegmentSumGrad: the gradient of SparseSegmentSum. */
import { f32, i32, sparseSegmentGradOp } from '../../op.ts';

export const sparseSegmentSumGrad = sparseSegmentGradOp('Sum', [
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1]), i32([], [3])], outputs: [f32([3, 2], [1, 2, 0, 0, 4, 6])] },
  ]);
