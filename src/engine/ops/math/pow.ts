/** Pow: x to the power of y. */
import { binaryOp, f32, i32, mulOf, of1, onesLikeOf, reduceGradients, subOf, zerosLikeOf, type Output } from '../../op.ts';

export const pow = binaryOp({
  type: 'Pow', signature: 'x:T y:T -> z:T | T:type', f: Math.pow, gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const scaled = mulOf(g, dy, y);
    const gx = mulOf(g, scaled, g.apply('Pow', [x, subOf(g, y, 1)])[0]);
    // Where x is not positive there is no real logarithm: 0.
    const mask = g.apply('Greater', [x, 0])[0];
    const safe = g.apply('Select', [mask, x, onesLikeOf(g, x)])[0];
    const log = of1(g, 'Log', safe);
    const logs = g.apply('Select', [mask, log, zerosLikeOf(g, x)])[0];
    return reduceGradients(g, x, y, gx, mulOf(g, mulOf(g, dy, g.y[0]), logs));
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [1, 4, 0.33333334, 256, 1.4953488, 216])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([3], [1, 0.5, -1])], outputs: [f32([2, 3], [1, 1.4142135, 0.33333334, 4, 2.236068, 0.16666667])] },
    { inputs: [f32([2], [2, 3]), f32([], [2])], outputs: [f32([2], [4, 9])] },
    { inputs: [i32([2], [2, -3]), i32([2], [3, 2])], outputs: [i32([2], [8, 9])] },
  ],
});
