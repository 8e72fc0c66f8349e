/** UnsortedSegmentMax: the greatest of rows by segment number. */
import { f32, i32, lowest, tensor, unsortedExtreme, unsortedSegmentOp } from '../../op.ts';

export const unsortedSegmentMax = unsortedSegmentOp({
  type: 'UnsortedSegmentMax', start: lowest, combine: Math.max,
  gradient: unsortedExtreme,
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [2, 0, 2]), i32([], [4])], outputs: [f32([4, 2], [3, 4, -3.4028235e+38, -3.4028235e+38, 5, 6, -3.4028235e+38, -3.4028235e+38])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [1, -1, 1]), i32([], [2])], differentiable: false, outputs: [f32([2], [-3.4028235e+38, 4])] },
  ],
});
