/** What gradients compute with: Python's operators and the functions of math_ops.py and array_ops.py, with the nodes and names that they build. */
import { i32, isFull, sizeOf, tensor, type DType, type Shape } from '../dtype.ts';
import type { Gradient, Operand, Output } from '../op-def.ts';

const infix = (type: string, name: string) => (g: Gradient, x: Operand, y: Operand): Output =>
  // A number on the left takes the dtype of the tensor on the right.
  g.apply(type, [typeof x === 'number' ? tensor(g.dtype(y as Output), [], [x]) : x, y], {}, name)[0];
/** `x * y`, `x + y`, … of tensors and numbers. */
export const mulOf = infix('Mul', 'mul');
export const addOf = infix('AddV2', 'add');
export const subOf = infix('Sub', 'sub');
export const divOf = infix('RealDiv', 'truediv');
export const modOf = infix('FloorMod', 'mod');
export const powOf = infix('Pow', 'pow');
/** `-x`; rows stay rows. */
export const negOf = (g: Gradient, x: Output): Output => g.apply('Neg', [x])[0];
/** An op of one input under its own name. */
export const of1 = (g: Gradient, type: string, x: Operand): Output => g.apply(type, [x])[0];

/** `math_ops.cast(x, dtype)` */
export const castOf = (g: Gradient, x: Output, dtype: DType): Output => (g.dtype(x) === dtype ? x : g.emit('Cast', [x], { SrcT: g.dtype(x), DstT: dtype }, 'Cast')[0]);
/** `math_ops.cast(0.5, dtype)`: a float32 constant in a scope, and a Cast to other dtypes. */
export const castNumber = (g: Gradient, v: number, dtype: DType): Output => g.scope('Cast', (own) => {
  const c = g.constant(tensor('float32', [], [v]), 'x');
  return dtype === 'float32' ? c : g.emit('Cast', [c], { SrcT: 'float32', DstT: dtype }, own)[0];
});
/** `array_ops.gather(params, indices)` */
export const gatherOf = (g: Gradient, params: Output, indices: Output): Output => g.apply('GatherV2', [params, indices, 0], { batch_dims: 0 })[0];
/** `array_ops.where_v2(condition, x, y)` */
export const whereOf = (g: Gradient, condition: Output, x: Operand, y: Operand): Output => g.apply('SelectV2', [condition, x, y])[0];
/** `array_ops.broadcast_to(x, shape)` */
export const broadcastTo = (g: Gradient, x: Output, shape: Operand): Output => g.apply('BroadcastTo', [x, shape])[0];

function fillAs(g: Gradient, dims: Output, value: number, dtype: DType, name: string): Output {
  return g.scope(name, (own) => {
    const vector = g.shape(dims)?.length === 0 ? g.apply('Reshape', [dims, [-1]])[0] : dims;
    return g.emit('Fill', [vector, g.constant(tensor(dtype, [], [value]))], {}, own)[0];
  });
}
/** `array_ops.ones(shape, dtype)` of a shape that is a tensor. */
export const onesAs = (g: Gradient, dims: Output, dtype: DType): Output => fillAs(g, dims, 1, dtype, 'ones');
export const zerosAs = (g: Gradient, dims: Output, dtype: DType): Output => fillAs(g, dims, 0, dtype, 'zeros');

/** `array_ops.zeros(shape, dtype)` of a known shape. */
export function zerosOf(g: Gradient, shape: readonly number[], dtype: DType, name = 'zeros'): Output {
  const size = sizeOf(shape);
  if (size < 1000) return g.constant(tensor(dtype, shape, new Array<number>(size).fill(0)), name);
  return g.scope(name, (own) => {
    const dims = g.constant(i32([shape.length], shape), 'shape_as_tensor');
    return g.emit('Fill', [dims, g.constant(tensor(dtype, [], [0]))], {}, own)[0];
  });
}
/** `array_ops.zeros([], dtype)` */
export const zeroScalar = (g: Gradient, dtype: DType): Output => zerosOf(g, [], dtype, 'zeros');
/** `array_ops.zeros_like(x)`: a constant where the shape is known. */
export function zerosLikeOf(g: Gradient, x: Output): Output {
  const shape = g.shape(x);
  return isFull(shape) && !g.slices(x) ? zerosOf(g, shape, g.dtype(x), 'zeros_like') : g.apply('ZerosLike', [x], {}, 'zeros_like')[0];
}
/** `array_ops.ones_like(x, dtype)`: shape, value and Fill, always. */
export function onesLikeOf(g: Gradient, x: Output, dtype: DType = g.dtype(x)): Output {
  return g.scope('ones_like', (own) => {
    const shape = g.shape(x);
    const dims = g.scope('Shape', (o) => (isFull(shape) ? g.constant(i32([shape.length], shape), 'shape_as_tensor') : g.emit('Shape', [x], { out_type: 'int32' }, o)[0]));
    return g.emit('Fill', [dims, g.constant(tensor(dtype, [], [1]))], {}, own)[0];
  });
}

const rangeTo = (g: Gradient, limit: Output): Output => g.scope('range', (own) => g.emit('Range', [g.constant(i32([], [0]), 'start'), limit, g.constant(i32([], [1]), 'delta')], {}, own)[0]);

/** `math_ops.reduce_<f>(x, axes)`; null: over all axes. */
export function reduceOf(g: Gradient, type: string, x: Output, axes: Operand | null, keepDims = false): Output {
  const shape = g.shape(x);
  const all = (): Output => (shape && shape.length > 0 ? g.constant(i32([shape.length], shape.map((_, i) => i))) : rangeTo(g, shape ? g.constant(i32([], [0]), 'Rank') : g.emit('Rank', [x], {}, 'Rank')[0]));
  const dims = axes ?? all();
  const made = g.apply(type, [x, dims], { keep_dims: keepDims })[0];
  return made;
}
export const sumOf = (g: Gradient, x: Output, axes: Operand | null, keepDims = false): Output => reduceOf(g, 'Sum', x, axes, keepDims);

/** `array_ops.size(shape)` of a vector. */
function sizeNode(g: Gradient, x: Output): Output {
  const shape = g.shape(x);
  return isFull(shape) ? g.constant(i32([], [sizeOf(shape)]), 'Size') : g.emit('Size', [x], { out_type: 'int32' }, 'Size')[0];
}

/** `math_ops.reduced_shape(shape, axes)`: the shape after a reduction that keeps its dimensions; numbers where both are constant. */
export function reducedShapeOf(g: Gradient, shape: Output, axes: Output): Operand {
  const known = g.constantValue(shape);
  const reduced = known && g.constantValue(axes);
  if (known && reduced) {
    const out = Array.from(known.data as ArrayLike<number>);
    for (const a of Array.from(reduced.data as ArrayLike<number>)) out[a < 0 ? a + out.length : a] = 1;
    return i32([out.length], out);
  }
  const dims = castOf(g, shape, 'int32');
  const wanted = castOf(g, axes, 'int32');
  const rank = sizeNode(g, dims);
  const wrapped = modOf(g, addOf(g, wanted, rank), rank);
  const axesShape = g.shapeOf(wrapped);
  const all = rangeTo(g, rank);
  return g.apply('DynamicStitch', [[all, wrapped], [dims, onesAs(g, axesShape, 'int32')]])[0];
}

/** Whether two operands and the gradient have the same, fully known shape (`_ShapesFullySpecifiedAndEqual`). */
export function sameShapes(g: Gradient, x: Output, y: Output, dy: Output): boolean {
  const [a, b, c] = [x, y, dy].map((o) => g.shape(o)) as [Shape | null, Shape | null, Shape | null];
  return !g.slices(dy) && isFull(a) && isFull(b) && isFull(c) && a.join() === b.join() && a.length === b.length && a.join() === c.join();
}

/** Axes over which each operand was repeated, or null where that is decided by the data (`_InferGradientReductionAxes`). */
function inferAxes(x: Shape | null, y: Shape | null): [number[], number[]] | null {
  if (!x || !y) return null;
  const rank = Math.max(x.length, y.length);
  const axes: [number[], number[]] = [[], []];
  for (let axis = 0; axis < rank; axis++) {
    const xd = axis < rank - x.length ? 1 : x[axis - rank + x.length]!;
    const yd = axis < rank - y.length ? 1 : y[axis - rank + y.length]!;
    if (xd === 1 && yd !== 1) axes[0].push(axis);
    else if (yd === 1 && xd !== 1) axes[1].push(axis);
    else if (xd === null || yd === null) return null;
  }
  return axes;
}

/** Sums gradients of a broadcasting op back to the shapes of its operands (math_grad.py `_ReduceGradientArgs`). */
export function reduceGradients(g: Gradient, x: Output, y: Output, gx: Output | null, gy: Output | null): [Output | null, Output | null] {
  const shapes = [g.shapeOf(x), g.shapeOf(y)] as const;
  const [sx, sy] = [g.shape(x), g.shape(y)];
  const known = inferAxes(sx, sy);
  const axes: readonly [Operand, Operand] = known ?? (g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs') as [Output, Output]);
  const must = known ? [known[0].length > 0 || sx!.length < sy!.length, known[1].length > 0 || sy!.length < sx!.length] : [true, true];
  const back = (grad: Output | null, i: 0 | 1): Output | null => (grad && must[i] ? g.apply('Reshape', [sumOf(g, grad, axes[i], true), shapes[i]])[0] : grad);
  return [back(gx, 0), back(gy, 1)];
}
