/** RealDiv: x / y of floating point numbers, with broadcasting. */
import { BINARY, binaryOp, mulOf, negOf, reduceGradients, type Output } from '../op.ts';

export const realDiv = binaryOp({
  type: 'RealDiv', signature: 'x:T y:T -> z:T | T:type', code: BINARY.div, f: (x, y) => x / y,
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const div = (a: Output, b: Output): Output => g.apply('RealDiv', [a, b])[0];
    const gx = div(g.dy[0]!, y);
    return reduceGradients(g, x, y, gx, mulOf(g, g.dy[0]!, div(div(negOf(g, x), y), y)));
  },
});
