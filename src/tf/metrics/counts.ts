/** Counts of true and false predictions over batches, and precision and recall made of them (python/ops/metrics_impl.py). */
import { assertType, rankCheck } from '../array/checks.ts';
import { rank } from '../array/parts.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import { float32 } from '../losses/weighted.ts';
import { cast, divide } from '../math/elementwise.ts';
import { operator } from '../math/operators.ts';
import { reduceSum } from '../math/reduce.ts';
import { assignAdd } from '../state/assign.ts';
import { collect, given, inScope, metricVariable, squeezed, type Metric, type MetricOptions, type Squeezed } from './variables.ts';

/** `_count_condition` */
function countCondition(tf: Context, condition: Tensor, o: MetricOptions): Metric {
  assertType(tf, condition, 'bool');
  const count = metricVariable(tf, [], 'float32', 'count');
  let values = float32(tf, condition);
  if (given(o.weights)) {
    const fits = rankCheck('assert_rank_in')(tf, o.weights, [0, rank(tf, values)]);
    values = tf.after([fits.id], () => tf.gen('Mul', [values, float32(tf, o.weights)]));
  }
  const value = identity(tf, count);
  collect(tf, o.metrics_collections, value);
  const update = assignAdd(tf, count, reduceSum(tf, values));
  collect(tf, o.updates_collections, update);
  return [value, update];
}

const booleans = (tf: Context, labels: TensorLike, predictions: TensorLike, weights: TensorLike): Squeezed => {
  const p = cast(tf, predictions, 'bool');
  return squeezed(tf, p, cast(tf, labels, 'bool'), weights);
};

/** Counts where labels and predictions are so. */
const counter = (name: string, label: boolean, prediction: boolean) => (tf: Context, labels: TensorLike, predictions: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, name, [predictions, labels, o.weights], () => {
  const fit = booleans(tf, labels, predictions, o.weights);
  const is = tf.gen('Equal', [fit.labels, label]);
  const both = tf.gen('LogicalAnd', [is, tf.gen('Equal', [fit.predictions, prediction])]);
  return countCondition(tf, both, { ...o, weights: fit.weights });
});
export const truePositives = counter('true_positives', true, true);
export const falsePositives = counter('false_positives', false, true);
export const trueNegatives = counter('true_negatives', false, false);
export const falseNegatives = counter('false_negatives', true, false);

/** True positives over them and others. */
const share = (name: string, others: typeof truePositives) => (tf: Context, labels: TensorLike, predictions: TensorLike, o: MetricOptions = {}): Metric => inScope(tf, o.name, name, [predictions, labels, o.weights], () => {
  const fit = booleans(tf, labels, predictions, o.weights);
  const [yes, yesUpdate] = truePositives(tf, fit.labels, fit.predictions, { weights: fit.weights });
  const [no, noUpdate] = others(tf, fit.labels, fit.predictions, { weights: fit.weights });
  const of = (a: TensorLike, b: TensorLike, own: string): Tensor => {
    const some = tf.gen('Greater', [operator(tf, 'add', a, b), 0]);
    return tf.gen('Select', [some, divide(tf, a, operator(tf, 'add', a, b)), 0], NONE, own);
  };
  const value = of(yes, no, 'value');
  collect(tf, o.metrics_collections, value);
  const update = of(yesUpdate, noUpdate, 'update_op');
  collect(tf, o.updates_collections, update);
  return [value, update];
});
/** `tf.metrics.precision(labels, predictions, …)` */
export const precision = share('precision', falsePositives);
/** `tf.metrics.recall(labels, predictions, …)` */
export const recall = share('recall', falseNegatives);
