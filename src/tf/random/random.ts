/** Random tensors of a graph: `tf.random_uniform` and its kin (python/ops/random_ops.py). Seeds are Context.seeds'; how the numbers are drawn: engine/kit/random.ts. */
import { isInteger, type DType } from '../../engine/dtype.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { fail, num, shapeOf, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';

export interface Seeded extends Named { readonly seed?: unknown }
export interface Drawn extends Seeded { readonly dtype?: unknown }

const given = (v: unknown): boolean => v !== null && v !== undefined;
const seedsOf = (tf: Context, seed: unknown): { seed: number; seed2: number } => tf.seeds(given(seed) ? num(seed) : null);
const dtypeOf = (dtype: unknown): DType => (given(dtype) ? asDType(dtype) : 'float32');

/** `shape_util.shape_tensor(shape)` */
export const shapeTensor = (tf: Context, shape: TensorLike): Tensor => tf.convert(shape, { dtype: Array.isArray(shape) && shape.length === 0 ? 'int32' : null, name: 'shape' });

const normal = (scope: string, type: string) => (tf: Context, shape: TensorLike, { mean, stddev, dtype, seed, name }: Drawn & { mean?: TensorLike; stddev?: TensorLike } = {}): Tensor =>
  tf.within(name ?? scope, (own) => {
    const of = dtypeOf(dtype);
    const dims = shapeTensor(tf, shape);
    const middle = tf.convert(mean ?? 0, { dtype: of, name: 'mean' });
    const spread = tf.convert(stddev ?? 1, { dtype: of, name: 'stddev' });
    const draw = tf.gen(type, [dims], { ...seedsOf(tf, seed), dtype: of });
    return tf.gen('AddV2', [operator(tf, 'mul', draw, spread), middle], NONE, own);
  });

/** `tf.random_normal(shape, mean, stddev, dtype, seed)` */
export const randomNormal = normal('random_normal', 'RandomStandardNormal');
/** `tf.truncated_normal(shape, mean, stddev, dtype, seed)` */
export const truncatedNormal = normal('truncated_normal', 'TruncatedNormal');

const ALLOWED = new Set<DType>(['float16', 'bfloat16', 'float32', 'float64', 'int32', 'int64']);

/** `tf.random_uniform(shape, minval, maxval, dtype, seed)`; Python's int 0 and 1 save nodes that 0.0 and 1.0 do not. */
export function randomUniform(tf: Context, shape: TensorLike, { minval = 0, maxval, dtype, seed, name }: Drawn & { minval?: TensorLike; maxval?: TensorLike } = {}): Tensor {
  const of = dtypeOf(dtype);
  if (!ALLOWED.has(of)) fail('ValueError', `Argument \`dtype\` got invalid value tf.${of}. Accepted dtypes are (tf.float16, tf.bfloat16, tf.float32, tf.float64, tf.int32, tf.int64).`);
  if (!given(maxval) && isInteger(of)) fail('ValueError', `Must specify maxval for integer dtype tf.${of}`);
  return tf.within(name ?? 'random_uniform', (own) => {
    const dims = shapeTensor(tf, shape);
    const most = given(maxval) ? maxval : 1;
    const [zero, one] = [minval === 0 || minval === false, most === 1 || most === true];
    const plain = zero && one && !isInteger(of);
    const [low, high] = plain ? [null, null] : [tf.convert(minval, { dtype: of, name: 'min' }), tf.convert(most, { dtype: of, name: 'max' })];
    const seeds = seedsOf(tf, seed);
    if (isInteger(of)) return tf.gen('RandomUniformInt', [dims, low, high], seeds, own);
    const draw = tf.gen('RandomUniform', [dims], { ...seeds, dtype: of });
    if (zero) return one ? draw : tf.gen('Mul', [draw, high]);
    const range = operator(tf, 'sub', high, low);
    return tf.gen('AddV2', [operator(tf, 'mul', draw, range), low], NONE, own);
  });
}

/** `tf.random_shuffle(value, seed)` */
export const randomShuffle = (tf: Context, value: TensorLike, { seed, name }: Seeded = {}): Tensor => tf.gen('RandomShuffle', [value], seedsOf(tf, seed), name);

const classes = (scope: string) => (tf: Context, logits: TensorLike, samples: TensorLike, { seed, name, dtype, output_dtype }: Drawn & { output_dtype?: unknown } = {}): Tensor =>
  tf.within(name ?? scope, () => {
    const t = tf.convert(logits, { name: 'logits' });
    const type = dtype ?? output_dtype;
    const of = given(type) ? asDType(type) : 'int64';
    if (of !== 'int32' && of !== 'int64') fail('ValueError', `Argument \`dtype\` got invalid value tf.${of}. Accepted dtypes are (tf.int32, tf.int64).`);
    return tf.gen('Multinomial', [t, samples], { ...seedsOf(tf, seed), output_dtype: of });
  });
/** `tf.multinomial(logits, num_samples, seed, name, output_dtype)` */
export const multinomial = classes('multinomial');
/** `tf.random.categorical(logits, num_samples, dtype, seed)` */
export const categorical = classes('categorical');

const TINY: Partial<Record<DType, number>> = { float16: 6.103515625e-5, float32: 1.1754943508222875e-38, float64: 2.2250738585072014e-308 };

/** `tf.random_gamma(shape, alpha, beta, dtype, seed)` */
export const randomGamma = (tf: Context, shape: TensorLike, alpha: TensorLike, { beta, dtype, seed, name }: Drawn & { beta?: TensorLike } = {}): Tensor => tf.within(name ?? 'random_gamma', () => {
  const of = dtypeOf(dtype);
  const dims = tf.convert(shape, { dtype: 'int32', name: 'shape' });
  const a = tf.convert(alpha, { dtype: of, name: 'alpha' });
  const b = tf.convert(given(beta) ? beta : 1, { dtype: of, name: 'beta' });
  const both = tf.gen('BroadcastArgs', [shapeOf(tf, a), shapeOf(tf, b)]);
  const wide = tf.gen('BroadcastTo', [a, both]);
  const draw = tf.gen('RandomGamma', [dims, wide], seedsOf(tf, seed));
  return tf.gen('Maximum', [TINY[of], operator(tf, 'truediv', draw, b)]);
});

/** `tf.random_poisson(lam, shape, dtype, seed)` */
export const randomPoisson = (tf: Context, lam: TensorLike, shape: TensorLike, { dtype, seed, name }: Drawn = {}): Tensor => tf.within(name ?? 'random_poisson', () => {
  const dims = tf.convert(shape, { dtype: 'int32', name: 'shape' });
  return tf.gen('RandomPoissonV2', [dims, lam], { ...seedsOf(tf, seed), dtype: dtypeOf(dtype) });
});

