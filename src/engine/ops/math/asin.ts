/** Asin: the inverse sine. */
import { f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const asin = unaryOp({
  type: 'Asin', f: Math.asin, gradient: waits((g, dy) => {
    const square = of1(g, 'Square', g.x[0]);
    const one = g.constant(tensor(g.dtype(dy), [], [1]));
    const slope = of1(g, 'Reciprocal', of1(g, 'Sqrt', g.apply('Sub', [one, square])[0]));
    return mulOf(g, dy, slope);
  }),
  examples: [
    { inputs: [f32([6], [0.5, -0.75, 0.25, -0.1, 0, 0.9])], outputs: [f32([6], [0.5235988, -0.8480621, 0.25268024, -0.10016742, 0, 1.1197695])] },
    { inputs: [tensor('float64', [2], [0.5, -0.75])], outputs: [tensor('float64', [2], [0.5235987755982989, -0.848062078981481])] },
  ],
});
