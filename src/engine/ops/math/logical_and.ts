/** LogicalAnd: x and y. */
import { binaryOp, bools } from '../../op.ts';

export const logicalAnd = binaryOp({
  type: 'LogicalAnd', signature: 'x:bool y:bool -> z:bool ! commutative', f: (x, y) => x & y, result: 'bool', stops: true,
  examples: [
    { inputs: [bools([2, 2], [1, 0, 1, 0]), bools([2], [1, 0])], differentiable: false, outputs: [bools([2, 2], [1, 0, 1, 0])] },
  ],
});
