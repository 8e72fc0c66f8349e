/** EuclideanNorm: the root of the sum of squares, over axes. */
import { divOf, f32, i32, reducedShapeOf, reductionOp, type Output } from '../../op.ts';

export const euclideanNorm = reductionOp({
  type: 'EuclideanNorm', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 0, wide: true, finish: Math.sqrt,
  combine: (sum, x) => sum + x * x,
  gradient: (g) => {
    const [x, axes] = g.x as [Output, Output];
    let [y, dy] = [g.y[0], g.dy[0]!];
    if (g.attrs.keep_dims !== true) {
      const kept = reducedShapeOf(g, g.shapeOf(x), axes);
      y = g.apply('Reshape', [y, kept])[0];
      dy = g.apply('Reshape', [dy, kept])[0];
    }
    return [divOf(g, x, divOf(g, y, dy)), null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false }, outputs: [f32([3], [4.1231055, 5.3851647, 7.1589108])] },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([3], [0, 1, 2])], attrs: { keep_dims: false }, outputs: [f32([], [14.282857])] },
    { inputs: [i32([2, 3], [1, -2, 3, 4, 5, 6]), i32([1], [1])], attrs: { keep_dims: true }, differentiable: false, outputs: [i32([2, 1], [3, 8])] },
  ],
});
