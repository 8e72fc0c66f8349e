/** Tanh: the hyperbolic tangent. */
import { f32, tanh32, tensor, unaryOp, waits } from '../../op.ts';

export const tanh = unaryOp({
  type: 'Tanh', f: Math.tanh, single: tanh32, gradient: waits((g, dy) => g.apply('TanhGrad', [g.y[0], dy])[0]),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.46211717, -0.9051482, 0.9640276, -0.24491866, 0.635149, 0.9950547])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.46211715726000974, -0.9051482536448664])] },
  ],
});
