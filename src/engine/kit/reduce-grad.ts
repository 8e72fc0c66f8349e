/** Gradients of reductions (math_grad.py `_SumGrad`, `_MinOrMaxGrad`). */
import { i32, isFull } from '../dtype.ts';
import type { Gradient, Operand, Output } from '../op-def.ts';
import { broadcastTo, castOf, mulOf, reducedShapeOf, sumOf } from './arith.ts';

const reshape = (g: Gradient, x: Output, shape: Operand): Output => g.apply('Reshape', [x, shape])[0];

/** The gradient of a sum: spread over what was summed. */
export function sumGradient(g: Gradient): Output {
  const [x, axesInput] = g.x as [Output, Output];
  const dy = g.dy[0]!;
  const shape = g.shape(x);
  const axes = shape && g.constantValue(axesInput);
  if (shape && axes) {
    const list = Array.from(axes.data as ArrayLike<number>);
    if (axes.shape.length === 1 && list.length === shape.length && list.every((a, i) => a === i)) {
      const to = reshape(g, dy, shape.map(() => 1));
      const times = isFull(shape) ? g.constant(i32([shape.length], shape)) : g.emit('Shape', [x], { out_type: 'int32' }, 'Shape')[0];
      return g.apply('Tile', [to, times])[0];
    }
    if (isFull(shape)) {
      const key = `reduced ${shape.join()} over ${list.join()}`;
      const kept = shape.map((d, i) => (list.some((a) => a === i || a + shape.length === i) ? 1 : d));
      if (!g.cache.has(key)) {
        // How often to repeat is computed by nodes that nothing uses, once a graph.
        const most = g.apply('Maximum', [i32([kept.length], kept), 1])[0];
        g.apply('FloorDiv', [i32([shape.length], shape), most], {}, 'floordiv');
        g.cache.set(key, true);
      }
      return g.apply('Tile', [reshape(g, dy, i32([kept.length], kept)), i32([shape.length], shape.map((d, i) => Math.floor(d / Math.max(kept[i], 1))))])[0];
    }
  }
  const inputShape = g.shapeOf(x);
  if (g.attrs.keep_dims === true) return broadcastTo(g, dy, inputShape);
  const kept = g.colocate(inputShape, () => reducedShapeOf(g, inputShape, axesInput));
  return broadcastTo(g, reshape(g, dy, kept), inputShape);
}

/** The gradient of a minimum or maximum: shared by all elements that are it. */
export function extremeGradient(g: Gradient): (Output | null)[] {
  const [x, axes] = g.x as [Output, Output];
  const inputShape = g.shapeOf(x);
  let [y, dy] = [g.y[0], g.dy[0]!];
  let kept: Operand;
  if (g.attrs.keep_dims === true) kept = g.shapeOf(y);
  else {
    kept = reducedShapeOf(g, inputShape, axes);
    y = reshape(g, y, kept);
    dy = reshape(g, dy, kept);
  }
  const marks = castOf(g, g.apply('Equal', [y, x])[0], g.dtype(dy));
  const count = reshape(g, sumOf(g, marks, axes), kept);
  return [mulOf(g, g.apply('RealDiv', [marks, count], {}, 'truediv')[0], dy), null];
}
