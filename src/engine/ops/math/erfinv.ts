/** Erfinv: the inverse of erf. */
import { erfinv, f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const erfinvOp = unaryOp({
  type: 'Erfinv', f: erfinv, gradient: (g) => {
    const factor = g.constant(tensor(g.dtype(g.dy[0]!), [], [Math.sqrt(Math.PI) / 2]));
    return waits((h, dy) => {
      const scaled = mulOf(h, dy, factor);
      return mulOf(h, scaled, of1(h, 'Exp', of1(h, 'Square', h.y[0])));
    })(g);
  },
  examples: [
    { inputs: [f32([6], [0.5, -0.75, 0.25, -0.1, 0, 0.9])], outputs: [f32([6], [0.4769363, -0.81341994, 0.22531205, -0.088856004, 0, 1.1630871])] },
    { inputs: [tensor('float64', [2], [0.5, -0.75])], outputs: [tensor('float64', [2], [0.4769362762044699, -0.8134198475976184])] },
  ],
});
