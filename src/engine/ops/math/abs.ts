/** Abs: |x|. */
import { f32, i32, mulOf, of1, tensor, unaryOp } from '../../op.ts';

export const abs = unaryOp({
  type: 'Abs', f: Math.abs, gradient: (g) => [mulOf(g, g.dy[0]!, of1(g, 'Sign', g.x[0]))],
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.5, 1.5, 2, 0.25, 0.75, 3])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.5, 1.5])] },
    { inputs: [i32([3], [3, -4, 0])], outputs: [i32([3], [3, 4, 0])] },
  ],
});
