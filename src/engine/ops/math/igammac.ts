/** Igammac: the regularised upper incomplete gamma function. */
import { addOf, binaryOp, f32, igammac, mulOf, negOf, of1, subOf, sumOf, type Output } from '../../op.ts';

export const igammacOp = binaryOp({
  type: 'Igammac', signature: 'a:T x:T -> z:T | T:type', f: igammac, gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const shapes = [g.shapeOf(x), g.shapeOf(y)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs');
    return g.after([g.dy[0]!], () => {
      const px = g.apply('IgammaGradA', [x, y])[0];
      const logs = mulOf(g, subOf(g, x, 1), of1(g, 'Log', y));
      const py = of1(g, 'Exp', subOf(g, addOf(g, negOf(g, y), logs), of1(g, 'Lgamma', x)));
      const back = (partial: Output, i: 0 | 1): Output => g.apply('Reshape', [sumOf(g, mulOf(g, partial, g.dy[0]!), axes[i]), shapes[i]])[0];
      return [back(px, 0), back(py, 1)];
    }).map((p) => negOf(g, p));
  },
  examples: [
    { inputs: [f32([3], [0.5, 2, 3]), f32([3], [1, 0.3, 4])], outputs: [f32([3], [0.15729916, 0.96306366, 0.23810332])] },
  ],
});
