/** Means over batches: `tf.metrics.mean`, accuracy, and the errors that are means (python/ops/metrics_impl.py). */
import { onesLike, zerosLike } from '../array/fills.ts';
import { size } from '../array/parts.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { broadcastWeights, assertCompatible, squeezable } from '../losses/weights.ts';
import { float32 } from '../losses/weighted.ts';
import { abs, cast, divide, divNoNan } from '../math/elementwise.ts';
import { operator } from '../math/operators.ts';
import { reduced, reduceSum } from '../math/reduce.ts';
import { assignAdd } from '../state/assign.ts';
import { Float } from '../values.ts';
import { TensorShape } from '../shape.ts';
import { collect, given, inScope, metricVariable, squeezed, type Metric, type MetricOptions } from './variables.ts';

const ratio = (tf: Context, total: TensorLike, count: TensorLike, name: string): Tensor => divNoNan(tf, total, tf.gen('Maximum', [count, 0]), { name });

/** `tf.metrics.mean(values, weights, metrics_collections, updates_collections, name)` */
export const mean = (tf: Context, input: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, 'mean', [input, o.weights], () => {
  let values = float32(tf, input);
  const total = metricVariable(tf, [], 'float32', 'total');
  const count = metricVariable(tf, [], 'float32', 'count');
  let number: Tensor;
  if (!given(o.weights)) number = float32(tf, size(tf, values));
  else {
    const fit = squeezed(tf, values, null, o.weights);
    const weights = broadcastWeights(tf, float32(tf, fit.weights), fit.predictions);
    values = tf.gen('Mul', [fit.predictions, weights]);
    number = reduceSum(tf, weights);
  }
  return finish(tf, o, total, count, () => assignAdd(tf, total, reduceSum(tf, values)), () => tf.after([values.id], () => assignAdd(tf, count, number)));
});

function finish(tf: Context, o: MetricOptions, total: TensorLike, count: TensorLike, addTotal: () => Tensor, addCount: () => Tensor): Metric {
  const newTotal = addTotal();
  const newCount = addCount();
  const value = ratio(tf, total, count, 'value');
  collect(tf, o.metrics_collections, value);
  const update = ratio(tf, newTotal, newCount, 'update_op');
  collect(tf, o.updates_collections, update);
  return [value, update];
}

/** `tf.metrics.mean_tensor(values, …)`: of each element. */
export const meanTensor = (tf: Context, input: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, 'mean', [input, o.weights], () => {
  let values = float32(tf, input);
  const total = metricVariable(tf, new TensorShape(values.shape), 'float32', 'total_tensor');
  const count = metricVariable(tf, new TensorShape(values.shape), 'float32', 'count_tensor');
  let number = onesLike(tf, values);
  if (given(o.weights)) {
    const fit = squeezed(tf, values, null, o.weights);
    const weights = broadcastWeights(tf, float32(tf, fit.weights), fit.predictions);
    values = tf.gen('Mul', [fit.predictions, weights]);
    number = tf.gen('Mul', [number, weights]);
  }
  return finish(tf, o, total, count, () => assignAdd(tf, total, values), () => tf.after([values.id], () => assignAdd(tf, count, number)));
});

/** `tf.metrics.accuracy(labels, predictions, …)` */
export function accuracy(tf: Context, labels: TensorLike, predictions: TensorLike, o: MetricOptions = {}): Metric {
  const fit = squeezed(tf, predictions, labels, o.weights);
  const p = cast(tf, fit.predictions, fit.labels!.dtype);
  const correct = float32(tf, tf.gen('Equal', [p, fit.labels]));
  return mean(tf, correct, { ...o, weights: fit.weights, name: o.name || 'accuracy' });
}

/** A mean of errors of predictions. */
const meanOf = (name: string, error: (tf: Context, labels: Tensor, predictions: Tensor) => Tensor) => (tf: Context, labels: TensorLike, predictions: TensorLike, o: MetricOptions = {}): Metric => {
  const fit = squeezed(tf, predictions, labels, o.weights);
  return mean(tf, error(tf, fit.labels!, fit.predictions), { ...o, weights: fit.weights, name: o.name || name });
};
/** `tf.metrics.mean_absolute_error(labels, predictions, …)` */
export const meanAbsoluteError = meanOf('mean_absolute_error', (tf, l, p) => abs(tf, operator(tf, 'sub', p, l)));
/** `tf.metrics.mean_squared_error(labels, predictions, …)` */
export const meanSquaredError = meanOf('mean_squared_error', (tf, l, p) => tf.gen('SquaredDifference', [l, p]));

/** `tf.metrics.root_mean_squared_error(labels, predictions, …)` */
export function rootMeanSquaredError(tf: Context, labels: TensorLike, predictions: TensorLike, o: MetricOptions = {}): Metric {
  const fit = squeezed(tf, predictions, labels, o.weights);
  const [value, update] = meanSquaredError(tf, fit.labels, fit.predictions, { weights: fit.weights, name: o.name || 'root_mean_squared_error' });
  const root = tf.gen('Sqrt', [value]);
  collect(tf, o.metrics_collections, root);
  const rootUpdate = tf.gen('Sqrt', [update]);
  collect(tf, o.updates_collections, rootUpdate);
  return [root, rootUpdate];
}

/** `tf.metrics.mean_relative_error(labels, predictions, normalizer, …)` */
export function meanRelativeError(tf: Context, labels: TensorLike, predictions: TensorLike, normalizer: TensorLike, o: MetricOptions = {}): Metric {
  const fit = squeezed(tf, predictions, labels, o.weights);
  const [p, n] = squeezable(tf, fit.predictions, normalizer);
  assertCompatible(p, n);
  const none = tf.gen('Equal', [n, new Float(0)]);
  const zeros = zerosLike(tf, fit.labels);
  const error = divide(tf, abs(tf, operator(tf, 'sub', fit.labels, p)), n);
  return mean(tf, tf.gen('Select', [none, zeros, error]), { ...o, weights: fit.weights, name: o.name || 'mean_relative_error' });
}

/** `tf.metrics.mean_cosine_distance(labels, predictions, dim, …)` */
export function meanCosineDistance(tf: Context, labels: TensorLike, predictions: TensorLike, dim: unknown, o: MetricOptions = {}): Metric {
  const fit = squeezed(tf, predictions, labels, o.weights);
  const products = reduced(tf, 'Sum', tf.gen('Mul', [fit.predictions, fit.labels]), [dim], true);
  const [value, update] = mean(tf, products, { weights: fit.weights, name: o.name || 'mean_cosine_distance' });
  const distances = [value, update].map((v) => tf.gen('Sub', [new Float(1), v])) as [Tensor, Tensor];
  collect(tf, o.metrics_collections, distances[0]);
  collect(tf, o.updates_collections, distances[1]);
  return distances;
}

/** `tf.metrics.percentage_below(values, threshold, …)` */
export const percentageBelow = (tf: Context, values: TensorLike, threshold: TensorLike, o: MetricOptions = {}): Metric =>
  mean(tf, float32(tf, tf.gen('Less', [values, threshold], NONE)), { ...o, name: o.name || 'percentage_below_threshold' });
