/** RealDiv: x / y of floating point numbers, with broadcasting. */
import { BINARY, binaryOp } from '../op.ts';

export const realDiv = binaryOp({
  type: 'RealDiv', signature: 'x:T y:T -> z:T | T:type', code: BINARY.div, f: (x, y) => x / y,
});
