/** Atan2: the angle of the point (x, y). */
import { addOf, binaryOp, divOf, f32, mulOf, negOf, of1, reduceGradients, type Output } from '../../op.ts';

export const atan2 = binaryOp({
  type: 'Atan2', signature: 'y:T x:T -> z:T | T:type', f: Math.atan2, gradient: (g) => {
    const [y, x] = g.x as [Output, Output];
    const [gy, gx] = g.after([g.dy[0]!], () => {
      const scaled = divOf(g, g.dy[0]!, addOf(g, of1(g, 'Square', y), of1(g, 'Square', x)));
      const first = mulOf(g, x, scaled);
      return [first, mulOf(g, negOf(g, y), scaled)];
    });
    return g.after([g.dy[0]!], () => reduceGradients(g, y, x, gy, gx));
  },
  examples: [
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])], outputs: [f32([2, 3], [1.1071488, -0.7853982, 1.8925469, 0.7853982, 1.5208379, -1.1071488])] },
    { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([3], [10, 20, -30])], outputs: [f32([2, 3], [0.09966865, -0.09966865, 3.041924, 0.3805064, 0.24497867, -2.9441972])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [0.32175055, 0.24497867, 0.19739556, 0.5880026, 0.4636476, 0.3805064])] },
    { inputs: [f32([], [2]), f32([2, 3], [1, -2, 3, 4, 5, -6])], outputs: [f32([2, 3], [1.1071488, 2.3561945, 0.5880026, 0.4636476, 0.3805064, 2.819842])] },
  ],
});
