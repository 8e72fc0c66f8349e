/** Invert: all bits turned over. */
import { i32, tensor, unaryOp } from '../../op.ts';

export const invert = unaryOp({
  type: 'Invert', f: (x) => ~x, stops: true,
  examples: [
    { inputs: [i32([3], [0, 5, -3])], outputs: [i32([3], [-1, -6, 2])] },
    { inputs: [tensor('uint8', [2], [0, 5])], outputs: [tensor('uint8', [2], [255, 250])] },
  ],
});
