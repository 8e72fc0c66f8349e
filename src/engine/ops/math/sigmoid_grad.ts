/** SigmoidGrad: the gradient of y = sigmoid(x): dy y (1 - y). */
import { binaryOp, f32, mulOf, subOf, waits, type Output } from '../../op.ts';

export const sigmoidGrad = binaryOp({
  type: 'SigmoidGrad', signature: 'y:T dy:T -> z:T | T:type', f: (y, dy) => dy * y * (1 - y), single: (y, dy) => Math.fround(dy * Math.fround(y * Math.fround(1 - y))), tail: (y, dy) => Math.fround(dy * y) * Math.fround(1 - y), gradient: waits((g, dy) => {
    const [a, b] = g.x as [Output, Output];
    const gb = mulOf(g, dy, b);
    return [subOf(g, gb, mulOf(g, mulOf(g, 2, gb), a)), g.apply('SigmoidGrad', [a, dy])[0]];
  }),
  examples: [
    { inputs: [f32([4], [0.5, 0.25, -0.75, 0.9]), f32([4], [1, 2, 3, -4])], outputs: [f32([4], [0.25, 0.375, -3.9375, -0.36000007])] },
  ],
});
