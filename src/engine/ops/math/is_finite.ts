/** IsFinite: whether it is a finite number. */
import { bools, f32, tensor, unaryOp } from '../../op.ts';

export const isFinite = unaryOp({
  type: 'IsFinite', f: (x) => Number(Number.isFinite(x)), result: 'bool', signature: 'x:T -> y:bool | T:type', stops: true,
  examples: [
    { inputs: [f32([4], [1, NaN, Infinity, -Infinity])], outputs: [bools([4], [1, 0, 0, 0])] },
    { inputs: [tensor('float64', [2], [1, NaN])], outputs: [bools([2], [1, 0])] },
  ],
});
