/** Tan: the tangent. */
import { f32, mulOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const tan = unaryOp({
  type: 'Tan', f: Math.tan, gradient: waits((g, dy) => mulOf(g, of1(g, 'Square', of1(g, 'Reciprocal', of1(g, 'Cos', g.x[0]))), dy)),
  examples: [
    { inputs: [f32([6], [0.5, -0.75, 0.25, -0.1, 0, 0.9])], outputs: [f32([6], [0.5463025, -0.93159646, 0.25534192, -0.100334674, 0, 1.2601582])] },
    { inputs: [tensor('float64', [2], [0.5, -0.75])], outputs: [tensor('float64', [2], [0.5463024898437905, -0.9315964599440725])] },
  ],
});
