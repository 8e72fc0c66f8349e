/** Python names of tf/metrics. */
import { bind, type FunctionBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import * as c from '../metrics/confusion.ts';
import * as n from '../metrics/counts.ts';
import * as m from '../metrics/mean.ts';
import * as t from '../metrics/thresholds.ts';
import { Tuple } from '../values.ts';

const END = 'weights=None, metrics_collections=None, updates_collections=None, name=None';
const PAIR = 'labels, predictions';

/** A metric's binding: value and update op as a tuple. */
function metric(name: string, params: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding {
  const made = bind(`metrics.${name}`, params, fn);
  return { ...made, call: (tf, ...args) => Tuple.from2(made.call(tf, ...args) as unknown[]) };
}
const pair = (name: string, fn: unknown, more = ''): FunctionBinding => metric(name, `${PAIR}${more}, ${END}`, fn as never);

export const metricFunctions: readonly FunctionBinding[] = [
  metric('mean', `values, ${END}`, m.mean), metric('mean_tensor', `values, ${END}`, m.meanTensor), metric('percentage_below', `values, threshold, ${END}`, m.percentageBelow),
  pair('accuracy', m.accuracy), pair('mean_absolute_error', m.meanAbsoluteError), pair('mean_squared_error', m.meanSquaredError), pair('root_mean_squared_error', m.rootMeanSquaredError),
  pair('mean_relative_error', m.meanRelativeError, ', normalizer'), pair('mean_cosine_distance', m.meanCosineDistance, ', dim'),
  pair('mean_iou', c.meanIou, ', num_classes'), pair('mean_per_class_accuracy', c.meanPerClassAccuracy, ', num_classes'),
  pair('true_positives', n.truePositives), pair('false_positives', n.falsePositives), pair('true_negatives', n.trueNegatives), pair('false_negatives', n.falseNegatives), pair('precision', n.precision), pair('recall', n.recall),
  pair('true_positives_at_thresholds', t.countAtThresholds('tp'), ', thresholds'), pair('false_positives_at_thresholds', t.countAtThresholds('fp'), ', thresholds'),
  pair('true_negatives_at_thresholds', t.countAtThresholds('tn'), ', thresholds'), pair('false_negatives_at_thresholds', t.countAtThresholds('fn'), ', thresholds'),
  pair('precision_at_thresholds', t.precisionAtThresholds, ', thresholds'), pair('recall_at_thresholds', t.recallAtThresholds, ', thresholds'),
  metric('auc', `${PAIR}, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, curve="ROC", name=None, summation_method="trapezoidal", thresholds=None`, t.auc),
  metric('sensitivity_at_specificity', `${PAIR}, specificity, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None`, t.sensitivityAtSpecificity),
  bind(['confusion_matrix', 'math.confusion_matrix', 'train.confusion_matrix'], `${PAIR}, num_classes=None, dtype=int32, name=None, weights=None`, c.confusionMatrix),
];
