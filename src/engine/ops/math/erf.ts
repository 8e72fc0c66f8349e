/** Erf: the error function. */
import { erf, f32, mulOf, negOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const erfOp = unaryOp({
  type: 'Erf', f: erf, gradient: (g) => {
    const factor = g.constant(tensor(g.dtype(g.dy[0]!), [], [2 / Math.sqrt(Math.PI)]));
    return waits((h, dy) => {
      const scaled = mulOf(h, dy, factor);
      return mulOf(h, scaled, of1(h, 'Exp', negOf(h, of1(h, 'Square', h.x[0]))));
    })(g);
  },
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.5204999, -0.96610504, 0.9953222, -0.27632636, 0.7111556, 0.99997777])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.5204998778130465, -0.9661051464753108])] },
  ],
});
