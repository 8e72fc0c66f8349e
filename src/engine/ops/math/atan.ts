/** Atan: the inverse tangent. */
import { f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const atan = unaryOp({
  type: 'Atan', f: Math.atan, gradient: waits((g, dy) => {
    const square = of1(g, 'Square', g.x[0]);
    const one = g.constant(tensor(g.dtype(dy), [], [1]));
    const slope = of1(g, 'Reciprocal', g.apply('AddV2', [one, square], {}, 'Add')[0]);
    return mulOf(g, dy, slope);
  }),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.4636476, -0.98279375, 1.1071488, -0.24497867, 0.6435011, 1.2490457])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.4636476090008061, -0.982793723247329])] },
  ],
});
