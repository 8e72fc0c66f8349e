/** TruncateMod: the remainder with the sign of x. */
import { binaryOp, divisor, f32, i32 } from '../../op.ts';

export const truncateMod = binaryOp({
  type: 'TruncateMod', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => x % y, int: (x, y) => x % divisor(y),
  examples: [
    { inputs: [f32([3], [7, -7, 5]), f32([3], [2, 2, -3])], differentiable: false, outputs: [f32([3], [1, -1, 2])] },
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], differentiable: false, outputs: [i32([3], [1, -1, 2])] },
  ],
});
