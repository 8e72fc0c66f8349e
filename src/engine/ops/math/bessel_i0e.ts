/** BesselI0e: exp(-|x|) times the modified Bessel function of order 0. */
import { besselI0e, f32, mulOf, of1, subOf, tensor, unaryOp, waits } from '../../op.ts';

export const besselI0eOp = unaryOp({
  type: 'BesselI0e', f: besselI0e, gradient: waits((g, dy) => {
    const other = g.scope('bessel_i1e', () => of1(g, 'BesselI1e', g.x[0]));
    return mulOf(g, dy, subOf(g, other, mulOf(g, of1(g, 'Sign', g.x[0]), g.y[0])));
  }),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.6450354, 0.36743364, 0.30850834, 0.7910173, 0.54116523, 0.24300039])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.6450352704491502, 0.36743360905415834])] },
  ],
});
