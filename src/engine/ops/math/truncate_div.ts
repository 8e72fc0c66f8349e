/** TruncateDiv: x / y, cut towards zero. */
import { binaryOp, divisor, i32, noGradient } from '../../op.ts';

export const truncateDiv = binaryOp({
  type: 'TruncateDiv', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => Math.trunc(x / y), int: (x, y) => Math.trunc(x / divisor(y)), gradient: noGradient,
  examples: [
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], outputs: [i32([3], [3, -3, -1])] },
  ],
});
