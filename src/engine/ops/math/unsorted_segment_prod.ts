/** UnsortedSegmentProd: products of rows by segment number. */
import { f32, i32, segmentProduct, tensor, unsortedSegmentOp } from '../../op.ts';

export const unsortedSegmentProd = unsortedSegmentOp({
  type: 'UnsortedSegmentProd', start: 1, combine: (product, x) => product * x,
  gradient: (g) => segmentProduct(g, false),
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [2, 0, 2]), i32([], [4])], outputs: [f32([4, 2], [3, 4, 1, 1, 5, -12, 1, 1])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [1, -1, 1]), i32([], [2])], differentiable: false, outputs: [f32([2], [1, 8])] },
  ],
});
