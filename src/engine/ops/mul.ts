/** Mul: x * y with broadcasting. */
import { BINARY, binaryOp, isFull, unbroadcast } from '../op.ts';

export const mul = binaryOp({
  type: 'Mul', signature: 'x:T y:T -> z:T | T:type ! commutative', code: BINARY.mul, f: (x, y) => x * y, int: (x, y) => (Number.isSafeInteger(x * y) ? x * y : Math.imul(x, y)),
  gradient: (g) => {
  const [x, y] = g.x as [typeof g.x[0] & object, typeof g.x[0] & object];
  const dy = g.dy[0]!;
  const equal = g.shape(x)?.join() === g.shape(y)?.join() && isFull(g.shape(x));
  const gx = g.emit('Mul', [dy, y], {}, 'Mul')[0];
  return unbroadcast(g, gx, g.emit('Mul', equal ? [dy, x] : [x, dy], {}, 'Mul')[0]);
},
});
