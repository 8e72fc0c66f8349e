/** Polygamma: derivatives of the digamma function. */
import { addOf, binaryOp, f32, mulOf, polygamma, sumOf, type Output } from '../../op.ts';

export const polygammaOp = binaryOp({
  type: 'Polygamma', signature: 'a:T x:T -> z:T | T:type{float32,float64}', f: polygamma, gradient: (g) => {
    const [n, x] = g.x as [Output, Output];
    const shapes = [g.shapeOf(n), g.shapeOf(x)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs');
    return g.after([g.dy[0]!], () => {
      const partial = g.apply('Polygamma', [addOf(g, n, 1), x])[0];
      return [null, g.apply('Reshape', [sumOf(g, mulOf(g, partial, g.dy[0]!), axes[1]), shapes[1]])[0]];
    });
  },
  examples: [
    { inputs: [f32([3], [1, 2, 0]), f32([3], [1, 0.3, 4])], differentiable: false, outputs: [f32([3], [1.644934, -75.27252, 1.2561177])] },
  ],
});
