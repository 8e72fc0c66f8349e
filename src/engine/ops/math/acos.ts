/** Acos: the inverse cosine. */
import { f32, mulOf, negOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const acos = unaryOp({
  type: 'Acos', f: Math.acos, gradient: waits((g, dy) => {
    const square = of1(g, 'Square', g.x[0]);
    const one = g.constant(tensor(g.dtype(dy), [], [1]));
    const slope = of1(g, 'Reciprocal', of1(g, 'Sqrt', g.apply('Sub', [one, square])[0]));
    return mulOf(g, negOf(g, dy), slope);
  }),
  examples: [
    { inputs: [f32([6], [0.5, -0.75, 0.25, -0.1, 0, 0.9])], outputs: [f32([6], [1.0471976, 2.4188585, 1.3181161, 1.6709638, 1.5707964, 0.45102686])] },
    { inputs: [tensor('float64', [2], [0.5, -0.75])], outputs: [tensor('float64', [2], [1.0471975511965979, 2.4188584057763776])] },
  ],
});
