/** Shapes of tensors, known and at run time, and tensors in other shapes. */
import { i32, type DType } from '../../engine/dtype.ts';
import { broadcast } from '../../lib/broadcast.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { asShape, TensorShape } from '../shape.ts';
import { asList, concat, fail, itemAt, num, nums, range, rank, renamed, reshape as reshapeTo, shape as shapeOf, size as sizeOf, stack, type Name, type Named } from './parts.ts';

interface ShapeOptions extends Named { readonly out_type?: unknown }
const typed = ({ name, out_type }: ShapeOptions): { name?: Name; out_type?: DType } => { const t = asDTypeOrNull(out_type); return t ? { name, out_type: t } : { name }; };

/** `tf.shape(input, name, out_type)` */
export const shape = (tf: Context, input: TensorLike, options: ShapeOptions = {}): Tensor => shapeOf(tf, input, typed(options));
/** `tf.size(input, name, out_type)` */
export const size = (tf: Context, input: TensorLike, options: ShapeOptions = {}): Tensor => sizeOf(tf, input, typed(options));
export { rank } from './parts.ts';

/** `tf.shape_n(input, out_type, name)` */
export const shapeN = (tf: Context, input: readonly TensorLike[], { out_type, name }: ShapeOptions = {}): Tensor[] => tf.apply('ShapeN', [asList(input)], { out_type: asDTypeOrNull(out_type) ?? 'int32' }, name);

/** `tf.reshape(tensor, shape, name)` */
export const reshape = (tf: Context, tensor: TensorLike, dims: TensorLike, { name }: Named = {}): Tensor => reshapeTo(tf, tensor, dims, { name });

/** `tf.expand_dims(input, axis, name, dim)` */
export function expandDims(tf: Context, input: TensorLike, { axis, dim, name }: { axis?: unknown; dim?: unknown } & Named = {}): Tensor {
  const at = renamed(axis, dim, 'axis', 'dim');
  if (at === null || at === undefined) fail('ValueError', 'Must specify an axis argument to tf.expand_dims()');
  return tf.gen('ExpandDims', [input, at], NONE, name);
}

/** `tf.squeeze(input, axis, name, squeeze_dims)` */
export function squeeze(tf: Context, input: TensorLike, { axis, squeeze_dims, name }: { axis?: unknown; squeeze_dims?: unknown } & Named = {}): Tensor {
  const at = renamed(axis, squeeze_dims, 'axis', 'squeeze_dims');
  const axes = at === null || at === undefined ? [] : (nums(at) ?? [num(at)!]);
  return tf.gen('Squeeze', [input], { squeeze_dims: axes }, name);
}

/** `tf.broadcast_to(input, shape, name)` */
export const broadcastTo = (tf: Context, input: TensorLike, dims: TensorLike, { name }: Named = {}): Tensor => tf.gen('BroadcastTo', [input, dims], NONE, name);
/** `tf.broadcast_dynamic_shape(shape_x, shape_y)` */
export const broadcastDynamicShape = (tf: Context, x: TensorLike, y: TensorLike): Tensor => tf.gen('BroadcastArgs', [x, y]);

/** `tf.broadcast_static_shape(shape_x, shape_y)` */
export function broadcastStaticShape(_: Context, x: unknown, y: unknown): TensorShape {
  const [a, b] = [asShape(x), asShape(y)];
  if (!a || !b) return new TensorShape(null);
  const out = broadcast(a, b);
  return out ? new TensorShape(out) : fail('ValueError', `Incompatible shapes for broadcasting: ${String(new TensorShape(a))} and ${String(new TensorShape(b))}`);
}

/** `tf.transpose(a, perm, name, conjugate)` */
export const transpose = (tf: Context, a: TensorLike, { perm, name }: { perm?: TensorLike; name?: Name; conjugate?: unknown } = {}): Tensor => tf.within(name ?? 'transpose', (own) => {
  const t = tf.convert(a, { name: 'a' });
  if (perm !== null && perm !== undefined) return tf.gen('Transpose', [t, perm], NONE, own);
  if (t.shape) {
    const n = t.shape.length;
    return tf.gen('Transpose', [t, i32([n], Array.from({ length: n }, (_, i) => n - 1 - i))], NONE, own);
  }
  const count = tf.op('Rank', [t], NONE, 'Rank');
  const last = tf.within('sub', (sub) => tf.gen('Sub', [count, 1], NONE, sub));
  return tf.gen('Transpose', [t, range(tf, last, -1, -1)], NONE, own);
});

/** `tf.matrix_transpose(a, name, conjugate)`: the last two axes. */
export const matrixTranspose = (tf: Context, a: TensorLike, { name }: { conjugate?: unknown } & Named = {}): Tensor => tf.within(name ?? 'matrix_transpose', () => {
  const t = tf.convert(a, { name: 'a' });
  if (t.shape) {
    const n = t.shape.length;
    if (n < 2) fail('ValueError', `Argument \`a\` should be a (batch) matrix with rank >= 2.  Received \`a\` = ${String(t)} with shape: ${String(new TensorShape(t.shape))}`);
    return transpose(tf, t, { perm: [...Array.from({ length: n - 2 }, (_, i) => i), n - 1, n - 2] });
  }
  const n = rank(tf, t);
  const less = (k: number): Tensor => tf.within('sub', (own) => tf.gen('Sub', [n, k], NONE, own));
  const front = range(tf, 0, less(2), 1);
  return transpose(tf, t, { perm: concat(tf, [front, [less(1), less(2)]], 0) });
});

/** `tf.required_space_to_batch_paddings(input_shape, block_shape, base_paddings, name)`, of known shapes as constants. */
export const requiredSpaceToBatchPaddings = (tf: Context, inputShape: TensorLike, blockShape: TensorLike, { base_paddings, name }: { base_paddings?: TensorLike } & Named = {}): [Tensor, Tensor] => tf.within(name ?? 'required_space_to_batch_paddings', () => {
  const input = tf.convert(inputShape, { dtype: 'int32', name: 'input_shape' });
  const block = tf.convert(blockShape, { dtype: 'int32', name: 'block_shape' });
  const count = block.shape?.[0];
  if (typeof count !== 'number') return fail('ValueError', `Shape ${String(new TensorShape(block.shape))} is not fully defined`);
  const base = base_paddings === null || base_paddings === undefined ? tf.constant(i32([count, 2], new Array<number>(2 * count).fill(0)), 'zeros') : tf.convert(base_paddings, { dtype: 'int32', name: 'base_paddings' });
  const [i, b, p] = [input, block, base].map((t) => t.graph.constantValue(t)?.data as ArrayLike<number> | undefined);
  if (i && b && p) {
    const extra = Array.from({ length: count }, (_, k) => { const full = i[k] + p[2 * k] + p[2 * k + 1]; return (b[k] - (full % b[k])) % b[k]; });
    return [
      stack(tf, extra.map((e, k) => [p[2 * k], p[2 * k + 1] + e]), { name: 'paddings' }),
      stack(tf, extra.map((e) => [0, e]), { name: 'crops' }),
    ];
  }
  const op = (type: string, leaf: string, x: TensorLike, y: TensorLike): Tensor => tf.within(leaf, (own) => tf.gen(type, [x, y], NONE, own));
  const columns = [0, 1].map((k) => column(tf, base, k)) as [Tensor, Tensor];
  const full = op('AddV2', 'add', op('AddV2', 'add', input, columns[0]), columns[1]);
  const extra = op('FloorMod', 'mod', op('Sub', 'sub', block, op('FloorMod', 'mod', full, block)), block);
  const end = op('AddV2', 'add', columns[1], extra);
  const rows = Array.from({ length: count }, (_, k) => [itemAt(tf, columns[0], k), itemAt(tf, end, k)]);
  const paddings = stack(tf, rows, { name: 'paddings' });
  const crops = stack(tf, Array.from({ length: count }, (_, k) => [0, itemAt(tf, extra, k)]), { name: 'crops' });
  return [paddings, crops];
});

const column = (tf: Context, t: Tensor, k: number): Tensor => tf.within('strided_slice', (own) => {
  const part = (list: number[], name: string): Tensor => tf.constant(i32([2], list), name);
  return tf.op('StridedSlice', [t, part([0, k], 'stack'), part([0, k + 1], 'stack_1'), part([1, 1], 'stack_2')], { begin_mask: 1, end_mask: 1, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 2 }, own);
});
