/** RsqrtGrad: the gradient of y = 1 / √x: -dy y³ / 2. */
import { binaryOp, f32, mulOf, of1, waits, type Output } from '../../op.ts';

export const rsqrtGrad = binaryOp({
  type: 'RsqrtGrad', signature: 'y:T dy:T -> z:T | T:type', f: (y, dy) => -0.5 * dy * y * y * y, single: (y, dy) => (dy === 0 ? 0 : -0.5 * Math.fround(y * y) * Math.fround(y * dy)), gradient: waits((g, dy) => {
    const [a, b] = g.x as [Output, Output];
    const scaled = mulOf(g, mulOf(g, -1.5, dy), b);
    return [mulOf(g, scaled, of1(g, 'Square', a)), g.apply('RsqrtGrad', [a, dy])[0]];
  }),
  examples: [
    { inputs: [f32([4], [0.5, 0.25, -0.75, 0.9]), f32([4], [1, 2, 3, -4])], outputs: [f32([4], [-0.0625, -0.015625, 0.6328125, 1.4579998])] },
  ],
});
