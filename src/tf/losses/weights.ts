/** Weights of losses and metrics: whether they can be broadcast to the values, and their broadcast (python/ops/weights_broadcast_ops.py, confusion_matrix.py). */
import { isFull } from '../../engine/dtype.ts';
import { concat, rank, shape as shapeOf, size } from '../array/parts.ts';
import { expandDims, squeeze } from '../array/shapes.ts';
import { onesLike } from '../array/fills.ts';
import { NONE, type Context, type Operation, type OwnName, type Tensor, type TensorLike } from '../context.ts';
import { noOp } from '../core.ts';
import { assert } from '../flow/assert.ts';
import { cond } from '../flow/cond.ts';
import { fail } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { shapesFit } from '../nn/shapes.ts';
import { TensorShape } from '../shape.ts';

const PREFIX = 'weights can not be broadcast to values.';

/** `assert_broadcastable(weights, values)`: an operation to wait for. Throws ValueError where it can be seen that they do not fit. */
export const assertBroadcastable = (tf: Context, weights: TensorLike, values: TensorLike): Operation => tf.within('assert_broadcastable', (scope) => {
  const part = (name: string, v: TensorLike): { t: Tensor; shape: Tensor; rank: Tensor } => tf.within(name, (own) => {
    const t = tf.convert(v, { name: own as never });
    return { t, shape: shapeOf(tf, t, { name: 'shape' }), rank: rank(tf, t, { name: 'rank' }) };
  });
  const w = part('weights', weights);
  const v = part('values', values);
  const [a, b] = [w.t.shape, v.t.shape];
  if (a && b) {
    if (a.length === 0) return noOp(tf, { name: 'static_scalar_check_success' });
    if (a.length !== b.length) fail('ValueError', `${PREFIX} values.rank=${b.length}. weights.rank=${a.length}. values.shape=${String(new TensorShape(b))}. weights.shape=${String(new TensorShape(a))}. Received weights=${String(w.t)}, values=${String(v.t)}`);
    if (isFull(a) && isFull(b)) {
      const i = a.findIndex((d, k) => d !== 1 && d !== b[k]);
      if (i >= 0) fail('ValueError', `${PREFIX} Mismatch at dim ${i}. values.shape=[${b.join(' ')}], weights.shape=[${a.join(' ')}]. Received weights=${String(w.t)}, values=${String(v.t)}`);
      return noOp(tf, { name: 'static_dims_check_success' });
    }
  }
  const isScalar = tf.gen('Equal', [0, w.rank], NONE, 'is_scalar');
  const data = [PREFIX, 'weights.shape=', w.t.name, w.shape, 'values.shape=', v.t.name, v.shape, 'is_scalar=', isScalar];
  const valid = cond(tf, isScalar, () => isScalar, () => validShape(tf, w, v), { name: 'is_valid_shape' }) as Tensor;
  return assert(tf, valid, data, { name: scope as never });
});

interface Shaped { readonly shape: Tensor; readonly rank: Tensor }
const validShape = (tf: Context, w: Shaped, v: Shaped): Tensor => tf.within('has_valid_nonscalar_shape', (scope) => {
  const same = tf.gen('Equal', [v.rank, w.rank], NONE, 'is_same_rank');
  return cond(tf, same, () => validDims(tf, w.shape, v.shape), () => same, { name: scope as never }) as Tensor;
});

const validDims = (tf: Context, weights: Tensor, values: Tensor): Tensor => tf.within('has_invalid_dims', (own) => {
  const column = expandDims(tf, values, { axis: -1 });
  const allowed = concat(tf, [column, onesLike(tf, column)], 1);
  const [, invalid] = tf.apply('DenseToDenseSetOperation', [expandDims(tf, weights, { axis: -1 }), allowed], { set_operation: 'a-b', validate_indices: true });
  const count = size(tf, invalid, { name: 'num_invalid_dims' });
  return tf.gen('Equal', [0, count], NONE, own);
});

/** `broadcast_weights(weights, values)` */
export const broadcastWeights = (tf: Context, weights: TensorLike, values: TensorLike): Tensor => tf.within('broadcast_weights', (own: OwnName) => {
  const v = tf.convert(values, { name: 'values' });
  const w = tf.convert(weights, { dtype: v.dtype, name: 'weights' });
  if (isFull(w.shape) && isFull(v.shape) && w.shape.join() === v.shape.join()) return w;
  return tf.after([assertBroadcastable(tf, w, v).id], () => tf.gen('Mul', [w, onesLike(tf, v)], NONE, own));
});

const lastIsOne = (t: Tensor): boolean => !t.shape || t.shape.length === 0 || t.shape.at(-1) === null || t.shape.at(-1) === 1;
const withoutLast = (tf: Context, t: Tensor): Tensor => squeeze(tf, t, { axis: [-1] });

/** `remove_squeezable_dimensions(labels, predictions, expected_rank_diff)`: a last axis of 1 that only one of them has goes. */
export const squeezable = (tf: Context, labels: TensorLike, predictions: TensorLike, difference = 0): [Tensor, Tensor] => tf.within('remove_squeezable_dimensions', () => {
  let p = tf.convert(predictions);
  let l = tf.convert(labels);
  const [a, b] = [p.shape?.length ?? null, l.shape?.length ?? null];
  if (a !== null && b !== null) {
    if (a - b === difference + 1 && lastIsOne(p)) p = withoutLast(tf, p);
    else if (a - b === difference - 1 && lastIsOne(l)) l = withoutLast(tf, l);
    return [l, p];
  }
  const apart = operator(tf, 'sub', rank(tf, p), rank(tf, l));
  const maybe = (t: Tensor, when: number): Tensor => cond(tf, tf.gen('Equal', [when, apart]), () => withoutLast(tf, t), () => t) as Tensor;
  if (a === null || lastIsOne(p)) p = maybe(p, difference + 1);
  if (b === null || lastIsOne(l)) l = maybe(l, difference - 1);
  return [l, p];
});

/** `get_shape().assert_is_compatible_with` */
export function assertCompatible(a: Tensor, b: Tensor): void {
  if (!shapesFit(a.shape, b.shape)) fail('ValueError', `Shapes ${String(new TensorShape(a.shape))} and ${String(new TensorShape(b.shape))} are incompatible`);
}
