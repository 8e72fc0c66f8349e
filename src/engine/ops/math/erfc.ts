/** Erfc: 1 - erf(x). */
import { erfc, f32, mulOf, negOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const erfcOp = unaryOp({
  type: 'Erfc', f: erfc, gradient: (g) => {
    const factor = g.constant(tensor(g.dtype(g.dy[0]!), [], [-2 / Math.sqrt(Math.PI)]));
    return waits((h, dy) => {
      const scaled = mulOf(h, dy, factor);
      return mulOf(h, scaled, of1(h, 'Exp', negOf(h, of1(h, 'Square', h.x[0]))));
    })(g);
  },
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.47950011, 1.9661051, 0.004677735, 1.2763264, 0.28884438, 2.2090499e-5])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.4795001221869535, 1.9661051464753108])] },
  ],
});
