/** Zeta: the Hurwitz zeta function. */
import { addOf, binaryOp, f32, mulOf, negOf, sumOf, zeta, type Output } from '../../op.ts';

export const zetaOp = binaryOp({
  type: 'Zeta', signature: 'x:T q:T -> z:T | T:type{float32,float64}', f: zeta, gradient: (g) => {
    const [n, x] = g.x as [Output, Output];
    const shapes = [g.shapeOf(n), g.shapeOf(x)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs');
    return g.after([g.dy[0]!], () => {
      const partial = mulOf(g, negOf(g, n), g.apply('Zeta', [addOf(g, n, 1), x])[0]);
      return [null, g.apply('Reshape', [sumOf(g, mulOf(g, partial, g.dy[0]!), axes[1]), shapes[1]])[0]];
    });
  },
  examples: [
    { inputs: [f32([3], [1.5, 2, 3]), f32([3], [1, 0.3, 4])], differentiable: false, outputs: [f32([3], [2.6123753, 12.245363, 0.040019874])] },
  ],
});
