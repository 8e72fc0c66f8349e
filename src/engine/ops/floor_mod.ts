/** FloorMod: the remainder with the sign of the divisor. */
import { binaryOp, i32 } from '../op.ts';

export const floorMod = binaryOp({
  type: 'FloorMod', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => ((x % y) + y) % y,
  examples: [{ inputs: [i32([3], [5, -1, 7]), i32([], [3])], differentiable: false }],
});
