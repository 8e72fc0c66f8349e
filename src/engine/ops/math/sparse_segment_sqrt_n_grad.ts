/** SparseSegmentSqrtNGrad: the gradient of SparseSegmentSqrtN. */
import { f32, i32, sparseSegmentGradOp } from '../../op.ts';

export const sparseSegmentSqrtNGrad = sparseSegmentGradOp('SqrtN', [
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1]), i32([], [3])], outputs: [f32([3, 2], [0.70710677, 1.4142135, 0, 0, 3.7071068, 5.4142137])] },
  ]);
