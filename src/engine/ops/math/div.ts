/** Div: x / y; of whole numbers cut towards zero. */
import { binaryOp, divisor, divOf, f32, i32, mulOf, negOf, reduceGradients, type Output } from '../../op.ts';

export const div = binaryOp({
  type: 'Div', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => x / y, int: (x, y) => Math.trunc(x / divisor(y)),
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const gx = divOf(g, g.dy[0]!, y);
    return reduceGradients(g, x, y, gx, mulOf(g, g.dy[0]!, divOf(g, divOf(g, negOf(g, x), y), y)));
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [2, -1, -3, 1, 20, -2])] },
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], differentiable: false, outputs: [i32([3], [3, -3, -1])] },
  ],
});
