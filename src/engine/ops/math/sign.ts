/** Sign: -1, 0 or 1. */
import { f32, i32, tensor, unaryOp, zerosLikeOf } from '../../op.ts';

export const sign = unaryOp({
  type: 'Sign', f: Math.sign, gradient: (g) => [zerosLikeOf(g, g.x[0])],
  examples: [
    { inputs: [f32([3], [0.5, -1.5, 0])], outputs: [f32([3], [1, -1, 0])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [1, -1])] },
    { inputs: [i32([3], [3, -4, 0])], outputs: [i32([3], [1, -1, 0])] },
  ],
});
