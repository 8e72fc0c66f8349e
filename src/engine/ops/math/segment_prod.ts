/** SegmentProd: products of rows by ascending segment number. */
import { f32, i32, segmentOp, segmentProduct, tensor } from '../../op.ts';

export const segmentProd = segmentOp({
  type: 'SegmentProd', start: 1, combine: (product, x) => product * x,
  gradient: (g) => segmentProduct(g, true),
  examples: [
    { inputs: [f32([3, 2], [1, -2, 3, 4, 5, 6]), i32([3], [0, 0, 2])], outputs: [f32([3, 2], [3, -8, 1, 1, 5, 6])] },
    { inputs: [f32([3], [2, 3, 4]), tensor('int64', [3], [0, 1, 1])], outputs: [f32([2], [2, 12])] },
  ],
});
