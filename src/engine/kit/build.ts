/** What gradients build again and again: shapes, sizes, slices and joins, with the nodes and names of TensorFlow's Python (ops/array_ops.py). */
import { i32, isFull, sizeOf, tensor, type DType, type Tensor } from '../dtype.ts';
import type { Attrs, Gradient, Operand, Output } from '../op-def.ts';

/** `array_ops.shape(x, out_type)` */
export function shapeAs(g: Gradient, x: Output, dtype: DType = 'int32', attrs: Attrs = {}): Output {
  const shape = g.shape(x);
  return isFull(shape) ? g.constant(tensor(dtype, [shape.length], shape), 'Shape') : g.emit('Shape', [x], { ...attrs, out_type: dtype }, 'Shape')[0];
}

/** `array_ops.size(x)` */
export function sizeAs(g: Gradient, x: Output, dtype: DType = 'int32'): Output {
  const shape = g.shape(x);
  if (isFull(shape)) return g.constant(tensor(dtype, [], [sizeOf(shape)]), 'Size');
  return shape?.includes(0) ? g.constant(tensor(dtype, [], [0]), 'Size') : g.emit('Size', [x], { out_type: dtype }, 'Size')[0];
}

/** `array_ops.rank(x)` */
export function rankOf(g: Gradient, x: Output): Output {
  const shape = g.shape(x);
  return shape ? g.constant(i32([], [shape.length]), 'Rank') : g.emit('Rank', [x], {}, 'Rank')[0];
}

/** `array_ops.reshape(x, shape)` */
export const reshapeTo = (g: Gradient, x: Output, shape: Operand): Output => g.apply('Reshape', [x, shape], {}, 'Reshape')[0];

/** `array_ops.concat(values, axis)`: lists of numbers among the values become constants. */
export const concatOf = (g: Gradient, values: readonly Operand[], axis: Operand): Output => g.apply('ConcatV2', [values as readonly Output[], axis], {}, 'concat')[0];

/** `array_ops.stack(values)` where a tensor is among them: the numbers become constants named by their place. */
export function stackOf(g: Gradient, values: readonly (Output | number)[], name = 'stack'): Output {
  return g.scope(name, (own) => {
    const dtype = g.dtype(values.find((v) => typeof v === 'object') as Output);
    const parts = values.map((v, i) => (typeof v === 'number' ? g.constant(tensor(dtype, [], [v]), String(i)) : v));
    return g.emit('Pack', parts, {}, own)[0];
  });
}

interface Part { readonly begin: number | Output; readonly end: number | Output; readonly stride: number | Output; readonly beginMask: boolean; readonly endMask: boolean; readonly shrink: boolean }

function sliced(g: Gradient, x: Output, part: Part): Output {
  return g.scope('strided_slice', (own) => {
    const pack = (v: number | Output, name: string): Output => (typeof v === 'number' ? g.constant(i32([1], [v]), name) : stackOf(g, [v], name));
    const inputs = [x, pack(part.begin, 'stack'), pack(part.end, 'stack_1'), pack(part.stride, 'stack_2')];
    return g.emit('StridedSlice', inputs, { begin_mask: Number(part.beginMask), end_mask: Number(part.endMask), ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: Number(part.shrink) }, own)[0];
  });
}

/** `x[begin:end]` in Python, of numbers, tensors or nothing. */
export function sliceOf(g: Gradient, x: Output, begin: number | Output | null, end: number | Output | null): Output {
  // Beside a tensor, what is left out becomes a constant of its dtype.
  const typed = [begin, end].find((v) => typeof v === 'object' && v !== null);
  const absent = (v: number): number | Output => (typed ? g.constant(tensor(g.dtype(typed), [], [v]), 'Const') : v);
  const from = begin ?? absent(0);
  const to = end ?? absent(0);
  return sliced(g, x, { begin: from, end: to, stride: absent(1), beginMask: begin === null, endMask: end === null, shrink: false });
}

/** `x[index]` in Python. A tensor as index is added 1 for the end. */
export function itemOf(g: Gradient, x: Output, index: number | Output): Output {
  const end = typeof index === 'number' ? index + 1 : g.apply('AddV2', [index, 1], {}, 'add')[0];
  return sliced(g, x, { begin: index, end, stride: 1, beginMask: false, endMask: false, shrink: true });
}

/** `math_ops.range(start, limit, delta)` */
export function rangeOf(g: Gradient, start: Operand, limit: Operand, delta: Operand = 1): Output {
  return g.scope('range', (own) => {
    const int = (v: Operand, name: string): Output => (typeof v === 'number' ? g.constant(i32([], [v]), name) : (v as Output));
    const inputs = [int(start, 'start'), int(limit, 'limit'), int(delta, 'delta')];
    // All take the widest dtype among them.
    const widest = (['float64', 'float32', 'int64', 'int32'] as const).find((d) => inputs.some((o) => g.dtype(o) === d)) ?? 'int32';
    const cast = inputs.map((o) => (g.dtype(o) === widest ? o : g.emit('Cast', [o], { SrcT: g.dtype(o), DstT: widest }, 'Cast')[0]));
    return g.emit('Range', cast, {}, own)[0];
  });
}

/** `array_ops.transpose(x, perm)` */
export const transposeBy = (g: Gradient, x: Output, perm: Operand): Output => g.scope('transpose', (own) => g.apply('Transpose', [x, perm], {}, own)[0]);

/** A host tensor where Python knows the value, else the output itself. */
export const known = (g: Gradient, o: Output): Output | Tensor => g.constantValue(o) ?? o;

/** A gradient as a dense tensor, made before anything else (array_grad.py `_IndexedSlicesToTensorNoWarning`). */
export function denseOf(g: Gradient, dy: Output): Output {
  const rows = g.slices(dy);
  if (!rows) return dy;
  const first = itemOf(g, rows.denseShape!, 0);
  return g.apply('UnsortedSegmentSum', [rows.values, rows.indices, first])[0];
}
