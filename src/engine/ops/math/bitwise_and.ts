/** BitwiseAnd: bits that both have. */
import { binaryOp, i32, tensor } from '../../op.ts';

export const bitwiseAnd = binaryOp({
  type: 'BitwiseAnd', signature: 'x:T y:T -> z:T | T:type ! commutative', f: (x, y) => x & y, stops: true,
  examples: [
    { inputs: [i32([3], [12, -3, 7]), i32([3], [10, 5, -1])], differentiable: false, outputs: [i32([3], [8, 5, 7])] },
    { inputs: [tensor('uint8', [2], [12, 200]), tensor('uint8', [2], [10, 3])], differentiable: false, outputs: [tensor('uint8', [2], [8, 0])] },
  ],
});
