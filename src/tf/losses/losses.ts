/** `tf.losses`: each loss of labels and predictions, weighted and summed up (python/ops/losses/losses_impl.py). */
import { itemAt, rank, shape as shapeOf } from '../array/parts.ts';
import { squeeze } from '../array/shapes.ts';
import { onesLike, zerosLike } from '../array/fills.ts';
import { NONE, type Context, type OwnName, type Tensor, type TensorLike } from '../context.ts';
import { cond } from '../flow/cond.ts';
import { abs, add, cast, divNoNan } from '../math/elementwise.ts';
import { fail, num, rangeTo, renamed } from '../math/nodes.ts';
import { operator, reflected } from '../math/operators.ts';
import { reduced, reduceSum } from '../math/reduce.ts';
import { sigmoidCrossEntropy, softmaxCrossEntropyV2, sparseSoftmaxCrossEntropy } from '../nn/softmax.ts';
import { Float } from '../values.ts';
import { addLoss, computeWeightedLoss, float32, present, type LossOptions } from './weighted.ts';
import { assertBroadcastable, assertCompatible, squeezable } from './weights.ts';

const needs = (v: unknown, name: string): void => { if (v === null || v === undefined) fail('ValueError', `Argument \`${name}\` must not be None.`); };

/** A loss of one number for each label and prediction, both float32. */
const elementwise = (name: string, make: (tf: Context, labels: Tensor, predictions: Tensor, options: Extra) => Tensor, second = 'predictions') =>
  (tf: Context, labels: TensorLike, predictions: TensorLike, options: Extra = {}): Tensor => {
    needs(labels, 'labels');
    needs(predictions, second);
    return tf.within(options.scope ?? name, (scope) => {
      const p = float32(tf, predictions);
      const l = float32(tf, labels);
      assertCompatible(p, l);
      return computeWeightedLoss(tf, make(tf, l, p, options), { ...options, scope });
    });
  };
interface Extra extends LossOptions { readonly delta?: TensorLike; readonly epsilon?: TensorLike; readonly axis?: unknown; readonly dim?: unknown }

/** `tf.losses.mean_squared_error(labels, predictions, …)` */
export const meanSquaredError = elementwise('mean_squared_error', (tf, l, p) => tf.gen('SquaredDifference', [p, l]));
/** `tf.losses.absolute_difference(labels, predictions, …)` */
export const absoluteDifference = elementwise('absolute_difference', (tf, l, p) => abs(tf, tf.gen('Sub', [p, l])));

/** `tf.losses.huber_loss(labels, predictions, weights, delta, …)` */
export const huberLoss = elementwise('huber_loss', (tf, l, p, { delta = new Float(1) }) => {
  const size = abs(tf, tf.gen('Sub', [p, l]));
  const quadratic = tf.gen('Minimum', [size, delta]);
  const linear = tf.gen('Sub', [size, quadratic]);
  const half = tf.convert(0.5, { dtype: quadratic.dtype });
  const square = tf.gen('Mul', [half, tf.gen('Mul', [quadratic, quadratic])]);
  return add(tf, square, tf.gen('Mul', [delta, linear]));
});

/** `tf.losses.log_loss(labels, predictions, weights, epsilon, …)` */
export const logLoss = elementwise('log_loss', (tf, l, p, { epsilon = 1e-7 }) => {
  const log = (v: Tensor): Tensor => tf.gen('Log', [operator(tf, 'add', v, epsilon)]);
  const first = tf.gen('Neg', [tf.gen('Mul', [l, log(p)])]);
  const other = reflected(tf, 'sub', l, 1);
  return operator(tf, 'sub', first, tf.gen('Mul', [other, log(reflected(tf, 'sub', p, 1))]));
});

/** `tf.losses.hinge_loss(labels, logits, …)` */
export const hingeLoss = elementwise('hinge_loss', (tf, labels, logits) => {
  const ones = onesLike(tf, labels);
  const signs = tf.gen('Sub', [reflected(tf, 'mul', labels, 2), ones]);
  return tf.gen('Relu', [tf.gen('Sub', [ones, tf.gen('Mul', [signs, logits])])]);
}, 'logits');

/** `tf.losses.cosine_distance(labels, predictions, axis, …)`: of vectors of length 1. */
export function cosineDistance(tf: Context, labels: TensorLike, predictions: TensorLike, options: Extra = {}): Tensor {
  const axis = renamed(options.axis, options.dim, 'axis', 'dim');
  if (axis === null || axis === undefined) fail('ValueError', 'You must specify argument `axis`.');
  return elementwise('cosine_distance_loss', (_, l, p) => reflected(tf, 'sub', reduced(tf, 'Sum', tf.gen('Mul', [p, l]), [axis], true), 1))(tf, labels, predictions, options);
}

/** `tf.losses.mean_pairwise_squared_error(labels, predictions, …)` */
export function meanPairwiseSquaredError(tf: Context, labels: TensorLike, predictions: TensorLike, { weights = new Float(1), scope, loss_collection }: LossOptions = {}): Tensor {
  needs(labels, 'labels');
  needs(predictions, 'predictions');
  return tf.within(scope ?? 'mean_pairwise_squared_error', () => {
    const w = float32(tf, weights);
    const l = float32(tf, labels);
    return tf.after([assertBroadcastable(tf, w, l).id], () => {
      const p = float32(tf, predictions);
      assertCompatible(p, l);
      const diffs = tf.gen('Sub', [p, l]);
      const axes = rangeTo(tf, 1, rank(tf, diffs));
      const squares = reduced(tf, 'Sum', tf.gen('Square', [diffs]), axes, true);
      const count = present(tf, diffs, w, true);
      const positive = (v: Tensor): Tensor => tf.gen('Maximum', [v, 0]);
      const first = reflected(tf, 'mul', divNoNan(tf, squares, positive(operator(tf, 'sub', count, 1)), { name: 'value' }), new Float(2));
      const sum = reduced(tf, 'Sum', diffs, axes, true);
      const squaredSum = tf.gen('Square', [sum]);
      const pairs = positive(tf.gen('Mul', [count, operator(tf, 'sub', count, 1)]));
      const second = reflected(tf, 'mul', divNoNan(tf, squaredSum, pairs, { name: 'value' }), new Float(2));
      const loss = reduceSum(tf, tf.gen('Mul', [operator(tf, 'sub', first, second), w]));
      const any = tf.gen('Greater', [reduceSum(tf, count), 0]);
      const mean = tf.gen('Select', [any, loss, zerosLike(tf, loss)], NONE, 'value');
      addLoss(tf, mean, { loss_collection });
      return mean;
    });
  });
}

interface Smoothed extends LossOptions { readonly label_smoothing?: unknown }

/** `tf.losses.sigmoid_cross_entropy(multi_class_labels, logits, weights, label_smoothing, …)` */
export function sigmoidLoss(tf: Context, labels: TensorLike, logits: TensorLike, options: Smoothed = {}): Tensor {
  needs(labels, 'multi_class_labels');
  needs(logits, 'logits');
  return tf.within(options.scope ?? 'sigmoid_cross_entropy_loss', (scope) => {
    const z = tf.convert(logits);
    let l = cast(tf, labels, z.dtype) as Tensor;
    assertCompatible(z, l);
    const smoothing = num(options.label_smoothing) ?? 0;
    if (smoothing > 0) l = operator(tf, 'add', operator(tf, 'mul', l, 1 - smoothing), 0.5 * smoothing);
    return computeWeightedLoss(tf, sigmoidCrossEntropy(tf, { labels: l, logits: z, name: 'xentropy' }), { ...options, scope });
  });
}

/** `tf.losses.softmax_cross_entropy(onehot_labels, logits, weights, label_smoothing, …)` */
export function softmaxLoss(tf: Context, labels: TensorLike, logits: TensorLike, options: Smoothed = {}): Tensor {
  needs(labels, 'onehot_labels');
  needs(logits, 'logits');
  return tf.within(options.scope ?? 'softmax_cross_entropy_loss', (scope) => {
    const z = tf.convert(logits);
    let l = cast(tf, labels, z.dtype) as Tensor;
    assertCompatible(z, l);
    const smoothing = num(options.label_smoothing) ?? 0;
    if (smoothing > 0) {
      const classes = cast(tf, itemAt(tf, shapeOf(tf, l), -1), z.dtype) as Tensor;
      const negative = reflected(tf, 'truediv', classes, smoothing);
      l = operator(tf, 'add', operator(tf, 'mul', l, 1 - smoothing), negative);
    }
    const stopped = tf.gen('StopGradient', [l], NONE, 'labels_stop_gradient');
    return computeWeightedLoss(tf, softmaxCrossEntropyV2(tf, stopped, z, { name: 'xentropy' }), { ...options, scope });
  });
}

/** `tf.losses.sparse_softmax_cross_entropy(labels, logits, …)` */
export function sparseSoftmaxLoss(tf: Context, labels: TensorLike, logits: TensorLike, options: LossOptions = {}): Tensor {
  needs(labels, 'labels');
  needs(logits, 'logits');
  return tf.within(options.scope ?? 'sparse_softmax_cross_entropy_loss', (scope: OwnName) => {
    const [l, z] = squeezable(tf, labels, logits, 1);
    const weights = squeezedWeights(tf, tf.convert(options.weights ?? new Float(1)), l);
    const losses = sparseSoftmaxCrossEntropy(tf, { labels: l, logits: z, name: 'xentropy' });
    return computeWeightedLoss(tf, losses, { ...options, weights, scope });
  });
}

/** Weights without a last axis that the labels do not have. */
function squeezedWeights(tf: Context, w: Tensor, labels: Tensor): Tensor {
  const [a, b] = [w.shape?.length ?? null, labels.shape?.length ?? null];
  const shorter = (): Tensor => squeeze(tf, w, { axis: [-1] });
  if (a !== null && b !== null) return a - b === 1 ? shorter() : w;
  const apart = operator(tf, 'sub', rank(tf, w), rank(tf, labels));
  const last = w.shape?.at(-1) ?? null;
  if (a === null || (a > 0 && (last === null || last === 1))) return cond(tf, tf.gen('Equal', [1, apart]), shorter, () => w) as Tensor;
  return w;
}
