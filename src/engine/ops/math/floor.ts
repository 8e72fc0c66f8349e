/** Floor: the whole number below. */
import { f32, noGradient, tensor, unaryOp } from '../../op.ts';

export const floor = unaryOp({
  type: 'Floor', f: Math.floor, gradient: noGradient,
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0, -2, 2, -1, 0, 3])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0, -2])] },
  ],
});
