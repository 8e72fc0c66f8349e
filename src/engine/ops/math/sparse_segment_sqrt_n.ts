/** SparseSegmentSqrtN: sums, divided by the root of their number, of chosen rows by segment. */
import { f32, i32, sparseSegmentOp } from '../../op.ts';

export const sparseSegmentSqrtN = sparseSegmentOp('SqrtN', false, [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 2, 2]), i32([3], [0, 0, 1])], attrs: { sparse_gradient: false }, outputs: [f32([2, 2], [4.2426405, 2.828427, 5, 6])] },
  ]);
