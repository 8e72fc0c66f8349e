/** What the gradients of several ops build with: zeros, ones, slices of shapes. Names and order as in TensorFlow's Python. */
import { arrayType, i32, isFull, sizeOf, tensor } from '../dtype.ts';
import type { Attrs, Gradient, Output } from '../op-def.ts';

const SMALL = 1000;

/** A constant of equal numbers below 1,000 elements, else shape, value and Fill. */
function filled(g: Gradient, like: Output, shape: readonly number[], value: number, name: string): Output {
  const dtype = g.dtype(like);
  const size = sizeOf(shape);
  if (size < SMALL) return g.constant(tensor(dtype, shape, new (arrayType(dtype))(size).fill(value)), name);
  return g.scope(name, (own) => {
    const dims = g.constant(i32([shape.length], shape), 'shape_as_tensor');
    return g.emit('Fill', [dims, g.constant(tensor(dtype, [], [value]), 'Const')], {}, own)[0];
  });
}

/** `array_ops.zeros_like(o)` */
export function zerosLike(g: Gradient, o: Output): Output {
  const shape = g.shape(o);
  return isFull(shape) ? filled(g, o, shape, 0, 'zeros_like') : g.emit('ZerosLike', [o], {}, 'zeros_like')[0];
}

/** Whether Python would know an output for zeros that only stand for a missing gradient. */
export const isZeros = (g: Gradient, o: Output): boolean => g.typeOf(o) === 'ZerosLike';

/** `math_ops.reduce_sum(o, -1, keepdims=True)` */
export const sumLast = (g: Gradient, o: Output): Output => g.apply('Sum', [o, -1], { keep_dims: true }, 'Sum')[0];

/** `array_ops.expand_dims(o, axis)` */
export const expandDims = (g: Gradient, o: Output, axis: number): Output => g.apply('ExpandDims', [o, axis], {}, 'ExpandDims')[0];

/** `o[from:to]` of a vector; null is an open end. */
export function sliceVector(g: Gradient, o: Output, from: number | null, to: number | null): Output {
  return g.scope('strided_slice', (own) => {
    const [begin, end] = [g.constant(i32([1], [from ?? 0]), 'stack'), g.constant(i32([1], [to ?? 0]), 'stack_1')];
    const step = g.constant(i32([1], [1]), 'stack_2');
    return g.emit('StridedSlice', [o, begin, end, step], { begin_mask: from === null ? 1 : 0, end_mask: to === null ? 1 : 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 }, own)[0];
  });
}

/** `array_ops.shape_n(list)` */
export const shapeN = (g: Gradient, list: readonly Output[]): Output[] => g.apply('ShapeN', [list], { out_type: 'int32' }, 'ShapeN');

/** Some attributes of an op, for the ops of its gradient. */
export const pick = (attrs: Attrs, ...names: readonly string[]): Attrs => Object.fromEntries(names.map((n) => [n, attrs[n]]));

/** `array_ops.transpose(o, perm)` */
export const transpose = (g: Gradient, o: Output, perm: readonly number[]): Output => g.apply('Transpose', [o, perm], {}, 'transpose')[0];
