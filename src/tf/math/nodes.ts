/** What functions of tf/math build again and again: shapes, ranks, casts, constants, with the nodes of TensorFlow's Python (ops/array_ops.py). Not bound to Python names: those of array functions are tf/array's. */
import { i32, isFull, sizeOf, tensor, type DType, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { TensorFlowError, type Attrs } from '../../engine/op-def.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { Float, Ndarray } from '../values.ts';

export interface Named { readonly name?: string | null | undefined }
export const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** A number that a script gave, or null. */
export const num = (v: unknown): number | null =>
  (typeof v === 'number' ? v : v instanceof Float ? v.value : typeof v === 'boolean' ? Number(v) : v instanceof Ndarray && v.shape.length === 0 ? Number(v.data[0]) : null);
/** Whole numbers that a script gave as a list, a tuple or an array; null for anything else. */
export function ints(v: unknown): number[] | null {
  const list = Array.isArray(v) ? v : v instanceof Ndarray && v.shape.length === 1 ? Array.from(v.data as ArrayLike<unknown>) : null;
  if (!list) return null;
  const out = list.map(num);
  return out.some((d) => d === null) ? null : (out as number[]);
}

/** `tf.cast(x, dtype)` in nodes: the tensor itself where nothing changes. */
export function castTo(tf: Context, x: Tensor, dtype: DType, name: string | OwnName = 'Cast'): Tensor {
  return x.dtype === dtype ? x : tf.op('Cast', [x], { SrcT: x.dtype, DstT: dtype }, name);
}

/** `tf.shape(x)` */
export function shapeOf(tf: Context, x: Tensor, name: string | OwnName = 'Shape', dtype: DType = 'int32'): Tensor {
  const { shape } = x;
  return isFull(shape) ? tf.constant(tensor(dtype, [shape.length], shape), name) : tf.op('Shape', [x], { out_type: dtype }, name);
}
/** `tf.rank(x)`; a literal becomes a constant inside. */
export const rankOf = (tf: Context, x: TensorLike): Tensor => tf.within('Rank', (own) => {
  const t = tf.convert(x);
  return t.shape ? tf.constant(i32([], [t.shape.length]), own) : tf.op('Rank', [t], NONE, own);
});
/** `tf.size(x)` */
export function sizeNode(tf: Context, x: Tensor): Tensor {
  const { shape } = x;
  if (isFull(shape)) return tf.constant(i32([], [sizeOf(shape)]), 'Size');
  return shape?.includes(0) ? tf.constant(i32([], [0]), 'Size') : tf.op('Size', [x], { out_type: 'int32' }, 'Size');
}
export const reshapeTo = (tf: Context, x: Tensor, shape: TensorLike, name?: string | OwnName): Tensor => tf.gen('Reshape', [x, shape], NONE, name ?? null);

/** `tf.zeros(shape, dtype)`, `tf.ones(shape, dtype)` of a shape known here. */
export function filled(tf: Context, shape: readonly number[], value: number, dtype: DType, name: string | OwnName): Tensor {
  const size = sizeOf(shape);
  const scalar = tensor(dtype, [], [value]);
  if (size < 1000) return tf.constant(tensor(dtype, shape, new Array<number>(size).fill(value)), name);
  return tf.within(name, (own) => {
    const dims = tf.constant(i32([shape.length], shape), 'shape_as_tensor');
    return tf.op('Fill', [dims, tf.constant(scalar, 'Const')], NONE, own);
  });
}
/** `tf.zeros_like(x)`: a constant where the shape is known. */
export const zerosLike = (tf: Context, x: Tensor, name: string | OwnName = 'zeros_like'): Tensor =>
  (isFull(x.shape) ? filled(tf, x.shape, 0, x.dtype, name) : tf.op('ZerosLike', [x], NONE, name));

/** `tf.ones_like(x)`: shape, value and Fill, always. */
export function onesLike(tf: Context, x: Tensor, name = 'ones_like', dtype: DType = x.dtype): Tensor {
  return tf.within(name, (own) => {
    const dims = tf.within('Shape', (o) => (isFull(x.shape) ? tf.constant(i32([x.shape.length], x.shape), 'shape_as_tensor') : tf.op('Shape', [x], { out_type: 'int32' }, o)));
    const made = tf.op('Fill', [dims, tf.constant(tensor(dtype, [], [1]), 'Const')], NONE, own);
    refine(made, x.shape);
    return made;
  });
}

/** `t.set_shape(shape)` where the shapes do not contradict each other. */
export function refine(t: Tensor, shape: Shape | null): Tensor {
  const merged = shape === null ? null : mergeShapes(t.shape, shape);
  if (merged?.shape && JSON.stringify(merged.shape) !== JSON.stringify(t.shape)) t.graph.setShape(t, merged.shape);
  return t;
}

/** `tf.range(start, limit, delta)` of whole numbers and int32 tensors. */
export function rangeTo(tf: Context, start: Tensor | number, limit: Tensor | number, delta = 1, name = 'range', dtype: DType = 'int32'): Tensor {
  return tf.within(name, (own) => {
    const of = (v: Tensor | number, n: string): Tensor => (typeof v === 'number' ? tf.constant(tensor(dtype, [], [v]), n) : v);
    return tf.op('Range', [of(start, 'start'), of(limit, 'limit'), of(delta, 'delta')], NONE, own);
  });
}

const SLICE: Attrs = Object.freeze({ begin_mask: 0, ellipsis_mask: 0, end_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 });
/** `t[i]` of a vector, for a whole number. */
export const itemAt = (tf: Context, t: Tensor, i: number): Tensor => tf.within('strided_slice', (own) => {
  const bounds = [i, i + 1, 1].map((v, k) => tf.constant(i32([1], [v]), k === 0 ? 'stack' : `stack_${k}`));
  return tf.op('StridedSlice', [t, ...bounds], { ...SLICE, shrink_axis_mask: 1 }, own);
});

/** A tensor or rows of one, as given; anything else converted. */
export const tensorOrSlices = (tf: Context, v: TensorLike, name?: string): Tensor | IndexedSlices => (v instanceof IndexedSlices ? v : tf.convert(v, { name }));

/** Python's "did the caller use the old name": throws ValueError where both are given. */
export function renamed(now: unknown, old: unknown, nowName: string, oldName: string): unknown {
  const has = (v: unknown): boolean => v !== null && v !== undefined;
  if (has(now) && has(old)) fail('ValueError', `Cannot specify both '${oldName}' and '${nowName}'`);
  return has(now) ? now : has(old) ? old : null;
}
