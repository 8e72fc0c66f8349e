/** Digamma: the derivative of Lgamma. */
import { digamma, f32, mulOf, tensor, unaryOp, waits } from '../../op.ts';

export const digammaOp = unaryOp({
  type: 'Digamma', f: digamma, gradient: waits((g, dy) => {
    const one = g.constant(tensor(g.dtype(g.x[0]), [], [1]));
    return mulOf(g, dy, g.apply('Polygamma', [one, g.x[0]])[0]);
  }),
  examples: [
    { inputs: [f32([4], [0.5, 1.5, 7, -0.3])], outputs: [f32([4], [-1.9635108, 0.036489964, 1.8727844, 2.1133099])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [-1.9635100260214227, 0.03648997397857645])] },
  ],
});
