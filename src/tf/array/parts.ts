/** What the functions of tf/array build with: small functions of ops/array_ops.py under their usual names. Not bound to Python names themselves. */
import { i32, isFull, sizeOf, tensor, type DType, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { Dimension, TensorShape } from '../shape.ts';
import { Float, Ndarray, Slice } from '../values.ts';
import { getItem } from './indexing.ts';

export interface Named { readonly name?: string | null | undefined }
export type Name = string | OwnName | null | undefined;
export const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** A number that a script gave, or null: Python and numpy numbers, dimensions. */
export function num(v: unknown): number | null {
  if (typeof v === 'number') return v;
  if (v instanceof Float) return v.value;
  if (v instanceof Dimension) return v.value;
  if (v instanceof Ndarray && v.shape.length === 0) return Number(v.data[0]);
  return typeof v === 'boolean' ? Number(v) : null;
}

/** Whole numbers in a list, a tuple, a shape or a vector; null where one is none. */
export function nums(v: unknown): number[] | null {
  const items: unknown[] | null = v instanceof TensorShape ? (v.dims && [...v.dims]) : v instanceof Ndarray && v.shape.length === 1 ? Array.from(v.data as ArrayLike<unknown>, Number) : Array.isArray(v) ? (v as unknown[]) : null;
  const out = items?.map(num);
  return !out || out.some((d) => d === null) ? null : (out as number[]);
}

export const asList = (v: unknown): unknown[] => (Array.isArray(v) ? [...(v as unknown[])] : [v]);

/** `tf.reshape(x, shape)` */
export const reshape = (tf: Context, x: TensorLike, shape: TensorLike, { name }: { name?: Name } = {}): Tensor => tf.gen('Reshape', [x, shape], NONE, name ?? null);

/** `tf.shape(x)`: a constant where it is known. */
export const shape = (tf: Context, x: TensorLike, { name, out_type }: { name?: Name; out_type?: DType } = {}): Tensor => tf.within(name ?? 'Shape', (own) => {
  const t = tf.convert(x);
  const dtype = out_type ?? 'int32';
  return isFull(t.shape) ? tf.constant(tensor(dtype, [t.shape.length], t.shape), own) : tf.op('Shape', [t], { out_type: dtype }, own);
});

/** `shape_internal(x)`: what functions of TensorFlow themselves ask, without a dtype; a known shape keeps the name of its conversion. */
export const shapeInternal = (tf: Context, x: TensorLike): Tensor => tf.within('Shape', (own) => {
  const t = tf.convert(x);
  return isFull(t.shape) ? tf.constant(i32([t.shape.length], t.shape), 'shape_as_tensor') : tf.op('Shape', [t], { out_type: 'int32' }, own);
});

/** `tf.size(x)` */
export const size = (tf: Context, x: TensorLike, { name, out_type }: { name?: Name; out_type?: DType } = {}): Tensor => tf.within(name ?? 'Size', (own) => {
  const t = tf.convert(x);
  const dtype = out_type ?? 'int32';
  if (isFull(t.shape)) return tf.constant(tensor(dtype, [], [sizeOf(t.shape)]), own);
  return t.shape?.includes(0) ? tf.constant(tensor(dtype, [], [0]), own) : tf.op('Size', [t], { out_type: dtype }, own);
});

/** `tf.rank(x)` */
export const rank = (tf: Context, x: TensorLike, { name }: { name?: Name } = {}): Tensor => tf.within(name ?? 'Rank', (own) => {
  const t = tf.convert(x);
  return t.shape ? tf.constant(i32([], [t.shape.length]), own) : tf.op('Rank', [t], NONE, own);
});

/** `tf.concat(values, axis)` */
export function concat(tf: Context, values: TensorLike, axis: TensorLike, { name }: { name?: Name } = {}): Tensor {
  const parts = asList(values);
  if (parts.length === 1) {
    return tf.within(name ?? 'concat', () => {
      const at = tf.convert(axis, { name: 'concat_dim', dtype: 'int32' }).shape;
      if (at && at.length !== 0) fail('ValueError', `Shape ${String(new TensorShape(at))} must have rank 0`);
      return tf.gen('Identity', [parts[0]], NONE, name ?? 'concat');
    });
  }
  return tf.gen('ConcatV2', [parts, axis], NONE, name ?? 'concat');
}

/** `tf.stack(values, axis)` */
export function stack(tf: Context, values: TensorLike, { axis, name }: { axis?: unknown; name?: Name } = {}): Tensor {
  const at = num(axis ?? 0)!;
  if (at === 0) {
    try {
      return tf.convert(values, { name: (name ?? 'stack') as string });
    } catch (error) {
      if (!(error instanceof TensorFlowError) || !['TypeError', 'ValueError', 'NotImplementedError'].includes(error.kind)) throw error;
    }
  }
  const parts = asList(values);
  const first = tf.convert(parts[0], { name: (name ?? 'stack') as string }).shape;
  if (first && (at < -first.length - 1 || at > first.length)) fail('ValueError', `Argument \`axis\` = ${at} not in range [${-first.length - 1}, ${first.length + 1})`);
  return tf.gen('Pack', [parts], { axis: at }, name ?? 'stack');
}

/** `x[from:to]` in Python. */
export const between = (tf: Context, x: Tensor, from: unknown, to: unknown): Tensor => getItem(tf, x, new Slice(from, to, null));
/** `x[i]` in Python. */
export const itemAt = (tf: Context, x: Tensor, i: unknown): Tensor => getItem(tf, x, i);

/** `tf.range(start, limit, delta)` of gen_math_ops: literals become constants in the node's scope. */
export const range = (tf: Context, start: TensorLike, limit: TensorLike, delta: TensorLike = 1, name: Name = 'Range'): Tensor => tf.gen('Range', [start, limit, delta], NONE, name ?? 'Range');

/** gen_math_ops.cast */
export const cast = (tf: Context, x: Tensor, dtype: DType): Tensor => tf.gen('Cast', [x], { DstT: dtype });

/** `tf.zeros([], dtype)` */
export const zerosScalar = (tf: Context, dtype: DType): Tensor => tf.constant(dtype === 'string' ? { dtype, shape: [], data: [''] } : tensor(dtype, [], [0]), 'zeros');

/** `t.set_shape(shape)` */
export function setShape(t: Tensor, more: Shape | null): Tensor {
  if (!more) return t;
  const merged = mergeShapes(t.shape, more);
  if (!merged) return fail('ValueError', `Tensor's shape ${String(new TensorShape(t.shape))} is not compatible with supplied shape ${String(new TensorShape(more))}.`);
  if (merged.shape!.join() !== t.shape?.join() || merged.shape!.length !== t.shape.length) t.graph.setShape(t, merged.shape!);
  return t;
}

/** Which of a parameter and its older name was given. Throws ValueError where both were. */
export function renamed(now: unknown, old: unknown, nowName: string, oldName: string): unknown {
  if (old === null || old === undefined) return now;
  if (now !== null && now !== undefined) fail('ValueError', `Cannot specify both '${oldName}' and '${nowName}'.`);
  return old;
}
