/** Sub: x - y with broadcasting. */
import { BINARY, binaryOp, negOf, unbroadcast } from '../op.ts';

export const sub = binaryOp({
  type: 'Sub', signature: 'x:T y:T -> z:T | T:type', code: BINARY.sub, f: (x, y) => x - y,
  gradient: (g) => unbroadcast(g, g.dy[0]!, negOf(g, g.dy[0]!)),
});
