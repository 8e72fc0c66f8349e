/** SegmentSum: sums of rows by ascending segment number. */
import { f32, gatherOf, i32, segmentOp, tensor } from '../../op.ts';

export const segmentSum = segmentOp({
  type: 'SegmentSum', start: 0, combine: (sum, x) => sum + x,
  gradient: (g) => [gatherOf(g, g.dy[0]!, g.x[1]), null],
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 0, 2])], outputs: [f32([3, 2], [4, 2, 0, 0, 5, 6])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [0, 1, 1])], outputs: [f32([2], [2, 7])] },
  ],
});
