/** SparseSegmentSumWithNumSegments: sums of chosen rows by segment, so many of them. */
import { f32, i32, sparseSegmentOp } from '../../op.ts';

export const sparseSegmentSumWithNumSegments = sparseSegmentOp('Sum', true, [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1]), i32([], [3])], attrs: { sparse_gradient: false }, outputs: [f32([3, 2], [6, 4, 5, 6, 0, 0])] },
  ]);
