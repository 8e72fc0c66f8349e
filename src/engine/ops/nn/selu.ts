/** Selu: Elu with the two constants that keep mean 0 and variance 1. */
import { activationOp, exp32, f32, less1, tensor } from '../../op.ts';

const SCALE = 1.0507009873554805;
const SCALE_ALPHA = 1.7580993408473768;

export const selu = activationOp({
  type: 'Selu', signature: 'features:T -> activations:T | T:type', f: (x) => (x < 0 ? SCALE_ALPHA * Math.expm1(x) : SCALE * x),
  single: (x) => (x < 0 ? Math.fround(SCALE_ALPHA) * less1(exp32(x)) : Math.fround(SCALE) * x), tail: (x) => (x < 0 ? Math.fround(SCALE_ALPHA) * less1(Math.exp(x)) : Math.fround(SCALE) * x),
  gradient: (g) => g.apply('SeluGrad', [g.dy[0]!, g.y[0]]),
  examples: [
    { inputs: [f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [3.4042716, -1.7503934, -1.4760764, 6.209643, 0.3467313, -1.7536087])] },
    { inputs: [tensor('float64', [4], [2.16, -3.62, -1.22, 3.94])], outputs: [tensor('float64', [4], [2.269514132687838, -1.711012734959541, -1.2390553789800063, 4.139761890180593])] },
  ],
});
