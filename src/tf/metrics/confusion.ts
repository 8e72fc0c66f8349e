/** `tf.confusion_matrix`, and the metrics that add such matrices up (python/ops/confusion_matrix.py, metrics_impl.py). */
import { comparison, signCheck } from '../array/checks.ts';
import { ones, onesLike } from '../array/fills.ts';
import { reshape, size, stack } from '../array/parts.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { withDependencies } from '../core.ts';
import { asDType } from '../dtypes.ts';
import { float32 } from '../losses/weighted.ts';
import { assertCompatible, squeezable } from '../losses/weights.ts';
import { cast, divide, divNoNan } from '../math/elementwise.ts';
import type { Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { reduced, reduceMax, reduceMean, reduceSum } from '../math/reduce.ts';
import { assignAdd, scatter } from '../state/assign.ts';
import { collect, given, inScope, metricVariable, type Metric, type MetricOptions } from './variables.ts';

interface MatrixOptions extends Named { readonly num_classes?: TensorLike; readonly dtype?: unknown; readonly weights?: TensorLike }

/** `tf.confusion_matrix(labels, predictions, num_classes, dtype, name, weights)` */
export const confusionMatrix = (tf: Context, labelsLike: TensorLike, predictionsLike: TensorLike, o: MatrixOptions = {}): Tensor => tf.within(o.name ?? 'confusion_matrix', () => {
  const type = asDType(o.dtype ?? 'int32');
  const givenLabels = tf.convert(labelsLike, { name: 'labels' });
  let [labels, predictions] = squeezable(tf, givenLabels, tf.convert(predictionsLike, { name: 'predictions' }));
  predictions = cast(tf, predictions, 'int64') as Tensor;
  labels = cast(tf, labels, 'int64') as Tensor;
  const natural = (t: Tensor, name: string): Tensor => withDependencies(tf, [signCheck('assert_non_negative')(tf, t, { message: `\`${name}\` contains negative values` }).id], t);
  labels = natural(labels, 'labels');
  predictions = natural(predictions, 'predictions');
  let classes: TensorLike = o.num_classes;
  if (!given(classes)) {
    const most = reduceMax(tf, predictions);
    classes = operator(tf, 'add', tf.gen('Maximum', [most, reduceMax(tf, labels)]), 1);
  } else {
    const limit = cast(tf, classes, 'int64');
    const below = (t: Tensor, name: string): Tensor => withDependencies(tf, [comparison('assert_less')(tf, t, limit, { message: `\`${name}\` out of bound` }).id], t);
    labels = below(labels, 'labels');
    predictions = below(predictions, 'predictions');
  }
  let weights: Tensor | null = null;
  if (given(o.weights)) {
    const w = tf.convert(o.weights, { name: 'weights' });
    assertCompatible(predictions, w);
    weights = cast(tf, w, type) as Tensor;
  }
  const shape = stack(tf, [classes, classes]);
  const indices = stack(tf, [labels, predictions], { axis: 1 });
  const values = weights ?? onesLike(tf, predictions, { dtype: type });
  return tf.gen('ScatterNd', [indices, values, cast(tf, shape, 'int64')]);
});

const flat = (tf: Context, t: Tensor): Tensor => ((t.shape?.length ?? 0) > 1 ? reshape(tf, t, [-1]) : t);

/** `tf.metrics.mean_iou(labels, predictions, num_classes, …)` */
export const meanIou = (tf: Context, labelsLike: TensorLike, predictionsLike: TensorLike, classes: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, 'mean_iou', [predictionsLike, labelsLike, o.weights], () => {
  const total = metricVariable(tf, [classes, classes], 'float64', 'total_confusion_matrix');
  let predictions = cast(tf, predictionsLike, 'int64') as Tensor;
  let labels = cast(tf, labelsLike, 'int64') as Tensor;
  const count = cast(tf, classes, 'int64');
  predictions = flat(tf, predictions);
  labels = flat(tf, labels);
  const weights = given(o.weights) ? flat(tf, tf.convert(o.weights)) : null;
  const matrix = confusionMatrix(tf, labels, predictions, { num_classes: count, weights, dtype: 'float64' });
  const update = assignAdd(tf, total, matrix);
  const rows = float32(tf, reduced(tf, 'Sum', total, 0, false));
  const columns = float32(tf, reduced(tf, 'Sum', total, 1, false));
  const diagonal = float32(tf, tf.gen('DiagPart', [total]));
  const whole = operator(tf, 'sub', operator(tf, 'add', rows, columns), diagonal);
  const valid = reduceSum(tf, float32(tf, tf.gen('NotEqual', [whole, 0])));
  const positive = tf.gen('Greater', [whole, 0]);
  const divisor = tf.gen('Select', [positive, whole, onesLike(tf, whole)]);
  const iou = divide(tf, diagonal, divisor);
  const some = tf.gen('Greater', [valid, 0]);
  const mean = operator(tf, 'truediv', reduced(tf, 'Sum', iou, null, false, 'mean_iou'), valid);
  const value = tf.gen('Select', [some, mean, 0], NONE);
  collect(tf, o.metrics_collections, value);
  collect(tf, o.updates_collections, update);
  return [value, update];
});

/** `tf.metrics.mean_per_class_accuracy(labels, predictions, num_classes, …)` */
export const meanPerClassAccuracy = (tf: Context, labelsLike: TensorLike, predictionsLike: TensorLike, classes: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, 'mean_accuracy', [predictionsLike, labelsLike, o.weights], () => {
  const labels = flat(tf, cast(tf, labelsLike, 'int64') as Tensor);
  let predictions = flat(tf, tf.convert(predictionsLike));
  assertCompatible(predictions, labels);
  const total = metricVariable(tf, [classes], 'float32', 'total');
  const count = metricVariable(tf, [classes], 'float32', 'count');
  let all = ones(tf, [size(tf, labels)], { dtype: 'float32' });
  predictions = cast(tf, predictions, labels.dtype) as Tensor;
  let correct = float32(tf, tf.gen('Equal', [predictions, labels]));
  if (given(o.weights)) {
    const weights = float32(tf, flat(tf, tf.convert(o.weights)));
    correct = operator(tf, 'mul', correct, weights);
    all = operator(tf, 'mul', all, weights);
  }
  const addTotal = scatter(tf, 'ScatterAdd', total, labels, all);
  const addCount = scatter(tf, 'ScatterAdd', count, labels, correct);
  const ratio = (a: TensorLike, b: TensorLike, name?: string): Tensor => divNoNan(tf, a, tf.gen('Maximum', [b, 0]), { name });
  const value = reduceMean(tf, ratio(count, total), { name: 'mean_accuracy' });
  collect(tf, o.metrics_collections, value);
  const update = ratio(addCount, addTotal, 'update_op');
  collect(tf, o.updates_collections, update);
  return [value, update];
});
