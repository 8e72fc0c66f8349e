/** What metrics share: their local variables, weights that fit, collections (python/ops/metrics_impl.py). */
import { zeros } from '../array/fills.ts';
import { rank } from '../array/parts.ts';
import { expandDims, squeeze } from '../array/shapes.ts';
import type { Context, OwnName, Tensor, TensorLike } from '../context.ts';
import { cond } from '../flow/cond.ts';
import { assertCompatible, squeezable } from '../losses/weights.ts';
import { operator } from '../math/operators.ts';
import { variableScope } from '../state/variable-scope.ts';
import { variable, type Variable } from '../state/variable.ts';

export interface MetricOptions { readonly weights?: TensorLike; readonly metrics_collections?: unknown; readonly updates_collections?: unknown; readonly name?: string | null | undefined }
/** The value, and the op that takes another batch in and gives the new value. */
export type Metric = [TensorLike, Tensor];

export const given = (v: unknown): boolean => v !== null && v !== undefined;

/** A sum over batches: a local variable, in the collection of metrics' variables too. */
export const metricVariable = (tf: Context, shape: unknown, dtype: 'float32' | 'float64', name: string | OwnName): Variable =>
  variable(tf, () => zeros(tf, shape, { dtype }), { trainable: false, collections: ['local_variables', 'metric_variables'], name: name as string });

/** `with variable_scope(name, default, values)` */
export function inScope<T>(tf: Context, name: string | null | undefined, fallback: string, values: readonly TensorLike[], body: () => T): T {
  const scope = variableScope(tf, name ?? null, { default_name: fallback, values: values.filter(given) });
  scope.enter();
  try { return body(); } finally { scope.exit(); }
}

/** Adds to one collection or to several. */
export function collect(tf: Context, collections: unknown, value: unknown): void {
  if (!collections) return;
  for (const name of new Set(Array.isArray(collections) ? collections.map(String) : [String(collections)])) tf.graph.collection(name).push(value);
}

export interface Squeezed { readonly predictions: Tensor; readonly labels: Tensor | null; readonly weights: Tensor | null }

/** `_remove_squeezable_dimensions(predictions, labels, weights)`: a last axis of 1 that only one of them has goes, or comes. */
export function squeezed(tf: Context, predictionsLike: TensorLike, labelsLike: TensorLike, weightsLike: TensorLike): Squeezed {
  let predictions = tf.convert(predictionsLike);
  let labels: Tensor | null = null;
  if (given(labelsLike)) {
    [labels, predictions] = squeezable(tf, labelsLike, predictions);
    assertCompatible(predictions, labels);
  }
  if (!given(weightsLike)) return { predictions, labels, weights: null };
  const w = tf.convert(weightsLike);
  const [a, b] = [w.shape?.length ?? null, predictions.shape?.length ?? null];
  const shorter = (): Tensor => squeeze(tf, w, { axis: [-1] });
  const longer = (): Tensor => expandDims(tf, w, { axis: [-1] });
  if (a === 0) return { predictions, labels, weights: w };
  if (a !== null && b !== null) return { predictions, labels, weights: a - b === 1 ? shorter() : b - a === 1 ? longer() : w };
  const own = rank(tf, w);
  const apart = operator(tf, 'sub', own, rank(tf, predictions));
  const is = (t: Tensor, v: number): Tensor => tf.gen('Equal', [t, v]);
  const expand = (): Tensor => cond(tf, is(apart, -1), longer, () => w) as Tensor;
  const last = w.shape?.at(-1);
  const squeezeFn = a !== null && last !== null && last !== undefined && last !== 1 ? (): Tensor => w : shorter;
  const adjust = (): Tensor => cond(tf, is(apart, 1), squeezeFn, expand) as Tensor;
  return { predictions, labels, weights: cond(tf, is(own, 0), () => w, adjust) as Tensor };
}
