/** Softplus: log(1 + exp(x)). */
import { activationOp, f32, softplus32, softplusTail, tensor } from '../../op.ts';

export const softplus = activationOp({
  type: 'Softplus', signature: 'features:T -> activations:T | T:type', f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), single: softplus32, tail: softplusTail,
  gradient(g) {
    const slope = g.apply('Sigmoid', [g.x[0]])[0];
    return g.apply('Mul', [g.dy[0]!, slope], {}, 'mul');
  },
  examples: [
    { inputs: [f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [3.2784166, 0.0043735188, 0.14877646, 5.9127083, 0.8716983, 0.002550984])] },
    { inputs: [tensor('float64', [4], [2.16, -3.62, -1.22, 3.94])], outputs: [tensor('float64', [4], [2.269145950783398, 0.026430298517478804, 0.2586884144349525, 3.9592615149854193])] },
  ],
});
