/** Sigmoid: 1 / (1 + exp(-x)). */
import { f32, sigmoid32, sigmoidTail, tensor, unaryOp, waits } from '../../op.ts';

export const sigmoid = unaryOp({
  type: 'Sigmoid', f: (x) => 1 / (1 + Math.exp(-x)), single: sigmoid32, tail: sigmoidTail, gradient: waits((g, dy) => g.apply('SigmoidGrad', [g.y[0], dy])[0]),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.62245935, 0.18242551, 0.8807971, 0.4378235, 0.6791787, 0.95257413])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.6224593312018546, 0.18242552380635632])] },
  ],
});
