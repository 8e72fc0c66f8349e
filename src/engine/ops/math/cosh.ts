/** Cosh: the hyperbolic cosine. */
import { f32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const cosh = unaryOp({
  type: 'Cosh', f: Math.cosh, gradient: waitsTimes((g, x) => of1(g, 'Sinh', x)),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [1.127626, 2.3524096, 3.7621958, 1.0314131, 1.2946833, 10.067662])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [1.1276259652063807, 2.352409615243247])] },
  ],
});
