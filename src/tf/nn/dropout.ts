/** `tf.nn.dropout` (python/ops/nn_ops.py): numbers that are kept are scaled up, the others become 0. */
import { isFloating, tensor, type Shape } from '../../engine/dtype.ts';
import { setShape, shape as shapeOf } from '../array/parts.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { fail, num, renamed, type Named } from '../math/nodes.ts';
import { reflected } from '../math/operators.ts';
import { randomUniform } from '../random/random.ts';
import { asShape, TensorShape } from '../shape.ts';
import { isConvertible } from '../convert.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;

export interface DropoutOptions extends Named { readonly keep_prob?: unknown; readonly noise_shape?: TensorLike; readonly seed?: unknown; readonly rate?: unknown }

/** `tf.nn.dropout(x, keep_prob, noise_shape, seed, name, rate)`; a rate of 0 gives `x` itself. */
export function dropout(tf: Context, x: TensorLike, o: DropoutOptions = {}): Tensor {
  let fromKeep: unknown = null;
  if (given(o.keep_prob)) {
    const keep = num(o.keep_prob);
    fromKeep = keep === null ? reflected(tf, 'sub', tf.convert(o.keep_prob), 1) : 1 - keep;
  }
  const rate = renamed(o.rate, fromKeep, 'rate', 'keep_prob');
  if (!given(rate)) fail('ValueError', '`rate` must be provided. Received: rate=None');
  return dropped(tf, x, rate, o);
}

function dropped(tf: Context, x: TensorLike, rate: unknown, { noise_shape, seed, name }: DropoutOptions): Tensor {
  return tf.within(name ?? 'dropout', () => {
    const number = num(rate);
    if (number !== null && (number < 0 || number >= 1)) fail('ValueError', `\`rate\` must be a scalar tensor or a float in the range [0, 1). Received: rate=${number}`);
    const t = tf.convert(x, { name: 'x' });
    if (!isFloating(t.dtype)) fail('ValueError', `\`x.dtype\` must be a floating point tensor as \`x\` will be scaled. Received: x_dtype=<dtype: '${t.dtype}'>`);
    if (number === 0) {
      tf.seeds(given(seed) ? num(seed) : null);
      return t;
    }
    let scaled: Tensor;
    let limit: TensorLike = number;
    if (number !== null) scaled = tf.gen('Mul', [t, tf.constant(tensor(t.dtype, [], [1 / (1 - number)]))]);
    else {
      if (!(rate instanceof Tensor) && !isConvertible(rate)) fail('ValueError', `\`rate\` must be a scalar or scalar tensor. Received: rate=${String(rate)}`);
      const r = tf.convert(rate);
      if (r.shape && r.shape.length !== 0) fail('ValueError', `Shape ${String(new TensorShape(r.shape))} must have rank 0`);
      if (r.dtype !== t.dtype) fail('ValueError', `\`x.dtype\` must be compatible with \`rate.dtype\`. Received: x.dtype=<dtype: '${t.dtype}'> and rate.dtype=<dtype: '${r.dtype}'>`);
      const one = tf.constant(tensor(t.dtype, [], [1]));
      scaled = tf.gen('RealDiv', [t, tf.gen('Sub', [one, r])]);
      limit = r;
    }
    const draw = randomUniform(tf, noiseShape(tf, t, noise_shape), { dtype: t.dtype, seed });
    const kept = tf.gen('GreaterEqual', [draw, limit]);
    const zero = tf.constant(tensor(t.dtype, [], [0]));
    return setShape(tf.gen('SelectV2', [kept, scaled, zero], NONE), t.shape);
  });
}

/** `_get_noise_shape`: unknown dimensions of the noise are those of `x`. */
function noiseShape(tf: Context, x: Tensor, wanted: TensorLike): TensorLike {
  if (!given(wanted)) return shapeOf(tf, x);
  let shape: Shape | null;
  try {
    shape = asShape(wanted);
  } catch {
    return wanted;
  }
  if (x.shape && shape && x.shape.length === shape.length) return new TensorShape(shape.map((d, i) => d ?? x.shape![i]));
  return wanted;
}
