/** Xdivy: x / y, and 0 where x is 0. */
import { binaryOp, castNumber, castOf, f32, mulOf, negOf, powOf, sumOf, type Output } from '../../op.ts';

export const xdivy = binaryOp({
  type: 'Xdivy', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => (x === 0 ? 0 : x / y), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const shapes = [g.shapeOf(x), g.shapeOf(y)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs');
    return g.after([g.dy[0]!], () => {
      const zero = castNumber(g, 0, g.dtype(x));
      const some = castOf(g, g.apply('NotEqual', [x, zero])[0], g.dtype(x));
      const px = g.apply('Xdivy', [some, y])[0];
      const py = g.apply('Xdivy', [negOf(g, x), powOf(g, y, 2)])[0];
      const back = (partial: Output, i: 0 | 1): Output => g.apply('Reshape', [sumOf(g, mulOf(g, partial, g.dy[0]!), axes[i]), shapes[i]])[0];
      return [back(px, 0), back(py, 1)];
    });
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2.5, 3, 4, 5, 6]), f32([2, 3], [0.5, 2, 1, 4, 0.25, 3])], outputs: [f32([2, 3], [2, 1.25, 3, 1, 20, 2])] },
    { inputs: [f32([2, 3], [1, 2.5, 3, 4, 5, 6]), f32([3], [1, 2, 3])], outputs: [f32([2, 3], [1, 1.25, 1, 4, 2.5, 2])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [0.33333334, 0.25, 0.2, 0.6666667, 0.5, 0.4])] },
    { inputs: [f32([2], [0, 0]), f32([2], [1, 0])], differentiable: false, outputs: [f32([2], [0, 0])] },
  ],
});
