/** Acosh: the inverse hyperbolic cosine. */
import { f32, of1, tensor, unaryOp, waits } from '../../op.ts';

export const acosh = unaryOp({
  type: 'Acosh', f: Math.acosh, gradient: waits((g, dy) => g.apply('RealDiv', [dy, of1(g, 'Sinh', g.y[0])], {}, 'truediv')[0]),
  examples: [
    { inputs: [f32([3], [1.5, 2, 30])], outputs: [f32([3], [0.9624237, 1.316958, 4.0940666])] },
    { inputs: [tensor('float64', [2], [1.5, 2])], outputs: [tensor('float64', [2], [0.9624236501192069, 1.3169578969248166])] },
  ],
});
