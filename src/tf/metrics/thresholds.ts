/** Metrics of predictions cut at many thresholds: counts, precision, recall, the area under a curve (python/ops/metrics_impl.py). */
import { comparison } from '../array/checks.ts';
import { onesLike } from '../array/fills.ts';
import { getItem } from '../array/indexing.ts';
import { itemAt, num, nums, reshape, shape as shapeOf, stack } from '../array/parts.ts';
import { expandDims, transpose } from '../array/shapes.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import { float32 } from '../losses/weighted.ts';
import { broadcastWeights } from '../losses/weights.ts';
import { abs, cast, divide, divNoNan } from '../math/elementwise.ts';
import { fail } from '../math/nodes.ts';
import { operator, reflected } from '../math/operators.ts';
import { arg, reduced } from '../math/reduce.ts';
import { assignAdd } from '../state/assign.ts';
import { Float, Slice } from '../values.ts';
import { collect, inScope, metricVariable, squeezed, type Metric, type MetricOptions } from './variables.ts';

type Kind = 'tp' | 'fn' | 'tn' | 'fp';
type Counts = Partial<Record<Kind, { readonly value: TensorLike; readonly update: Tensor }>>;
const NAMES: Readonly<Record<Kind, string>> = { tp: 'true_positives', fn: 'false_negatives', tn: 'true_negatives', fp: 'false_positives' };
const ALL: readonly Kind[] = ['tp', 'fn', 'tn', 'fp'];
const float = (v: number): unknown => (Number.isInteger(v) ? new Float(v) : v);

/** `_confusion_matrix_at_thresholds` */
function countsAt(tf: Context, labels: TensorLike, predictions: TensorLike, thresholds: readonly number[], weightsLike: TensorLike, kinds: readonly Kind[] = ALL): Counts {
  const message = 'predictions must be in [0, 1]';
  const given32 = tf.convert(predictions);
  const limit = (v: number): TensorLike => cast(tf, new Float(v), given32.dtype);
  const low = comparison('assert_greater_equal')(tf, given32, limit(0), { message });
  const high = comparison('assert_less_equal')(tf, given32, limit(1), { message });
  const fit = tf.after([low.id, high.id], () => {
    const p = float32(tf, given32);
    return squeezed(tf, p, cast(tf, labels, 'bool'), weightsLike);
  });
  const n = thresholds.length;
  const column = reshape(tf, fit.predictions, [-1, 1]);
  const row = reshape(tf, cast(tf, fit.labels, 'bool'), [1, -1]);
  const count = column.shape?.[0] ?? itemAt(tf, shapeOf(tf, column), 0);
  const edges = expandDims(tf, tf.convert(thresholds.map(float)), { axis: [1] });
  const tiled = tf.gen('Tile', [edges, stack(tf, [1, count])]);
  const positive = tf.gen('Greater', [tf.gen('Tile', [transpose(tf, column), [n, 1]]), tiled]);
  const has = (...wanted: Kind[]): boolean => wanted.some((k) => kinds.includes(k));
  const negative = has('fn', 'tn') ? tf.gen('LogicalNot', [positive]) : null;
  const labelled = tf.gen('Tile', [row, [n, 1]]);
  const unlabelled = has('fp', 'tn') ? tf.gen('LogicalNot', [labelled]) : null;
  const weights = fit.weights && tf.gen('Tile', [reshape(tf, broadcastWeights(tf, float32(tf, fit.weights), fit.predictions), [1, -1]), [n, 1]]);
  const out: Counts = {};
  for (const kind of ALL.filter((k) => kinds.includes(k))) {
    const v = metricVariable(tf, [n], 'float32', NAMES[kind]);
    let is = float32(tf, tf.gen('LogicalAnd', [kind === 'tp' || kind === 'fn' ? labelled : unlabelled, kind === 'tp' || kind === 'fp' ? positive : negative]));
    if (weights) is = operator(tf, 'mul', is, weights);
    out[kind] = { value: v, update: assignAdd(tf, v, reduced(tf, 'Sum', is, 1, false)) };
  }
  return out;
}

const usual = (count: number): number[] => [0 - 1e-7, ...Array.from({ length: count - 2 }, (_, i) => (i + 1) / (count - 1)), 1 + 1e-7];

/** `tf.metrics.true_positives_at_thresholds(labels, predictions, thresholds, …)` and its kin. */
export const countAtThresholds = (kind: Kind) => (tf: Context, labels: TensorLike, predictions: TensorLike, thresholds: unknown, o: MetricOptions = {}): Metric => inScope(tf, o.name, NAMES[kind], [predictions, labels, o.weights], () => {
  const found = countsAt(tf, labels, predictions, nums(thresholds)!, o.weights, [kind])[kind]!;
  const value = identity(tf, found.value);
  collect(tf, o.metrics_collections, value);
  collect(tf, o.updates_collections, found.update);
  return [value, found.update];
});

/** The value of counts so far, and after this batch. */
function both(tf: Context, o: MetricOptions, counts: Counts, of: (pick: (k: Kind) => TensorLike, name: string) => Tensor): Metric {
  const value = of((k) => tf.convert(counts[k]!.value), 'value');
  collect(tf, o.metrics_collections, value);
  const update = of((k) => counts[k]!.update, 'update_op');
  collect(tf, o.updates_collections, update);
  return [value, update];
}
const plus = (tf: Context, a: TensorLike, b: TensorLike): Tensor => operator(tf, 'add', a, b);

const shareAtThresholds = (name: string, prefix: string, other: Kind) => (tf: Context, labels: TensorLike, predictions: TensorLike, thresholds: unknown, o: MetricOptions = {}): Metric => inScope(tf, o.name, name, [predictions, labels, o.weights], () => {
  const counts = countsAt(tf, labels, predictions, nums(thresholds)!, o.weights, ['tp', other]);
  return both(tf, o, counts, (pick, own) => {
    const tp = pick('tp');
    return divide(tf, tp, plus(tf, reflected(tf, 'add', tp, 1e-7), pick(other)), { name: `${prefix}_${own}` });
  });
});
export const precisionAtThresholds = shareAtThresholds('precision_at_thresholds', 'precision', 'fp');
export const recallAtThresholds = shareAtThresholds('recall_at_thresholds', 'recall', 'fn');

interface AucOptions extends MetricOptions { readonly num_thresholds?: unknown; readonly curve?: unknown; readonly summation_method?: unknown; readonly thresholds?: unknown }

/** `tf.metrics.auc(labels, predictions, weights, num_thresholds, …, curve, name, summation_method, thresholds)` */
export const auc = (tf: Context, labels: TensorLike, predictions: TensorLike, o: AucOptions = {}): Metric => inScope(tf, o.name, 'auc', [labels, predictions, o.weights], () => {
  const curve = o.curve ?? 'ROC';
  const method = o.summation_method ?? 'trapezoidal';
  if (curve !== 'ROC' && curve !== 'PR') fail('ValueError', `Curve must be either ROC or PR. Curve ${String(curve)} is unknown.`);
  const own = nums(o.thresholds);
  const thresholds = own ? [0 - 1e-7, ...[...own].sort((a, b) => a - b), 1 + 1e-7] : usual(num(o.num_thresholds ?? 200)!);
  const n = thresholds.length;
  const counts = countsAt(tf, labels, predictions, thresholds, o.weights);
  const front = (t: Tensor): Tensor => getItem(tf, t, new Slice(null, n - 1, null));
  const back = (t: Tensor): Tensor => getItem(tf, t, new Slice(1, null, null));
  return both(tf, o, counts, (pick, name) => {
    const [tp, fn, tn, fp] = ALL.map(pick) as [Tensor, Tensor, Tensor, Tensor];
    if (curve === 'PR' && method === 'careful_interpolation') return interpolated(tf, tp, fp, fn, front, back);
    const epsilon = 1e-6;
    const top = plus(tf, tp, epsilon);
    const recall = divide(tf, top, plus(tf, plus(tf, tp, fn), epsilon));
    let [x, y] = [recall, recall];
    if (curve === 'ROC') x = divide(tf, fp, plus(tf, plus(tf, fp, tn), epsilon));
    else {
      const above = plus(tf, tp, epsilon);
      y = divide(tf, above, plus(tf, plus(tf, tp, fp), epsilon));
    }
    const heights: Readonly<Record<string, () => Tensor>> = {
      trapezoidal: () => operator(tf, 'truediv', plus(tf, front(y), back(y)), new Float(2)), careful_interpolation: () => operator(tf, 'truediv', plus(tf, front(y), back(y)), new Float(2)),
      minoring: () => tf.gen('Minimum', [front(y), back(y)]), majoring: () => tf.gen('Maximum', [front(y), back(y)]),
    };
    const height = heights[method as string] ?? fail('ValueError', `Invalid summation_method: ${String(method)} summation_method should be 'trapezoidal', 'careful_interpolation', 'minoring', or 'majoring'.`);
    const width = operator(tf, 'sub', front(x), back(x));
    return reduced(tf, 'Sum', tf.gen('Mul', [width, height()]), null, false, name);
  });
});

/** The area under a curve of precision and recall, interpolated between counts. */
function interpolated(tf: Context, tp: Tensor, fp: Tensor, fn: Tensor, front: (t: Tensor) => Tensor, back: (t: Tensor) => Tensor): Tensor {
  const positive = (t: Tensor): Tensor => tf.gen('Maximum', [t, 0]);
  const dtp = operator(tf, 'sub', front(tp), back(tp));
  const p = plus(tf, tp, fp);
  const slope = divNoNan(tf, dtp, positive(operator(tf, 'sub', front(p), back(p))), { name: 'prec_slope' });
  const start = back(tp);
  const intercept = operator(tf, 'sub', start, tf.gen('Mul', [slope, back(p)]));
  const above = tf.gen('Greater', [front(p), 0]);
  const some = tf.gen('LogicalAnd', [above, tf.gen('Greater', [back(p), 0])]);
  const part = front(p);
  const ratio = divNoNan(tf, part, positive(back(p)), { name: 'recall_relative_ratio' });
  const safe = tf.gen('Select', [some, ratio, onesLike(tf, back(p))]);
  const area = operator(tf, 'mul', slope, plus(tf, dtp, operator(tf, 'mul', intercept, tf.gen('Log', [safe]))));
  const all = back(tp);
  return reduced(tf, 'Sum', divNoNan(tf, area, positive(plus(tf, all, back(fn))), { name: 'pr_auc_increment' }), null, false, 'interpolate_pr_auc');
}

/** `tf.metrics.sensitivity_at_specificity(labels, predictions, specificity, …)` */
export function sensitivityAtSpecificity(tf: Context, labels: TensorLike, predictions: TensorLike, specificity: unknown, o: AucOptions = {}): Metric {
  const wanted = num(specificity)!;
  if (wanted < 0 || wanted > 1) fail('ValueError', `\`specificity\` must be in the range [0, 1]. Currently, \`specificity\` got ${wanted}.`);
  return inScope(tf, o.name, 'sensitivity_at_specificity', [predictions, labels, o.weights], () => {
    const counts = countsAt(tf, labels, predictions, usual(num(o.num_thresholds ?? 200)!), o.weights);
    return both(tf, o, counts, (pick, name) => {
      const [tp, fn, tn, fp] = ALL.map(pick) as [Tensor, Tensor, Tensor, Tensor];
      const specificities = divide(tf, tn, plus(tf, plus(tf, tn, fp), 1e-7));
      const at = cast(tf, arg('ArgMin')(tf, abs(tf, operator(tf, 'sub', specificities, float(wanted))), { axis: 0 }), 'int32') as Tensor;
      const top = getItem(tf, tp, at);
      const again = getItem(tf, tp, at);
      return divide(tf, top, plus(tf, plus(tf, again, getItem(tf, fn, at)), 1e-7), { name });
    });
  });
}
