/** LogicalNot: not x. */
import { bools, unaryOp } from '../../op.ts';

export const logicalNot = unaryOp({
  type: 'LogicalNot', f: (x) => 1 - x, result: 'bool', signature: 'x:bool -> y:bool', stops: true,
  examples: [
    { inputs: [bools([2], [1, 0])], outputs: [bools([2], [0, 1])] },
    { inputs: [bools([2], [1, 0])], outputs: [bools([2], [0, 1])] },
  ],
});
