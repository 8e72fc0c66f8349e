/** Picking and placing elements: gathers, scatters, masks, one-hot rows, unique values, partitions (ops/array_ops.py, data_flow_ops.py). */
import { i32, tensor, type DType, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { asDType, asDTypeOrNull } from '../dtypes.ts';
import { constantValue } from '../constant-value.ts';
import { operator } from '../math/operators.ts';
import { TensorShape } from '../shape.ts';
import { setBooleanMask } from './indexing.ts';
import { meshgrid } from './joins.ts';
import { between, cast, concat, fail, itemAt, num, range, rank, reshape, setShape, shape, stack, type Name, type Named } from './parts.ts';

interface GatherOptions { readonly name?: Name; readonly axis?: TensorLike; readonly batch_dims?: unknown; readonly validate_indices?: unknown }
/** What reads rows of itself: resource variables. */
interface SparseReadable { sparseRead(indices: TensorLike, name: Name): Tensor }
const readsRows = (v: unknown): v is SparseReadable => typeof v === 'object' && v !== null && 'sparseRead' in v;

/** `tf.gather(params, indices, validate_indices, name, axis, batch_dims)` */
export function gather(tf: Context, params: TensorLike, indices: TensorLike, { name, axis, batch_dims }: GatherOptions = {}): Tensor {
  const batch = num(batch_dims ?? 0)!;
  const at = axis ?? batch;
  const known = at instanceof Tensor ? (constantValue(at)?.data[0] ?? null) : num(at);
  if (known === 0 && readsRows(params)) return params.sparseRead(indices, name);
  return tf.gen('GatherV2', [params, indices, at], { batch_dims: known === 0 ? 0 : batch }, name ?? null);
}

/** `tf.gather_nd(params, indices, name, batch_dims)` */
export function gatherNd(tf: Context, params: TensorLike, indices: TensorLike, { name, batch_dims }: { batch_dims?: unknown } & Named = {}): Tensor {
  const batch = num(batch_dims ?? 0)!;
  return batch === 0 ? tf.gen('GatherNd', [params, indices], NONE, name) : batchGatherNd(tf, params, indices, batch, name);
}

function batchGatherNd(tf: Context, paramsLike: TensorLike, indicesLike: TensorLike, batch: number, name: Name): Tensor {
  return tf.within(name ?? 'BatchGatherND', () => {
    let indices = tf.convert(indicesLike, { name: 'indices' });
    const params = tf.convert(paramsLike, { name: 'params' });
    if (batch < 0) fail('ValueError', 'tf.gather_nd does not allow negative batch_dims.');
    const paramsShape = shape(tf, params);
    const indicesShape = shape(tf, indices);
    const batchShape = between(tf, paramsShape, null, batch);
    const batchSize = tf.gen('Prod', [batchShape, [0]], { keep_dims: false });
    const inner = operator(tf, 'sub', operator(tf, 'sub', rank(tf, indices), batch), 1);
    const innerShape = between(tf, indicesShape, batch, -1);
    const dims = tf.apply('Unpack', [batchShape], { num: batch, axis: 0 }, 'unstack');
    const ranges = dims.map((d) => cast(tf, range(tf, 0, cast(tf, d, 'int32'), 1), indices.dtype));
    const mesh = meshgrid(tf, ranges, new Map([['indexing', 'ij']]));
    const flat = mesh.map((x) => reshape(tf, x, [-1]));
    const stacked = stack(tf, flat);
    let grid = tf.within('transpose', (own) => tf.gen('Transpose', [stacked, i32([2], [1, 0])], NONE, own));
    const gridShape = shape(tf, grid);
    const head = between(tf, gridShape, null, 1);
    const filler = tf.within('ones', (own) => tf.op('Fill', [reshape(tf, inner, [-1]), tf.constant(tensor(gridShape.dtype, [], [1]), 'Const')], NONE, own));
    grid = reshape(tf, grid, concat(tf, [head, filler, between(tf, gridShape, 1, null)], 0));
    grid = tf.gen('Tile', [grid, concat(tf, [[1], innerShape, [1]], 0)]);
    const flatShape = concat(tf, [[batchSize], between(tf, indicesShape, batch, null)], 0);
    const flatIndices = reshape(tf, indices, flatShape);
    indices = concat(tf, [grid, flatIndices], -1);
    const out = tf.gen('GatherNd', [params, indices]);
    const outShape = shape(tf, out);
    return reshape(tf, out, concat(tf, [batchShape, between(tf, outShape, 1, null)], 0));
  });
}

/** `tf.batch_gather(params, indices, name)` */
export const batchGather = (tf: Context, paramsLike: TensorLike, indicesLike: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'BatchGather', () => {
  const indices = tf.convert(indicesLike, { name: 'indices' });
  const params = tf.convert(paramsLike, { name: 'params' });
  if (!indices.shape) return fail('ValueError', 'batch_gather does not allow indices with unknown shape.');
  const n = indices.shape.length;
  const batch = n - 1;
  const indicesShape = shape(tf, indices);
  const paramsShape = shape(tf, params);
  const one = (v: number, leaf: string): Tensor => tf.constant(tensor(indices.dtype, [], [v]), leaf);
  let step = one(1, 'ones');
  const casted = cast(tf, paramsShape, indices.dtype);
  let by = indices;
  for (let dim = batch; dim > 0; dim--) {
    const size = itemAt(tf, casted, dim - 1);
    step = operator(tf, 'mul', step, itemAt(tf, casted, dim));
    const start = one(0, 'zeros');
    const delta = one(1, 'ones');
    const offsets = operator(tf, 'mul', range(tf, start, size, delta), step);
    const around = (k: number): number[] => new Array<number>(k).fill(1);
    by = operator(tf, 'add', by, reshape(tf, offsets, stack(tf, [...around(dim - 1), size, ...around(n - dim)])));
  }
  const flatIndices = reshape(tf, by, [-1]);
  const outer = between(tf, paramsShape, batch + 1, null);
  const flatInner = tf.gen('Prod', [between(tf, paramsShape, null, batch + 1), [0]], { keep_dims: false });
  const flatParams = reshape(tf, params, concat(tf, [[flatInner], outer], 0));
  const result = reshape(tf, gather(tf, flatParams, flatIndices), concat(tf, [indicesShape, outer], 0));
  if (!params.shape) return result;
  const head = mergeShapes(indices.shape.slice(0, batch), params.shape.slice(0, batch))?.shape ?? null;
  return setShape(result, head && [...head, ...indices.shape.slice(batch), ...params.shape.slice(batch + 1)]);
});

/** `tf.scatter_nd(indices, updates, shape, name)` */
export const scatterNd = (tf: Context, indices: TensorLike, updates: TensorLike, dims: TensorLike, { name }: Named = {}): Tensor => tf.gen('ScatterNd', [indices, updates, dims], NONE, name);
/** `tf.tensor_scatter_nd_update(tensor, indices, updates, name)` and its kin. */
export const tensorScatter = (type: string) => (tf: Context, value: TensorLike, indices: TensorLike, updates: TensorLike, { name }: Named = {}): Tensor => tf.gen(type, [value, indices, updates], NONE, name);

/** `tf.where(condition, x, y, name)`; `type`: Select, or SelectV2 for tf.where_v2, which broadcasts. */
export const whereOf = (type: 'Select' | 'SelectV2') => (tf: Context, condition: TensorLike, { x, y, name }: { x?: TensorLike; y?: TensorLike; name?: Name } = {}): Tensor => {
  const [hasX, hasY] = [x !== null && x !== undefined, y !== null && y !== undefined];
  if (!hasX && !hasY) return tf.within(name ?? 'Where', (own) => tf.gen('Where', [tf.convert(condition, { hint: 'bool', name: 'condition' })], NONE, own));
  if (!hasX || !hasY) return fail('ValueError', 'x and y must both be non-None or both be None.');
  return tf.gen(type, [condition, x, y], NONE, name ?? null);
};
export const where = whereOf('Select');
export const whereV2 = whereOf('SelectV2');

interface MaskOptions { readonly name?: Name; readonly axis?: TensorLike }

/** `tf.boolean_mask(tensor, mask, name, axis)` */
export const booleanMask = (tf: Context, value: TensorLike, maskLike: TensorLike, { name, axis }: MaskOptions = {}): Tensor => tf.within(name ?? 'boolean_mask', () => {
  const t = tf.convert(value, { name: 'tensor' });
  const mask = tf.convert(maskLike, { name: 'mask' });
  const by = mask.shape;
  if (!by) return fail('ValueError', 'Number of mask dimensions must be specified, even if some dimensions are None.  E.g. shape=[None] is ok, but shape=None is not.');
  if (by.length === 0) fail('ValueError', 'mask cannot be scalar.');
  const n = by.length;
  const given = axis ?? 0;
  const at = given instanceof Tensor ? ((constantValue(given)?.data[0] as number | undefined) ?? null) : num(given);
  const place = at ?? (given as Tensor);
  if (at !== null && t.shape && !mergeShapes(t.shape.slice(at, at + n), by)) fail('ValueError', `Shapes ${String(new TensorShape(t.shape.slice(at, at + n)))} and ${String(new TensorShape(by))} are incompatible`);
  const end = at === null ? operator(tf, 'add', place, n) : at + n;
  const leading = tf.gen('Prod', [between(tf, shape(tf, t), place, end), [0]], { keep_dims: false });
  const before = between(tf, shape(tf, t), null, place);
  const after = between(tf, shape(tf, t), at === null ? operator(tf, 'add', place, n) : end, null);
  const flat = reshape(tf, t, concat(tf, [before, [leading], after], 0));
  if (at !== null && t.shape) {
    const masked = t.shape.slice(at, at + n);
    const first = masked.includes(null) ? null : masked.reduce<number>((a, b) => a * b!, 1);
    setShape(flat, [...t.shape.slice(0, at), first, ...t.shape.slice(at + n)]);
  }
  const flatMask = reshape(tf, mask, [-1]);
  const indices = tf.gen('Squeeze', [whereV2(tf, flatMask)], { squeeze_dims: [1] });
  return gather(tf, flat, indices, { axis: place });
});
setBooleanMask((tf, t, mask) => booleanMask(tf, t, mask));

interface OneHotOptions { readonly on_value?: TensorLike; readonly off_value?: TensorLike; readonly axis?: unknown; readonly dtype?: unknown; readonly name?: Name }

/** `tf.one_hot(indices, depth, on_value, off_value, axis, dtype, name)` */
export const oneHot = (tf: Context, indices: TensorLike, depth: TensorLike, o: OneHotOptions = {}): Tensor => tf.within(o.name ?? 'one_hot', (own) => {
  const wanted = asDTypeOrNull(o.dtype);
  const has = (v: unknown): boolean => v !== null && v !== undefined;
  const on = has(o.on_value) ? tf.convert(o.on_value, { hint: wanted }) : null;
  const off = has(o.off_value) ? tf.convert(o.off_value, { hint: wanted }) : null;
  for (const [t, leaf] of [[on, 'on_value'], [off, 'off_value']] as const) {
    if (t && wanted && t.dtype !== wanted) fail('TypeError', `dtype <dtype: '${t.dtype}'> of ${leaf} does not match dtype parameter <dtype: '${wanted}'>`);
  }
  const dtype: DType = wanted ?? on?.dtype ?? off?.dtype ?? 'float32';
  const yes = on ?? tf.convert(1, { dtype, name: 'on_value' });
  const no = off ?? tf.convert(0, { dtype, name: 'off_value' });
  if (yes.dtype !== no.dtype) fail('TypeError', `dtype <dtype: '${yes.dtype}'> of on_value does not match dtype <dtype: '${no.dtype}'> of off_value`);
  return tf.gen('OneHot', [indices, depth, yes, no], { axis: has(o.axis) ? num(o.axis)! : -1 }, own);
});

interface IndexOptions extends Named { readonly out_idx?: unknown; readonly index_dtype?: unknown }
/** `tf.unique(x, out_idx, name)`: values and places. */
export const unique = (tf: Context, x: TensorLike, { out_idx, name }: IndexOptions = {}): Tensor[] => tf.apply('Unique', [x], { out_idx: asDType(out_idx ?? 'int32') }, name);
/** `tf.unique_with_counts(x, out_idx, name)` */
export const uniqueWithCounts = (tf: Context, x: TensorLike, { out_idx, name }: IndexOptions = {}): Tensor[] => tf.apply('UniqueWithCounts', [x], { out_idx: asDType(out_idx ?? 'int32') }, name);
/** `tf.setdiff1d(x, y, index_dtype, name)` */
export const setdiff1d = (tf: Context, x: TensorLike, y: TensorLike, { index_dtype, out_idx, name }: IndexOptions = {}): Tensor[] => tf.apply('ListDiff', [x, y], { out_idx: asDType(index_dtype ?? out_idx ?? 'int32') }, name);

/** All axes of a tensor, as a constant where their number is known. */
function allAxes(tf: Context, t: Tensor): Tensor {
  const n = t.shape?.length;
  return n === undefined ? range(tf, 0, rank(tf, t), 1) : tf.constant(i32([n], Array.from({ length: n }, (_, i) => i)), 'Const');
}
export const maxOf = (tf: Context, t: Tensor): Tensor => tf.gen('Max', [t, allAxes(tf, t)], { keep_dims: false });

/** `tf.sequence_mask(lengths, maxlen, dtype, name)` */
export const sequenceMask = (tf: Context, lengthsLike: TensorLike, { maxlen, dtype, name }: { maxlen?: TensorLike; dtype?: unknown } & Named = {}): Tensor => tf.within(name ?? 'SequenceMask', () => {
  const lengths = tf.convert(lengthsLike);
  let most: Tensor;
  if (maxlen === null || maxlen === undefined) {
    most = maxOf(tf, lengths);
    most = tf.gen('Maximum', [tf.constant(tensor(most.dtype, [], [0]), 'Const'), most]);
  } else most = tf.convert(maxlen);
  if (most.shape && most.shape.length !== 0) fail('ValueError', `Argument \`maxlen\` must be scalar for sequence_mask, received \`maxlen\` = ${String(most)} with shape '${String(new TensorShape(most.shape))}' instead`);
  const row = range(tf, tf.constant(tensor(most.dtype, [], [0]), 'Const'), most, tf.constant(tensor(most.dtype, [], [1]), 'Const'));
  const column = cast(tf, tf.gen('ExpandDims', [lengths, -1]), most.dtype);
  const result = tf.gen('Less', [row, column]);
  const to = asDType(dtype ?? 'bool');
  return to === 'bool' ? result : cast(tf, result, to);
});

/** `tf.dynamic_partition(data, partitions, num_partitions, name)` */
export const dynamicPartition = (tf: Context, data: TensorLike, partitions: TensorLike, count: unknown, { name }: Named = {}): Tensor[] => tf.apply('DynamicPartition', [data, partitions], { num_partitions: num(count)! }, name);
/** `tf.dynamic_stitch(indices, data, name)` */
export const dynamicStitch = (tf: Context, indices: TensorLike, data: TensorLike, { name }: Named = {}): Tensor => tf.gen('DynamicStitch', [indices, data], NONE, name);

/** `tf.get_static_value(tensor, partial)`: for what is no tensor, the thing itself. */
export const getStaticValue = (_: Context, t: unknown): unknown => (t instanceof Tensor ? constantValue(t) : t);
export type { Shape };
