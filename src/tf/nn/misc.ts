/** The rest of tf.nn: losses of weights, greatest numbers, fractions of zeros. */
import { tensor } from '../../engine/dtype.ts';
import { size } from '../array/parts.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import { asDType } from '../dtypes.ts';
import { cond } from '../flow/cond.ts';
import { castTo, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { reduced } from '../math/reduce.ts';

/** `tf.nn.l2_loss(t, name)` */
export const l2Loss = (tf: Context, t: TensorLike, { name }: Named = {}): Tensor => tf.gen('L2Loss', [t], NONE, name);

/** `tf.nn.top_k(input, k, sorted, index_type, name)`: values and indices. */
export const topK = (tf: Context, input: TensorLike, { k, sorted, index_type, name }: { k?: TensorLike; sorted?: unknown; index_type?: unknown } & Named = {}): Tensor[] =>
  tf.apply('TopKV2', [input, k ?? 1], { sorted: sorted !== false, index_type: asDType(index_type ?? 'int32') }, name);

/** `tf.nn.in_top_k(predictions, targets, k, name)` */
export const inTopK = (tf: Context, predictions: TensorLike, targets: TensorLike, k: TensorLike, { name }: Named = {}): Tensor =>
  tf.within('in_top_k', () => tf.gen('InTopKV2', [predictions, targets, k], NONE, name));

function countNonzero(tf: Context, t: Tensor, dtype: 'int32' | 'int64'): Tensor {
  return tf.within('count_nonzero', () => {
    const zero = tf.constant(tensor(t.dtype, [], [0]), 'zeros');
    const there = castTo(tf, tf.gen('NotEqual', [t, zero]), dtype);
    return reduced(tf, 'Sum', there, null, false, 'nonzero_count');
  });
}

/** `tf.nn.zero_fraction(value, name)` */
export const zeroFraction = (tf: Context, value: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'zero_fraction', () => {
  const t = tf.convert(value, { name: 'value' });
  const whole = size(tf, t, { out_type: 'int64' });
  const small = tf.gen('LessEqual', [whole, 2147483647]);
  const there = cond(tf, small, () => castTo(tf, countNonzero(tf, t, 'int32'), 'int64'), () => countNonzero(tf, t, 'int64')) as Tensor;
  const fraction = tf.within('counts_to_fraction', () => {
    const zeros = castTo(tf, operator(tf, 'sub', whole, there), 'float32');
    return operator(tf, 'truediv', zeros, castTo(tf, whole, 'float32'));
  });
  return identity(tf, fraction, { name: 'fraction' });
});
