/** Asinh: the inverse hyperbolic sine. */
import { f32, of1, tensor, unaryOp, waits } from '../../op.ts';

export const asinh = unaryOp({
  type: 'Asinh', f: Math.asinh, gradient: waits((g, dy) => g.apply('RealDiv', [dy, of1(g, 'Cosh', g.y[0])], {}, 'truediv')[0]),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.48121184, -1.1947632, 1.4436355, -0.24746647, 0.6931472, 1.8184465])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.48121182505960347, -1.1947632172871094])] },
  ],
});
