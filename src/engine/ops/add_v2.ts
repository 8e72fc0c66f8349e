/** AddV2: x + y with broadcasting. */
import { BINARY, binaryOp, unbroadcast } from '../op.ts';

export const addV2 = binaryOp({
  type: 'AddV2', signature: 'x:T y:T -> z:T | T:type ! commutative ! aggregate', code: BINARY.add, f: (x, y) => x + y,
  gradient: (g) => unbroadcast(g, g.dy[0]!, g.dy[0]!),
});
