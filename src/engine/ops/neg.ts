/** Neg: -x. */
import { f32, i32, tensor, unaryOp } from '../op.ts';

export const neg = unaryOp({
  type: 'Neg', f: (x) => -x, gradient: (g) => [g.emit('Neg', [g.dy[0]!], {}, 'Neg')[0]],
  examples: [
    { inputs: [f32([3], [1, -2, 0.5])], outputs: [f32([3], [-1, 2, -0.5])] },
    { inputs: [i32([2], [1, -2])], outputs: [i32([2], [-1, 2])] },
    { inputs: [tensor('float64', [2], [1, -2])], outputs: [tensor('float64', [2], [-1, 2])] },
  ],
});
