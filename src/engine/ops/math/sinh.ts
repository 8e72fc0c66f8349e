/** Sinh: the hyperbolic sine. */
import { f32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const sinh = unaryOp({
  type: 'Sinh', f: Math.sinh, gradient: waitsTimes((g, x) => of1(g, 'Cosh', x)),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.5210953, -2.1292794, 3.6268604, -0.25261232, 0.8223167, 10.017875])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.5210953054937474, -2.1292794550948173])] },
  ],
});
