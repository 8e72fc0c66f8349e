/** IsInf: whether it is infinite. */
import { bools, f32, tensor, unaryOp } from '../../op.ts';

export const isInf = unaryOp({
  type: 'IsInf', f: (x) => Number(x === Infinity || x === -Infinity), result: 'bool', signature: 'x:T -> y:bool | T:type', stops: true,
  examples: [
    { inputs: [f32([4], [1, NaN, Infinity, -Infinity])], outputs: [bools([4], [0, 0, 1, 1])] },
    { inputs: [tensor('float64', [2], [1, NaN])], outputs: [bools([2], [0, 0])] },
  ],
});
