/** SquaredDifference: (x - y)². */
import { binaryOp, f32, i32, mulOf, negOf, reduceGradients, sameShapes, subOf, tensor, type Output } from '../../op.ts';

export const squaredDifference = binaryOp({
  type: 'SquaredDifference', signature: 'x:T y:T -> z:T | T:type ! commutative', f: (x, y) => (x - y) * (x - y), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const [gx] = g.after([dy], () => {
      const two = g.constant(tensor(g.dtype(x), [], [2]), 'scalar');
      const scaled = g.apply('Mul', [two, dy])[0];
      return [mulOf(g, scaled, subOf(g, x, y))];
    });
    const gy = negOf(g, gx);
    return sameShapes(g, x, y, dy) ? [gx, gy] : reduceGradients(g, x, y, gx, gy);
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [0.25, 16, 16, 0, 22.5625, 81])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], outputs: [f32([2, 3], [81, 484, 1089, 36, 225, 576])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [4, 9, 16, 1, 4, 9])] },
    { inputs: [f32([], [2]), f32([2, 3], [1, -2, 3, 4, 5, -6])], outputs: [f32([2, 3], [1, 16, 1, 4, 9, 64])] },
    { inputs: [i32([3], [7, -7, 5]), i32([3], [2, 2, -3])], outputs: [i32([3], [25, 81, 64])] },
  ],
});
