/** Sum over axes, in ascending order of the input, rounded to float32 after each addition. */
import { normalAxes } from '../../lib/reduce.ts';
import { i32, isFull, reductionOp, ShapeError } from '../op.ts';

export const sum = reductionOp({
  type: 'Sum', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 0,
  combine: (total, x) => total + x,
  gradient(g) {
    // Known shapes only: the general form (with Rank, range and DynamicStitch) is not needed by any program here.
    const shape = g.shape(g.x[0]);
    const axes = g.constantValue(g.x[1]);
    if (!isFull(shape) || !axes) throw new ShapeError('the gradient of Sum needs a known shape and constant axes here');
    const reduced = normalAxes(axes.data as Int32Array, shape.length);
    const kept = shape.map((d, i) => (reduced.includes(i) ? 1 : d));
    const to = g.scope('Reshape', (own) => g.emit('Reshape', [g.dy[0]!, g.constant(i32([kept.length], kept), 'shape')], {}, own)[0]);
    const times = g.constant(i32([shape.length], shape.map((d, i) => (reduced.includes(i) ? d : 1))), 'Const');
    return [g.emit('Tile', [to, times], {}, 'Tile')[0], null];
  },
});
