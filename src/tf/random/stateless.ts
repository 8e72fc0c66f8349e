/** `tf.random.stateless_*`: the seed is an input, and equal seeds give equal numbers (python/ops/stateless_random_ops.py). */
import { isInteger, type DType } from '../../engine/dtype.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { fail, num, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { shapeTensor } from './random.ts';

interface Options extends Named { readonly dtype?: unknown; readonly alg?: unknown }

/** "auto_select", the only algorithm here: on this machine it is Philox. */
const AUTO = 3;
function algorithm(alg: unknown): number {
  if (alg === null || alg === undefined || num(alg) === AUTO || /^auto_?select$/i.test(String(alg))) return AUTO;
  return fail('NotImplementedError', `The random algorithm ${String(alg)} is not supported by this playground; leave \`alg\` at "auto_select".`);
}

const keys = (tf: Context, seed: TensorLike): Tensor[] => tf.apply('StatelessRandomGetKeyCounter', [seed]);
const dtypeOf = (dtype: unknown): DType => (dtype === null || dtype === undefined ? 'float32' : asDType(dtype));

/** `tf.random.stateless_uniform(shape, seed, minval, maxval, dtype)` */
export function statelessUniform(tf: Context, shape: TensorLike, seed: TensorLike, { minval = 0, maxval, dtype, name, alg }: Options & { minval?: TensorLike; maxval?: TensorLike } = {}): Tensor {
  const of = dtypeOf(dtype);
  if (isInteger(of) && (maxval === null || maxval === undefined)) {
    return fail('ValueError', `For integer \`dtype\` argument tf.${of}, argument \`minval\` and \`maxval\` must be both None or not None. Got \`minval\`=${String(minval)} and \`maxval\`=None.`);
  }
  return tf.within(name ?? 'stateless_random_uniform', (own) => {
    const dims = shapeTensor(tf, shape);
    const low = tf.convert(minval, { dtype: of, name: 'min' });
    const high = tf.convert(maxval ?? 1, { dtype: of, name: 'max' });
    const [key, counter] = keys(tf, seed);
    if (isInteger(of)) return tf.gen('StatelessRandomUniformIntV2', [dims, key, counter, algorithm(alg), low, high], NONE, own);
    const draw = tf.gen('StatelessRandomUniformV2', [dims, key, counter, algorithm(alg)], { dtype: of });
    const range = operator(tf, 'sub', high, low);
    return tf.gen('AddV2', [operator(tf, 'mul', draw, range), low], NONE, own);
  });
}

const normal = (scope: string, type: string) => (tf: Context, shape: TensorLike, seed: TensorLike, { mean, stddev, dtype, name, alg }: Options & { mean?: TensorLike; stddev?: TensorLike } = {}): Tensor =>
  tf.within(name ?? scope, (own) => {
    const of = dtypeOf(dtype);
    const dims = shapeTensor(tf, shape);
    const middle = tf.convert(mean ?? 0, { dtype: of, name: 'mean' });
    const spread = tf.convert(stddev ?? 1, { dtype: of, name: 'stddev' });
    const [key, counter] = keys(tf, seed);
    const draw = tf.gen(type, [dims, key, counter, algorithm(alg)], { dtype: of });
    return tf.gen('AddV2', [operator(tf, 'mul', draw, spread), middle], NONE, own);
  });
/** `tf.random.stateless_normal(shape, seed, mean, stddev, dtype)` */
export const statelessNormal = normal('stateless_random_normal', 'StatelessRandomNormalV2');
/** `tf.random.stateless_truncated_normal(shape, seed, mean, stddev, dtype)` */
export const statelessTruncatedNormal = normal('stateless_truncated_normal', 'StatelessTruncatedNormalV2');
