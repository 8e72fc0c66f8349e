/** Exp: e to the power of x. */
import { exp32, f32, mulOf, tensor, unaryOp, waits } from '../../op.ts';

export const exp = unaryOp({
  type: 'Exp', f: Math.exp, single: exp32, tail: Math.exp, gradient: waits((g, dy) => mulOf(g, dy, g.y[0])),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [1.6487212, 0.22313017, 7.389056, 0.7788008, 2.117, 20.085537])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [1.6487212707001282, 0.22313016014842982])] },
  ],
});
