/** Rint: the nearest whole number, halves to the even one. */
import { f32, noGradient, tensor, unaryOp } from '../../op.ts';

export const rint = unaryOp({
  type: 'Rint', f: (x) => {
    const low = Math.floor(x);
    const rest = x - low;
    return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  }, gradient: noGradient,
  examples: [
    { inputs: [f32([7], [0.5, 1.5, 2.5, -0.5, -1.5, 0.7, -0.7])], outputs: [f32([7], [0, 2, 2, -0, -2, 1, -1])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [0, 2])] },
  ],
});
