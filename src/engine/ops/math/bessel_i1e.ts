/** BesselI1e: exp(-|x|) times the modified Bessel function of order 1. */
import { addOf, besselI1e, castNumber, f32, mulOf, of1, subOf, tensor, unaryOp, waits, whereOf } from '../../op.ts';

export const besselI1eOp = unaryOp({
  type: 'BesselI1e', f: besselI1e, gradient: waits((g, dy) => {
    const zero = g.apply('Equal', [g.x[0], 0])[0];
    const half = castNumber(g, 0.5, g.dtype(g.x[0]));
    const other = g.scope('bessel_i0e', () => of1(g, 'BesselI0e', g.x[0]));
    const slope = addOf(g, of1(g, 'Sign', g.x[0]), of1(g, 'Reciprocal', g.x[0]));
    return mulOf(g, dy, whereOf(g, zero, half, subOf(g, other, mulOf(g, g.y[0], slope))));
  }),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.15642083, -0.21903938, 0.21526933, -0.09811264, 0.18988779, 0.19682676])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.15642080318487162, -0.21903938742092574])] },
  ],
});
