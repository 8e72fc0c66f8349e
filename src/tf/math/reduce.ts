/** Reductions over axes: what `axis=None` becomes, and the functions made of several reductions (python/ops/math_ops.py). */
import { i32, isFull, isInteger } from '../../engine/dtype.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type OwnName, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { castTo, fail, filled, rangeTo, rankOf, refine, renamed, reshapeTo, type Named } from './nodes.ts';
import { operator } from './operators.ts';

export interface ReduceOptions extends Named { readonly axis?: unknown; readonly keepdims?: unknown; readonly reduction_indices?: unknown; readonly keep_dims?: unknown }

const truth = (v: unknown): boolean => v !== null && v !== undefined && v !== false && v !== 0;

/** The axes as an input: those given; all of a known rank but 0 as a constant; else a range of the rank at run time. */
export function reductionDims(tf: Context, x: TensorLike, axis: unknown): TensorLike {
  if (axis !== null && axis !== undefined) return axis;
  const shape = typeof x === 'object' && x !== null && 'shape' in x ? (x as Tensor).shape : null;
  if (shape && Array.isArray(shape) && shape.length > 0 && 'graph' in (x as object)) return tf.constant(i32([shape.length], shape.map((_, i) => i)));
  // Literals have no shape in Python: their rank is asked at run time.
  return rangeTo(tf, 0, rankOf(tf, x));
}

/** One reduction op. */
export function reduced(tf: Context, type: string, x: TensorLike, axis: unknown, keepdims: boolean, name: string | OwnName | null = null): Tensor {
  const dims = reductionDims(tf, x, axis);
  const made = tf.gen(type, [x, dims], { keep_dims: keepdims }, name);
  if (!isFull(made.shape) && !keepdims && (axis === null || axis === undefined)) refine(made, []);
  return made;
}

/** A function like `tf.reduce_sum(input_tensor, axis, keepdims, name, reduction_indices, keep_dims)`. */
export const reduction = (type: string) => (tf: Context, x: TensorLike, options: ReduceOptions = {}): Tensor => {
  const axis = renamed(options.axis, options.reduction_indices, 'axis', 'reduction_indices');
  return reduced(tf, type, x, axis, truth(renamed(options.keepdims, options.keep_dims, 'keepdims', 'keep_dims')), options.name ?? null);
};
export const reduceSum = reduction('Sum');
export const reduceMean = reduction('Mean');
export const reduceMax = reduction('Max');

/** `tf.reduce_logsumexp` */
export function reduceLogSumExp(tf: Context, x: TensorLike, options: ReduceOptions = {}): Tensor {
  const axis = renamed(options.axis, options.reduction_indices, 'axis', 'reduction_indices');
  const keep = truth(renamed(options.keepdims, options.keep_dims, 'keepdims', 'keep_dims'));
  return tf.within(options.name ?? 'ReduceLogSumExp', (own) => {
    const most = reduced(tf, 'Max', x, axis, true);
    const finite = tf.op('IsFinite', [most], NONE, 'IsFinite');
    const safe = tf.op('Select', [finite, most, tf.op('ZerosLike', [most], NONE, 'ZerosLike')], NONE, 'Select');
    let shift = tf.op('StopGradient', [safe], NONE, 'StopGradient');
    const sum = reduced(tf, 'Sum', tf.op('Exp', [tf.gen('Sub', [x, shift])], NONE, 'Exp'), axis, keep);
    const log = tf.op('Log', [sum], NONE, 'Log');
    if (!keep) shift = reshapeTo(tf, shift, tf.op('Shape', [log], { out_type: 'int32' }, 'Shape'));
    const result = tf.within(own, (inner) => tf.op('AddV2', [log, shift], NONE, inner));
    if (!isFull(result.shape) && !keep && axis === null) refine(result, []);
    return result;
  });
}

/** `tf.math.reduce_variance(x)` */
export const reduceVariance = (tf: Context, x: TensorLike, { axis, keepdims, name }: ReduceOptions = {}): Tensor => tf.within(name || 'reduce_variance', () => {
  const t = tf.convert(x);
  const means = reduced(tf, 'Mean', t, axis, true);
  if (isInteger(means.dtype)) fail('TypeError', `Input must be either real or complex. Received integer type tf.${means.dtype}.`);
  const square = tf.op('Square', [operator(tf, 'sub', t, means)], NONE, 'Square');
  return reduced(tf, 'Mean', square, axis, truth(keepdims));
});

/** `tf.math.reduce_std(x)` */
export const reduceStd = (tf: Context, x: TensorLike, { axis, keepdims, name }: ReduceOptions = {}): Tensor => tf.within(name || 'reduce_std', () => {
  const t = tf.convert(x);
  return tf.op('Sqrt', [reduceVariance(tf, t, { axis, keepdims })], NONE, 'Sqrt');
});

/** `tf.count_nonzero(input_tensor)` */
export function countNonzero(tf: Context, { input_tensor, input, dtype, name, ...options }: ReduceOptions & { input_tensor?: TensorLike; input?: TensorLike; dtype?: unknown } = {}): Tensor {
  const keep = truth(renamed(options.keepdims, options.keep_dims, 'keepdims', 'keep_dims'));
  const x = renamed(input_tensor, input, 'input_tensor', 'input');
  const axis = renamed(options.axis, options.reduction_indices, 'axis', 'reduction_indices');
  return tf.within(name ?? 'count_nonzero', () => {
    const t = tf.convert(x, { name: 'input' });
    const there = t.dtype === 'bool' ? t : tf.gen('NotEqual', [t, t.dtype === 'string' ? tf.constant({ dtype: 'string', shape: [], data: [''] }, 'zeros') : filled(tf, [], 0, t.dtype, 'zeros')]);
    return castTo(tf, reduced(tf, 'Sum', castTo(tf, there, 'int64'), axis, keep), dtype === null || dtype === undefined ? 'int64' : asDType(dtype));
  });
}

/** `tf.argmax(input, axis, name, dimension, output_type)` */
export const arg = (type: 'ArgMax' | 'ArgMin') => (tf: Context, input: TensorLike, { axis, dimension, output_type, name }: { axis?: unknown; dimension?: unknown; output_type?: unknown } & Named = {}): Tensor =>
  tf.gen(type, [input, renamed(axis, dimension, 'axis', 'dimension') ?? 0], { output_type: output_type === null || output_type === undefined ? 'int64' : asDType(output_type) }, name);

export interface CumulativeOptions extends Named { readonly axis?: unknown; readonly exclusive?: unknown; readonly reverse?: unknown }
/** `tf.cumsum(x, axis, exclusive, reverse)` and its kin. */
export const cumulative = (type: string) => (tf: Context, x: TensorLike, { axis, exclusive, reverse, name }: CumulativeOptions = {}): Tensor => tf.within(name ?? type, (own) => {
  const t = tf.convert(x, { name: 'x' });
  return tf.gen(type, [t, axis ?? 0], { exclusive: truth(exclusive), reverse: truth(reverse) }, own);
});

