/** Xlog1py: x log(1 + y), and 0 where x is 0. */
import { addOf, binaryOp, castNumber, castOf, f32, mulOf, sumOf, type Output } from '../../op.ts';

export const xlog1py = binaryOp({
  type: 'Xlog1py', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => (x === 0 ? 0 : x * Math.log1p(y)), gradient: (g) => {
    const [x, y] = g.x as [Output, Output];
    const shapes = [g.shapeOf(x), g.shapeOf(y)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs');
    return g.after([g.dy[0]!], () => {
      const zero = castNumber(g, 0, g.dtype(x));
      const some = castOf(g, g.apply('NotEqual', [x, zero])[0], g.dtype(x));
      const px = g.apply('Xlog1py', [some, y])[0];
      const py = g.apply('Xdivy', [x, addOf(g, y, 1)])[0];
      const back = (partial: Output, i: 0 | 1): Output => g.apply('Reshape', [sumOf(g, mulOf(g, partial, g.dy[0]!), axes[i]), shapes[i]])[0];
      return [back(px, 0), back(py, 1)];
    });
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2.5, 3, 4, 5, 6]), f32([2, 3], [0.5, 2, 1, 4, 0.25, 3])], outputs: [f32([2, 3], [0.4054651, 2.7465308, 2.0794415, 6.437752, 1.1157178, 8.317766])] },
    { inputs: [f32([2, 3], [1, 2.5, 3, 4, 5, 6]), f32([3], [1, 2, 3])], outputs: [f32([2, 3], [0.6931472, 2.7465308, 4.158883, 2.7725887, 5.4930615, 8.317766])] },
    { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])], outputs: [f32([2, 3], [1.3862944, 1.609438, 1.7917595, 2.7725887, 3.218876, 3.583519])] },
    { inputs: [f32([2], [0, 0]), f32([2], [1, -1])], differentiable: false, outputs: [f32([2], [0, 0])] },
  ],
});
