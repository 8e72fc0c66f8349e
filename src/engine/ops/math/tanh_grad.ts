/** TanhGrad: the gradient of y = tanh(x): dy (1 - y²). */
import { binaryOp, f32, mulOf, waits, type Output } from '../../op.ts';

export const tanhGrad = binaryOp({
  type: 'TanhGrad', signature: 'y:T dy:T -> z:T | T:type', f: (y, dy) => dy * (1 - y * y), single: (y, dy) => Math.fround(dy * Math.fround(1 - Math.fround(y * y))), gradient: waits((g, dy) => {
    const [a, b] = g.x as [Output, Output];
    return [mulOf(g, mulOf(g, mulOf(g, dy, -2), b), a), g.apply('TanhGrad', [a, dy])[0]];
  }),
  examples: [
    { inputs: [f32([4], [0.5, 0.25, -0.75, 0.9]), f32([4], [1, 2, 3, -4])], outputs: [f32([4], [0.75, 1.875, 1.3125, -0.7600002])] },
  ],
});
