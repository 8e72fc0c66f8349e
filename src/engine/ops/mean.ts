/** Mean over axes: the sum in ascending order, divided once. */
import { normalAxes } from '../../lib/reduce.ts';
import { f32, i32, isFull, reductionOp, ShapeError, sizeOf, type Output } from '../op.ts';

export const mean = reductionOp({
  type: 'Mean', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 0,
  combine: (total, x) => total + x,
  finish: (total, n) => total / n,
  gradient(g) {
    // math_grad.py `_MeanGrad`: the gradient of Sum, divided by how many elements each output is the mean of.
    const [x, axesInput] = g.x as [Output, Output];
    const shape = g.shape(x);
    const axes = g.constantValue(axesInput);
    if (!shape || !axes) throw new ShapeError('the gradient of Mean needs a known rank and constant axes here');
    const reduced = normalAxes(axes.data as Int32Array, shape.length);
    const ones = shape.map((d, i) => (reduced.includes(i) ? 1 : d));
    const to = g.scope('Reshape', (own) => g.emit('Reshape', [g.dy[0]!, g.constant(i32([ones.length], ones as number[]), 'shape')], {}, own)[0]);
    if (isFull(shape)) {
      const times = g.constant(i32([shape.length], shape.map((d, i) => (reduced.includes(i) ? d : 1))), 'Const');
      const sum = g.emit('Tile', [to, times], {}, 'Tile')[0];
      const factor = g.constant(f32([], [sizeOf(shape) / Math.max(sizeOf(g.shape(g.y[0]) as number[]), 1)]), 'Const');
      return [g.emit('RealDiv', [sum, factor], {}, 'truediv')[0], null];
    }
    if (ones.includes(null) || reduced.length !== shape.length) throw new ShapeError('the gradient of Mean over some axes of an unknown shape is not known here');
    const sum = g.emit('Tile', [to, g.emit('Shape', [x], { out_type: 'int32' }, 'Shape')[0]], {}, 'Tile')[0];
    // The number of elements: the product of the reduced dimensions of the shape at run time.
    const dynamic = g.emit('Shape', [x], { out_type: 'int32' }, 'Shape')[0];
    const rank = g.constant(i32([], [shape.length]), 'Size');
    const wrapped = g.emit('FloorMod', [g.emit('AddV2', [axesInput, rank], {}, 'add')[0], rank], {}, 'mod')[0];
    const picked = g.scope('GatherV2', (own) => g.emit('GatherV2', [dynamic, wrapped, g.constant(i32([], [0]), 'axis')], { batch_dims: 0 }, own)[0]);
    const count = g.emit('Prod', [picked, g.constant(i32([1], [0]), 'Const')], { keep_dims: false }, 'Prod')[0];
    const factor = g.emit('Cast', [count], { SrcT: 'int32', DstT: 'float32' }, 'Cast')[0];
    return [g.emit('RealDiv', [sum, factor], {}, 'truediv')[0], null];
  },
});
