/** Normalisations and moments (python/ops/nn_impl.py). */
import { isFull, tensor } from '../../engine/dtype.ts';
import { nums, rank, renamed, shape as shapeOf } from '../array/parts.ts';
import { squeeze } from '../array/shapes.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { divNoNan } from '../math/elementwise.ts';
import { castTo, fail, num, zerosLike, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { reduced } from '../math/reduce.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;
const truth = (v: unknown): boolean => given(v) && v !== false && num(v) !== 0;
interface Keep extends Named { readonly keep_dims?: unknown; readonly keepdims?: unknown }
const keepOf = (o: Keep): boolean => truth(renamed(o.keepdims, o.keep_dims, 'keepdims', 'keep_dims'));
const op = (tf: Context, type: string, ...inputs: TensorLike[]): Tensor => tf.gen(type, inputs);

/** `tf.nn.moments(x, axes, shift, name, keep_dims)`: mean and variance. */
export function moments(tf: Context, x: TensorLike, axes: unknown, o: Keep & { shift?: TensorLike } = {}): [Tensor, Tensor] {
  const keep = keepOf(o);
  return tf.within(o.name ?? 'moments', () => {
    const given16 = x instanceof Tensor && x.dtype === 'float16';
    const y = given16 ? castTo(tf, x, 'float32') : x;
    let mean = reduced(tf, 'Mean', y, axes, true, 'mean');
    let variance = reduced(tf, 'Mean', op(tf, 'SquaredDifference', y, op(tf, 'StopGradient', mean)), axes, true, 'variance');
    if (!keep) {
      mean = squeeze(tf, mean, { axis: axes });
      variance = squeeze(tf, variance, { axis: axes });
    }
    return given16 ? [castTo(tf, mean, 'float16'), castTo(tf, variance, 'float16')] : [mean, variance];
  });
}

/** `tf.nn.weighted_moments(x, axes, frequency_weights, name, keep_dims)` */
export function weightedMoments(tf: Context, x: TensorLike, axes: unknown, weights: TensorLike, o: Keep = {}): [Tensor, Tensor] {
  const keep = keepOf(o);
  return tf.within(o.name ?? 'weighted_moments', () => {
    let t = tf.convert(x, { name: 'x' });
    let w = tf.convert(weights, { name: 'frequency_weights' });
    const half = t.dtype === 'float16';
    if (half) t = castTo(tf, t, 'float32');
    w = castTo(tf, w, t.dtype);
    const sum = (v: Tensor, name: string): Tensor => reduced(tf, 'Sum', v, axes, true, name);
    const inputs = sum(operator(tf, 'mul', w, t), 'weighted_input_sum');
    const wide = operator(tf, 'add', w, zerosLike(tf, t));
    const total = sum(wide, 'sum_of_weights');
    let mean = divNoNan(tf, inputs, total);
    const squares = sum(operator(tf, 'mul', w, op(tf, 'SquaredDifference', t, mean)), 'weighted_distsq');
    let variance = divNoNan(tf, squares, total);
    if (!keep) {
      mean = squeeze(tf, mean, { axis: axes });
      variance = squeeze(tf, variance, { axis: axes });
    }
    return half ? [castTo(tf, mean, 'float16'), castTo(tf, variance, 'float16')] : [mean, variance];
  });
}

/** `tf.nn.sufficient_statistics(x, axes, shift, keep_dims, name)`: count, sum, sum of squares, shift. */
export function sufficientStatistics(tf: Context, x: TensorLike, axesGiven: unknown, o: Keep & { shift?: TensorLike } = {}): (Tensor | null)[] {
  const axes = [...new Set(nums(axesGiven) ?? [])];
  const keep = keepOf(o);
  return tf.within(o.name ?? 'sufficient_statistics', () => {
    const t = tf.convert(x, { name: 'x' });
    const dims = t.shape ? axes.map((a) => t.shape!.at(a)!) : null;
    let count: Tensor;
    if (isFull(dims)) count = tf.constant(tensor(t.dtype, [], [dims.reduce((a, b) => a * b, 1)]));
    else {
      const n = rank(tf, t);
      const positive = axes.map((a) => (a < 0 ? operator(tf, 'add', n, a) : a));
      const wide = castTo(tf, shapeOf(tf, t), t.dtype);
      count = reduced(tf, 'Prod', tf.gen('GatherV2', [wide, positive, 0], { batch_dims: 0 }), null, false, 'count');
    }
    let [shift, first, second]: (Tensor | null)[] = [null, t, null];
    if (given(o.shift)) {
      shift = tf.convert(o.shift, { name: 'shift' });
      first = op(tf, 'Sub', t, shift);
      second = op(tf, 'SquaredDifference', t, shift);
    } else second = op(tf, 'Square', t);
    return [count, reduced(tf, 'Sum', first, axes, keep, 'mean_ss'), reduced(tf, 'Sum', second, axes, keep, 'var_ss'), shift];
  });
}

/** `tf.nn.normalize_moments(counts, mean_ss, variance_ss, shift, name)` */
export const normalizeMoments = (tf: Context, counts: TensorLike, meanSum: TensorLike, varianceSum: TensorLike, shift: TensorLike, { name }: Named = {}): [Tensor, Tensor] => tf.within(name ?? 'normalize', () => {
  const divisor = tf.gen('Reciprocal', [counts], NONE, 'divisor');
  const shifted = tf.gen('Mul', [meanSum, divisor], NONE, given(shift) ? 'shifted_mean' : 'mean');
  const mean = given(shift) ? tf.gen('AddV2', [shifted, shift], NONE, 'mean') : shifted;
  const product = op(tf, 'Mul', varianceSum, divisor);
  return [mean, tf.gen('Sub', [product, op(tf, 'Square', shifted)], NONE, 'variance')];
});

/** `tf.nn.batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name)` */
export const batchNormalization = (tf: Context, x: TensorLike, mean: TensorLike, variance: TensorLike, offset: TensorLike, scale: TensorLike, epsilon: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'batchnorm', () => {
  let inverse = op(tf, 'Rsqrt', operator(tf, 'add', tensorOf(tf, variance), epsilon));
  if (given(scale)) inverse = operator(tf, 'mul', inverse, scale);
  const t = tensorOf(tf, x);
  const scaled = operator(tf, 'mul', t, castTo(tf, inverse, t.dtype));
  const middle = tensorOf(tf, mean);
  const rest = given(offset) ? operator(tf, 'sub', tensorOf(tf, offset), operator(tf, 'mul', middle, inverse)) : operator(tf, 'mul', op(tf, 'Neg', middle), inverse);
  return operator(tf, 'add', scaled, castTo(tf, rest, t.dtype));
});
/** What stands on the left of a Python operator: a tensor, or a variable as it is read. */
const tensorOf = (tf: Context, v: TensorLike): Tensor => tf.convert(v);

interface GlobalNorm extends Named { readonly t?: TensorLike; readonly m?: TensorLike; readonly v?: TensorLike; readonly beta?: TensorLike; readonly gamma?: TensorLike; readonly variance_epsilon?: TensorLike; readonly scale_after_normalization?: unknown; readonly input?: TensorLike; readonly mean?: TensorLike; readonly variance?: TensorLike }
/** `tf.nn.batch_norm_with_global_normalization(t, m, v, beta, gamma, variance_epsilon, scale_after_normalization)` */
export const globalNormalization = (tf: Context, o: GlobalNorm = {}): Tensor =>
  batchNormalization(tf, renamed(o.input, o.t, 'input', 't'), renamed(o.mean, o.m, 'mean', 'm'), renamed(o.variance, o.v, 'variance', 'v'), o.beta, truth(o.scale_after_normalization) ? o.gamma : null, o.variance_epsilon, { name: o.name });

interface Fused extends Named { readonly mean?: TensorLike; readonly variance?: TensorLike; readonly epsilon?: unknown; readonly data_format?: unknown; readonly is_training?: unknown; readonly exponential_avg_factor?: unknown }
/** `tf.nn.fused_batch_norm(x, scale, offset, mean, variance, epsilon, …)`: normalised, and the running mean and variance. */
export function fusedBatchNorm(tf: Context, x: TensorLike, scale: TensorLike, offset: TensorLike, o: Fused = {}): [Tensor, Tensor, Tensor] {
  const training = o.is_training !== false;
  const factor = num(o.exponential_avg_factor ?? 1)!;
  if ((!training || factor !== 1) && (!given(o.mean) || !given(o.variance))) {
    fail('ValueError', 'Both `mean` and `variance` must be a 1D tensor when `is_training` is False or `exponential_avg_factor` != 1.0. Received: `mean` None and `variance` None');
  }
  const t = tf.convert(x, { name: 'input' });
  const s = tf.convert(scale, { name: 'scale' });
  const b = tf.convert(offset, { name: 'offset' });
  const nothing = (): Tensor => tf.constant(tensor('float32', [0], []));
  const mean = given(o.mean) ? o.mean : nothing();
  const variance = given(o.variance) ? o.variance : nothing();
  const attrs = { epsilon: num(o.epsilon ?? 0.001)!, exponential_avg_factor: factor, data_format: String(o.data_format ?? 'NHWC'), is_training: training };
  const [y, m, v] = tf.apply('FusedBatchNormV3', [t, s, b, mean, variance], attrs, o.name);
  return [y, m, v];
}

/** `tf.nn.l2_normalize(x, axis, epsilon, name, dim)` */
export function l2Normalize(tf: Context, x: TensorLike, { axis, epsilon, name, dim }: { axis?: unknown; epsilon?: TensorLike; dim?: unknown } & Named = {}): Tensor {
  const axes = renamed(axis, dim, 'axis', 'dim');
  return tf.within(name ?? 'l2_normalize', (own) => {
    const t = tf.convert(x, { name: 'x' });
    const squares = reduced(tf, 'Sum', op(tf, 'Square', t), axes, true);
    const inverse = op(tf, 'Rsqrt', op(tf, 'Maximum', squares, epsilon ?? 1e-12));
    return tf.gen('Mul', [t, inverse], NONE, own);
  });
}
