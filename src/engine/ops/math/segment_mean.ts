/** SegmentMean: means of rows by ascending segment number. */
import { f32, i32, segmentMeanGradient, segmentOp, tensor } from '../../op.ts';

export const segmentMean = segmentOp({
  type: 'SegmentMean', start: 0, combine: (sum, x) => sum + x, empty: 0, finish: (sum, n) => sum / n,
  gradient: segmentMeanGradient,
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 0, 2])], outputs: [f32([3, 2], [2, 1, 0, 0, 5, 6])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [0, 1, 1])], outputs: [f32([2], [2, 3.5])] },
  ],
});
