/** Ceil: the whole number above. */
import { f32, noGradient, tensor, unaryOp } from '../../op.ts';

export const ceil = unaryOp({
  type: 'Ceil', f: Math.ceil, gradient: noGradient,
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [1, -1, 2, -0, 1, 3])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [1, -1])] },
  ],
});
