/** Prod: the product over axes. */
import { addOf, broadcastTo, castOf, concatOf, gatherOf, modOf, mulOf, rangeOf, rankOf, reducedShapeOf, reduceOf, reductionOp, transposeBy, type Output } from '../op.ts';

export const prod = reductionOp({
  type: 'Prod', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 1, combine: (product, x) => product * x,
  gradient(g) {
    // math_grad.py `_ProdGrad`: the product of all other elements, by running products from both ends, so that zeros do no harm.
    const [x, axes] = g.x as [Output, Output];
    const reshape = (t: Output, to: Parameters<typeof g.apply>[1][number]): Output => g.apply('Reshape', [t, to])[0];
    const shape = g.shapeOf(x);
    const flatAxes = reshape(axes, [-1]);
    let dy = g.dy[0]!;
    if (g.attrs.keep_dims !== true) dy = reshape(dy, reducedShapeOf(g, shape, axes));
    dy = broadcastTo(g, dy, shape);
    const { perm, sizes } = g.onDevice('/cpu:0', () => {
      const rank = rankOf(g, x);
      const reduced = castOf(g, modOf(g, addOf(g, flatAxes, rank), rank), 'int32');
      const other = g.emit('ListDiff', [rangeOf(g, 0, rank), reduced], { out_idx: 'int32' }, 'ListDiff')[0];
      const order = concatOf(g, [reduced, other], 0);
      const count = (of: Output): Output => reduceOf(g, 'Prod', gatherOf(g, shape, of), null);
      const first = count(reduced);
      return { perm: order, sizes: [first, count(other)] };
    });
    const permuted = transposeBy(g, x, perm);
    const permutedShape = g.shapeOf(permuted);
    const rows = g.scope('Reshape', (own) => g.emit('Reshape', [permuted, g.scope('shape', (inner) => g.emit('Pack', sizes, {}, inner)[0])], {}, own)[0]);
    const running = (reverse: boolean): Output => g.scope('Cumprod', (own) => g.apply('Cumprod', [rows, 0], { exclusive: true, reverse }, own)[0]);
    const left = running(false);
    const y = reshape(mulOf(g, left, running(true)), permutedShape);
    const back = transposeBy(g, y, g.apply('InvertPermutation', [perm])[0]);
    return [reshape(mulOf(g, dy, back), shape), null];
  },
});
