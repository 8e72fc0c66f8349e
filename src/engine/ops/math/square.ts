/** Square: x². */
import { f32, i32, tensor, unaryOp, waits } from '../../op.ts';

export const square = unaryOp({
  type: 'Square', f: (x) => x * x, gradient: waits((g, dy) => {
    const two = g.constant(tensor(g.dtype(g.x[0]), [], [2]));
    return g.apply('Mul', [dy, g.apply('Mul', [g.x[0], two])[0]])[0];
  }),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.25, 2.25, 4, 0.0625, 0.5625, 9])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.25, 2.25])] },
    { inputs: [i32([3], [3, -4, 0])], outputs: [i32([3], [9, 16, 0])] },
  ],
});
