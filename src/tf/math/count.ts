/** Counting: `tf.bincount`, histograms, means of segments, `tf.lbeta` (python/ops/bincount_ops.py, histogram_ops.py, special_math_ops.py). */
import { tensor } from '../../engine/dtype.ts';
import { ones } from '../array/fills.ts';
import { concat } from '../array/joins.ts';
import { rank, reshape, shape as shapeFn, size } from '../array/shapes.ts';
import { itemAt } from '../array/parts.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { assert } from '../flow/assert.ts';
import { withDependencies } from '../core.ts';
import { clipByValue } from './clip.ts';
import { castTo, type Named } from './nodes.ts';
import { operator, truediv } from './operators.ts';
import { reduceMax } from './reduce.ts';

const has = (v: unknown): boolean => v !== null && v !== undefined;

/** `tf.bincount(arr, weights, minlength, maxlength, dtype)` */
export const bincount = (tf: Context, array: TensorLike, o: { weights?: TensorLike; minlength?: TensorLike; maxlength?: TensorLike; dtype?: unknown } = {}): Tensor => tf.within('bincount', () => {
  let arr = tf.convert(array, { name: 'arr' });
  const weights = has(o.weights) ? tf.convert(o.weights, { name: 'weights' }) : null;
  if (!/^u?int/.test(arr.dtype)) arr = castTo(tf, arr, 'int32');
  const some = tf.gen('Greater', [size(tf, arr), 0]);
  const there = castTo(tf, some, arr.dtype);
  let length = operator(tf, 'mul', there, operator(tf, 'add', reduceMax(tf, arr), 1));
  if (has(o.minlength)) length = tf.gen('Maximum', [tf.convert(o.minlength, { name: 'minlength', dtype: arr.dtype }), length]);
  if (has(o.maxlength)) length = tf.gen('Minimum', [tf.convert(o.maxlength, { name: 'maxlength', dtype: arr.dtype }), length]);
  const flatWeights = weights && reshape(tf, weights, [-1]);
  const flat = reshape(tf, arr, [-1]);
  const counted = flatWeights ?? tf.constant(tensor(has(o.dtype) ? asDType(o.dtype) : 'int32', [0], []));
  return tf.gen('DenseBincount', [flat, length, counted], { binary_output: false });
});

/** `tf.histogram_fixed_width(values, value_range, nbins, dtype)` */
export const histogramFixedWidth = (tf: Context, values: TensorLike, bounds: TensorLike, o: { nbins?: TensorLike; dtype?: unknown } & Named = {}): Tensor =>
  tf.within(o.name ?? 'histogram_fixed_width', (own: OwnName) => tf.gen('HistogramFixedWidth', [values, bounds, o.nbins ?? 100], { dtype: has(o.dtype) ? asDType(o.dtype) : 'int32' }, own));

/** `tf.histogram_fixed_width_bins(values, value_range, nbins)` */
export const histogramFixedWidthBins = (tf: Context, valuesLike: TensorLike, bounds: TensorLike, o: { nbins?: TensorLike; dtype?: unknown } & Named = {}): Tensor => tf.within(o.name ?? 'histogram_fixed_width_bins', () => {
  const given = tf.convert(valuesLike, { name: 'values' });
  const dims = shapeFn(tf, given);
  const values = reshape(tf, given, [-1]);
  const limits = tf.convert(bounds, { name: 'value_range' });
  let bins = tf.convert(o.nbins ?? 100, { dtype: 'int32', name: 'nbins' });
  const check = assert(tf, tf.gen('Greater', [bins, 0]), [`nbins ${String(bins)} must > 0`]);
  bins = withDependencies(tf, [check.id], bins);
  const count = castTo(tf, bins, values.dtype);
  const low = operator(tf, 'sub', values, itemAt(tf, limits, 0));
  const high = itemAt(tf, limits, 1);
  const scaled = truediv(tf, low, operator(tf, 'sub', high, itemAt(tf, limits, 0)), 'scaled_values');
  const at = tf.gen('Floor', [operator(tf, 'mul', count, scaled)], NONE, 'indices');
  const indices = castTo(tf, clipByValue(tf, at, 0, operator(tf, 'sub', count, 1)) as Tensor, 'int32');
  return reshape(tf, indices, dims);
});

/** How many rows each segment has, at least 1, in a shape that divides the sums (`_unsorted_segment_N`). */
function rowsOf(tf: Context, data: Tensor, ids: Tensor, segments: TensorLike): Tensor {
  const count = tf.convert(segments);
  const dims = tf.within('Shape', (own) => {
    const { shape } = ids;
    return shape && !shape.includes(null) ? tf.constant(tensor('int32', [shape.length], shape as number[]), 'shape_as_tensor') : tf.op('Shape', [ids], { out_type: 'int32' }, own);
  });
  const all = ones(tf, dims, { dtype: data.dtype });
  const n = tf.gen('UnsortedSegmentSum', [all, ids, count]);
  const front = tf.within('strided_slice', (own) => {
    const bound = (v: number[], name: string): Tensor => tf.constant(tensor('int32', [v.length], v), name);
    const bounds = [bound([0], 'stack'), bound([0], 'stack_1'), bound([1], 'stack_2')];
    return tf.op('StridedSlice', [count, ...bounds], { begin_mask: 0, ellipsis_mask: 0, end_mask: 0, new_axis_mask: 1, shrink_axis_mask: 0 }, own);
  });
  const more = ones(tf, [operator(tf, 'sub', rank(tf, data), rank(tf, ids))], { dtype: count.dtype });
  return tf.gen('Maximum', [reshape(tf, n, concat(tf, [front, more], 0)), 1]);
}

/** `tf.unsorted_segment_mean`, `tf.unsorted_segment_sqrt_n` */
export const unsortedSegment = (scope: 'UnsortedSegmentMean' | 'UnsortedSegmentSqrtN') => (tf: Context, dataLike: TensorLike, idsLike: TensorLike, segments: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? scope, () => {
  const data = tf.convert(dataLike);
  const ids = tf.convert(idsLike);
  const n = rowsOf(tf, data, ids, segments);
  const sum = tf.gen('UnsortedSegmentSum', [data, ids, segments]);
  return operator(tf, 'truediv', sum, scope === 'UnsortedSegmentMean' ? n : tf.gen('Sqrt', [n]));
});

/** `tf.lbeta(x)` */
export const lbeta = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'lbeta', () => {
  const t = tf.convert(x, { name: 'x' });
  const sum = (v: Tensor): Tensor => tf.gen('Sum', [v, [-1]], { keep_dims: false });
  const product = sum(tf.gen('Lgamma', [t]));
  return operator(tf, 'sub', product, tf.gen('Lgamma', [sum(t)]));
});
