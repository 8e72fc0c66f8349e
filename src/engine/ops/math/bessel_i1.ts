/** BesselI1: the modified Bessel function of order 1. */
import { besselI1, castNumber, f32, mulOf, of1, subOf, tensor, unaryOp, waits, whereOf } from '../../op.ts';

export const besselI1Op = unaryOp({
  type: 'BesselI1', f: besselI1, gradient: waits((g, dy) => {
    const zero = g.apply('Equal', [g.x[0], 0])[0];
    const one = castNumber(g, 1, g.dtype(g.x[0]));
    const other = g.scope('bessel_i0', () => of1(g, 'BesselI0', g.x[0]));
    const rest = subOf(g, other, g.apply('RealDiv', [g.y[0], g.x[0]], {}, 'div')[0]);
    return mulOf(g, dy, whereOf(g, zero, one, rest));
  }),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.25789434, -0.9816664, 1.5906372, -0.12597913, 0.40199247, 3.953371])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.2578943053908962, -0.9816664285779079])] },
  ],
});
