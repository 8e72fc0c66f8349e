/** Ndtri: the inverse of the normal distribution. */
import { divOf, f32, mulOf, ndtri, of1, tensor, unaryOp, waits } from '../../op.ts';

export const ndtriOp = unaryOp({
  type: 'Ndtri', f: ndtri, gradient: (g) => {
    const factor = g.constant(tensor(g.dtype(g.dy[0]!), [], [Math.sqrt(2 * Math.PI)]));
    return waits((h, dy) => {
      const scaled = mulOf(h, dy, factor);
      return mulOf(h, scaled, of1(h, 'Exp', divOf(h, of1(h, 'Square', h.y[0]), 2)));
    })(g);
  },
  examples: [
    { inputs: [f32([4], [0.5, 0.1, 0.975, 0.3])], outputs: [f32([4], [0, -1.2815516, 1.9599644, -0.5244005])] },
    { inputs: [tensor('float64', [2], [0.5, 0.10000000149011612])], outputs: [tensor('float64', [2], [0, -1.2815515570538296])] },
  ],
});
