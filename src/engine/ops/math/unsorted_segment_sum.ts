/** UnsortedSegmentSum: sums of rows by segment number. */
import { f32, gatherDropNegatives, i32, tensor, unsortedSegmentOp } from '../../op.ts';

export const unsortedSegmentSum = unsortedSegmentOp({
  type: 'UnsortedSegmentSum', start: 0, combine: (sum, x) => sum + x,
  gradient: (g) => [gatherDropNegatives(g, g.dy[0]!, g.x[1]).rows, null, null],
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [2, 0, 2]), i32([], [4])], outputs: [f32([4, 2], [3, 4, 0, 0, 6, 4, 0, 0])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [1, -1, 1]), i32([], [2])], differentiable: false, outputs: [f32([2], [0, 6])] },
  ],
});
