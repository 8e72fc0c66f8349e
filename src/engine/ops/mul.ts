/** Mul: x * y with broadcasting. */
import { BINARY, binaryOp, reduceGradients, sameShapes, type Output } from '../op.ts';

export const mul = binaryOp({
  type: 'Mul', signature: 'x:T y:T -> z:T | T:type ! commutative', code: BINARY.mul, f: (x, y) => x * y, int: (x, y) => (Number.isSafeInteger(x * y) ? x * y : Math.imul(x, y)),
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const times = (a: Output, b: Output): Output => g.emit('Mul', [a, b], {}, 'Mul')[0];
    const gx = times(dy, y);
    if (sameShapes(g, x, y, dy) && /^(float|int)32$/.test(g.dtype(dy))) return [gx, times(dy, x)];
    return reduceGradients(g, x, y, gx, times(x, dy));
  },
});
