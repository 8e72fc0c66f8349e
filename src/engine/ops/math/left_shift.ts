/** LeftShift: bits moved up. */
import { binaryOp, i32, tensor } from '../../op.ts';

export const leftShift = binaryOp({
  type: 'LeftShift', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => x << y, stops: true,
  examples: [
    { inputs: [i32([3], [1, -5, 64]), i32([3], [3, 1, 2])], differentiable: false, outputs: [i32([3], [8, -10, 256])] },
    { inputs: [tensor('uint8', [2], [1, 200]), tensor('uint8', [2], [3, 1])], differentiable: false, outputs: [tensor('uint8', [2], [8, 144])] },
  ],
});
