/** Softsign: x / (1 + |x|). */
import { activationOp, f32, tensor } from '../../op.ts';

export const softsign = activationOp({
  type: 'Softsign', signature: 'features:T -> activations:T | T:type', f: (x) => x / (1 + Math.abs(x)), single: (x) => x / Math.fround(1 + Math.abs(x)),
  gradient: (g) => g.apply('SoftsignGrad', [g.dy[0]!, g.x[0]]),
  examples: [
    { inputs: [f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [0.764151, -0.844479, -0.64664316, 0.8552822, 0.24812031, -0.856528])] },
    { inputs: [tensor('float64', [4], [2.16, -3.62, -1.22, 3.94])], outputs: [tensor('float64', [4], [0.6835443037974683, -0.7835497835497836, -0.5495495495495496, 0.7975708502024292])] },
  ],
});
