/** Cos: the cosine. */
import { f32, mulOf, negOf, of1, tensor, unaryOp, waits } from '../../op.ts';

export const cos = unaryOp({
  type: 'Cos', f: Math.cos, gradient: waits((g, dy) => mulOf(g, negOf(g, dy), of1(g, 'Sin', g.x[0]))),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.87758255, 0.0707372, -0.41614684, 0.9689124, 0.73168886, -0.9899925])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.8775825618903728, 0.0707372016677029])] },
  ],
});
