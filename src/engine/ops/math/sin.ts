/** Sin: the sine. */
import { f32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const sin = unaryOp({
  type: 'Sin', f: Math.sin, gradient: waitsTimes((g, x) => of1(g, 'Cos', x)),
  examples: [
    { inputs: [f32([6], [0.5, -1.5, 2, -0.25, 0.75, 3])], outputs: [f32([6], [0.47942555, -0.997495, 0.9092974, -0.24740396, 0.6816388, 0.14112])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [0.479425538604203, -0.9974949866040544])] },
  ],
});
