/** FloorMod: the remainder with the sign of the divisor. */
import { binaryOp, divisor, f32, i32, mulOf, negOf, reduceGradients, type Output } from '../op.ts';

const modulo = (x: number, y: number): number => { const rest = x % y; return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest; };

export const floorMod = binaryOp({
  type: 'FloorMod', signature: 'x:T y:T -> z:T | T:type', f: modulo, int: (x, y) => modulo(x, divisor(y)),
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const quotient = g.apply('FloorDiv', [x, y])[0];
    return reduceGradients(g, x, y, g.dy[0], mulOf(g, g.dy[0]!, negOf(g, quotient)));
  },
  examples: [
    { inputs: [i32([3], [5, -1, 7]), i32([], [3])] },
    { inputs: [f32([3], [5, -1, 7.5]), f32([3], [3, 4, -2])] },
  ],
});
