/** DivNoNan: x / y, and 0 where y is 0. */
import { binaryOp, f32, mulOf, negOf, reduceGradients, type Output } from '../../op.ts';

export const divNoNan = binaryOp({
  type: 'DivNoNan', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => (y === 0 ? 0 : x / y), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const div = (a: Output, b: Output): Output => g.apply('DivNoNan', [a, b], {}, 'div_no_nan')[0];
    const gx = div(g.dy[0]!, y);
    return reduceGradients(g, x, y, gx, mulOf(g, g.dy[0]!, div(div(negOf(g, x), y), y)));
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [2, -1, -3, 1, 20, -2])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], outputs: [f32([2, 3], [0.1, -0.1, -0.1, 0.4, 0.25, 0.2])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [0.33333334, 0.25, 0.2, 0.6666667, 0.5, 0.4])] },
    { inputs: [f32([], [2]), f32([2, 3], [1, -2, 3, 4, 5, -6])], outputs: [f32([2, 3], [2, -1, 0.6666667, 0.5, 0.4, -0.33333334])] },
    { inputs: [f32([2], [1, 2]), f32([2], [0, 4])], differentiable: false, outputs: [f32([2], [0, 0.5])] },
  ],
});
