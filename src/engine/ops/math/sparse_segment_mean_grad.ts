/** SparseSegmentMeanGrad: the gradient of SparseSegmentMean. */
import { f32, i32, sparseSegmentGradOp } from '../../op.ts';

export const sparseSegmentMeanGrad = sparseSegmentGradOp('Mean', [
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1]), i32([], [3])], outputs: [f32([3, 2], [0.5, 1, 0, 0, 3.5, 5])] },
  ]);
