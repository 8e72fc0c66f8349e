/** Atanh: the inverse hyperbolic tangent. */
import { f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const atanh = unaryOp({
  type: 'Atanh', f: Math.atanh, gradient: waits((g, dy) => {
    const square = of1(g, 'Square', g.x[0]);
    const one = g.constant(tensor(g.dtype(dy), [], [1]));
    const slope = of1(g, 'Reciprocal', g.apply('Sub', [one, square])[0]);
    return mulOf(g, dy, slope);
  }),
  examples: [
    { inputs: [f32([6], [0.5, -0.75, 0.25, -0.1, 0, 0.9])], outputs: [f32([6], [0.54930615, -0.9729551, 0.25541282, -0.100335345, 0, 1.4722193])] },
    { inputs: [tensor('float64', [2], [0.5, -0.75])], outputs: [tensor('float64', [2], [0.5493061443340548, -0.9729550745276566])] },
  ],
});
