/** BesselI0: the modified Bessel function of order 0. */
import { besselI0, f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const besselI0Op = unaryOp({
  type: 'BesselI0', f: besselI0, gradient: waits((g, dy) => mulOf(g, dy, g.scope('bessel_i1', () => of1(g, 'BesselI1', g.x[0])))),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [1.0634835, 1.6467233, 2.2795854, 1.0156863, 1.1456468, 4.880793])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [1.0634833707413238, 1.6467231897728907])] },
  ],
});
