/** FloorDiv: x / y, cut downwards. */
import { binaryOp, divisor, f32, i32, noGradient } from '../../op.ts';

export const floorDiv = binaryOp({
  type: 'FloorDiv', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => Math.floor(x / y), int: (x, y) => Math.floor(x / divisor(y)), gradient: noGradient,
  examples: [
    { inputs: [f32([3], [7, -7, 5]), f32([3], [2, 2, -3])], outputs: [f32([3], [3, -4, -2])] },
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], outputs: [i32([3], [3, -4, -2])] },
  ],
});
