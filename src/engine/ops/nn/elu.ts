/** Elu: x above 0, exp(x) - 1 below. */
import { activationOp, exp32, f32, less1, tensor } from '../../op.ts';

export const elu = activationOp({
  type: 'Elu', signature: 'features:T -> activations:T | T:type', f: (x) => (x < 0 ? Math.expm1(x) : x), single: (x) => (x < 0 ? less1(exp32(x)) : x), tail: (x) => (x < 0 ? less1(Math.exp(x)) : x),
  gradient: (g) => g.apply('EluGrad', [g.dy[0]!, g.y[0]]),
  examples: [
    { inputs: [f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [3.2400002, -0.9956169, -0.83958644, 5.91, 0.32999998, -0.99744576])] },
    { inputs: [tensor('float64', [4], [2.16, -3.62, -1.22, 3.94])], outputs: [tensor('float64', [4], [2.16, -0.9732173235073618, -0.7047698330759857, 3.94])] },
  ],
});
