/** MulNoNan: x y, and 0 where y is 0 whatever x is. */
import { binaryOp, f32, unbroadcast, type Output } from '../../op.ts';

export const mulNoNan = binaryOp({
  type: 'MulNoNan', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => (y === 0 ? 0 : x * y), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const gx = g.apply('MulNoNan', [g.dy[0]!, y])[0];
    const gy = g.apply('MulNoNan', [x, g.dy[0]!])[0];
    return unbroadcast(g, gx, gy);
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [0.5, -4, -3, 16, 1.25, -18])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], outputs: [f32([2, 3], [10, -40, -90, 40, 100, 180])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [3, 4, 5, 6, 8, 10])] },
    { inputs: [f32([], [2]), f32([2, 3], [1, -2, 3, 4, 5, -6])], outputs: [f32([2, 3], [2, -4, 6, 8, 10, -12])] },
    { inputs: [f32([2], [Infinity, 2]), f32([2], [0, 4])], differentiable: false, outputs: [f32([2], [0, 8])] },
  ],
});
