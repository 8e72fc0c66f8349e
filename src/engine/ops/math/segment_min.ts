/** SegmentMin: the least of rows by ascending segment number. */
import { f32, i32, segmentExtreme, segmentOp, tensor } from '../../op.ts';

export const segmentMin = segmentOp({
  type: 'SegmentMin', start: Infinity, combine: Math.min, empty: 0,
  gradient: segmentExtreme,
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 0, 2])], outputs: [f32([3, 2], [1, -2, 0, 0, 5, 6])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [0, 1, 1])], outputs: [f32([2], [2, 3])] },
  ],
});
