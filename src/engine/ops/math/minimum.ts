/** Minimum: the lesser of two. */
import { binaryOp, f32, i32, reduceGradients, whereOf, zerosLikeOf, type Output } from '../../op.ts';

export const minimum = binaryOp({
  type: 'Minimum', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => (Number.isNaN(y) ? y : y < x ? y : x), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const zeros = zerosLikeOf(g, dy);
    const mask = g.apply('LessEqual', [x, y])[0];
    const gx = whereOf(g, mask, dy, zeros);
    return reduceGradients(g, x, y, gx, whereOf(g, mask, zeros, dy));
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [0.5, -2, -1, 4, 0.25, -6])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], outputs: [f32([2, 3], [1, -2, -30, 4, 5, -30])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [1, 1, 1, 2, 2, 2])] },
    { inputs: [f32([], [2]), f32([2, 3], [1, -2, 3, 4, 5, -6])], outputs: [f32([2, 3], [1, -2, 2, 2, 2, -6])] },
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], outputs: [i32([3], [2, -7, -3])] },
  ],
});
