/** Relu6: x between 0 and 6. */
import { activationOp, f32, tensor } from '../../op.ts';

export const relu6 = activationOp({
  type: 'Relu6', signature: 'features:T -> activations:T | T:type', f: (x) => Math.min(Math.max(x, 0), 6),
  gradient: (g) => g.apply('Relu6Grad', [g.dy[0]!, g.y[0]]),
  examples: [
    { inputs: [f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [3.2400002, 0, 0, 5.91, 0.32999998, 0])] },
    { inputs: [tensor('float64', [4], [2.16, -3.62, -1.22, 3.94])], outputs: [tensor('float64', [4], [2.16, 0, 0, 3.94])] },
  ],
});
