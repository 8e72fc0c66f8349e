/** SparseSegmentMean: means of chosen rows by segment. */
import { f32, i32, sparseSegmentOp } from '../../op.ts';

export const sparseSegmentMean = sparseSegmentOp('Mean', false, [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1])], attrs: { sparse_gradient: false }, outputs: [f32([2, 2], [3, 2, 5, 6])] },
  ]);
