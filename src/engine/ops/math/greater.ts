/** Greater: whether x is greater than y. */
import { binaryOp, bools, f32, i32 } from '../../op.ts';

export const greater = binaryOp({
  type: 'Greater', signature: 'x:T y:T -> z:bool | T:type', f: (x, y) => Number(x > y), result: 'bool', stops: true,
  examples: [
    { inputs: [f32([3], [1, 2, 3]), f32([3], [1, 0, 3])], differentiable: false, outputs: [bools([3], [0, 1, 0])] },
    { inputs: [i32([2], [1, 2]), i32([2], [2, 2])], differentiable: false, outputs: [bools([2], [0, 0])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], differentiable: false, outputs: [bools([2, 3], [0, 0, 1, 0, 0, 1])] },
  ],
});
