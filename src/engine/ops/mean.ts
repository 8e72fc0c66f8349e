/** Mean over axes: the sum, divided once. */
import { addOf, castOf, divOf, gatherOf, isFull, modOf, plus, reduceOf, reductionOp, sizeOf, sumGradient, tensor, type Output } from '../op.ts';

export const mean = reductionOp({
  type: 'Mean', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 0,
  combine: plus,
  finish: (total, n) => total / n,
  gradient(g) {
    // math_grad.py `_MeanGrad`: the gradient of Sum, divided by how many elements each output is the mean of.
    const [x, axes] = g.x as [Output, Output];
    const sum = sumGradient(g);
    const [from, to] = [g.shape(x), g.shape(g.y[0])];
    if (isFull(from) && isFull(to)) {
      const factor = g.constant(tensor(g.dtype(sum), [], [Math.floor(sizeOf(from) / Math.max(sizeOf(to), 1))]));
      return [divOf(g, sum, factor), null];
    }
    const shape = g.shapeOf(x);
    const rank = g.shape(shape)![0];
    const size = rank === null ? g.emit('Size', [shape], { out_type: 'int32' }, 'Size')[0] : g.constant(tensor('int32', [], [rank]), 'Size');
    const wrapped = modOf(g, addOf(g, axes, size), size);
    const factor = reduceOf(g, 'Prod', gatherOf(g, shape, wrapped), null);
    return [divOf(g, sum, castOf(g, factor, g.dtype(sum))), null];
  },
});
