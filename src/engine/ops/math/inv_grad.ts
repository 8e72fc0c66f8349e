/** InvGrad: the gradient of the reciprocal y: -dy y². */
import { binaryOp, f32, mulOf, waits, type Output } from '../../op.ts';

export const invGrad = binaryOp({
  type: 'InvGrad', signature: 'y:T dy:T -> z:T | T:type', f: (y, dy) => -dy * y * y, single: (y, dy) => (dy === 0 ? 0 : -Math.fround(y * y) * dy), gradient: waits((g, dy) => {
    const [a, b] = g.x as [Output, Output];
    return [mulOf(g, mulOf(g, mulOf(g, dy, -2), b), a), g.apply('ReciprocalGrad', [a, dy])[0]];
  }),
  examples: [
    { inputs: [f32([4], [0.5, 0.25, -0.75, 0.9]), f32([4], [1, 2, 3, -4])], outputs: [f32([4], [-0.25, -0.125, -1.6875, 3.2399998])] },
  ],
});
