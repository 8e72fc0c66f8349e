/** Expm1: exp(x) - 1, exact near 0. */
import { expm132, f32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const expm1 = unaryOp({
  type: 'Expm1', f: Math.expm1, single: expm132, tail: Math.expm1, gradient: waitsTimes((g, x) => of1(g, 'Exp', x)),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.6487213, -0.77686983, 6.389056, -0.22119921, 1.117, 19.085537])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.6487212707001282, -0.7768698398515702])] },
  ],
});
