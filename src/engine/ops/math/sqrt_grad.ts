/** SqrtGrad: the gradient of y = √x: dy / (2 y). */
import { binaryOp, divOf, f32, mulOf, negOf, waits } from '../../op.ts';

export const sqrtGrad = binaryOp({
  type: 'SqrtGrad', signature: 'y:T dy:T -> z:T | T:type', f: (y, dy) => (0.5 * dy) / y, single: (y, dy) => (dy === 0 ? 0 : Math.fround(0.5 / y) * dy), tail: (y, dy) => (dy === 0 ? 0 : (0.5 * dy) / y), gradient: waits((g, dy) => {
    const ga = divOf(g, dy, g.x[0]);
    return [mulOf(g, negOf(g, ga), g.y[0]), mulOf(g, 0.5, ga)];
  }),
  examples: [
    { inputs: [f32([4], [0.5, 0.25, -0.75, 0.9]), f32([4], [1, 2, 3, -4])], outputs: [f32([4], [1, 4, -2, -2.2222223])] },
  ],
});
