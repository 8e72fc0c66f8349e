/** BitwiseXor: bits that one of them has. */
import { binaryOp, i32, tensor } from '../../op.ts';

export const bitwiseXor = binaryOp({
  type: 'BitwiseXor', signature: 'x:T y:T -> z:T | T:type ! commutative', f: (x, y) => x ^ y, stops: true,
  examples: [
    { inputs: [i32([3], [12, -3, 7]), i32([3], [10, 5, -1])], differentiable: false, outputs: [i32([3], [6, -8, -8])] },
    { inputs: [tensor('uint8', [2], [12, 200]), tensor('uint8', [2], [10, 3])], differentiable: false, outputs: [tensor('uint8', [2], [6, 203])] },
  ],
});
