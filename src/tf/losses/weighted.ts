/** `tf.losses.compute_weighted_loss`: what all losses end with, and the collections that losses are kept in (python/ops/losses). */
import { tensor } from '../../engine/dtype.ts';
import { onesLike, zerosLike } from '../array/fills.ts';
import { rank, size } from '../array/parts.ts';
import { collected } from '../collections.ts';
import type { Context, OwnName, Tensor, TensorLike } from '../context.ts';
import { addN, cast, divNoNan } from '../math/elementwise.ts';
import { fail, rangeTo, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { reduced, reduceSum } from '../math/reduce.ts';
import { Float } from '../values.ts';
import { assertBroadcastable, broadcastWeights } from './weights.ts';

/** `tf.losses.Reduction` */
export const REDUCTION = {
  NONE: 'none', SUM: 'weighted_sum', SUM_OVER_BATCH_SIZE: 'weighted_sum_over_batch_size', MEAN: 'weighted_mean', SUM_BY_NONZERO_WEIGHTS: 'weighted_sum_by_nonzero_weights', SUM_OVER_NONZERO_WEIGHTS: 'weighted_sum_by_nonzero_weights',
} as const;
export const REDUCTIONS: readonly string[] = [REDUCTION.NONE, REDUCTION.SUM, REDUCTION.MEAN, REDUCTION.SUM_OVER_BATCH_SIZE, REDUCTION.SUM_BY_NONZERO_WEIGHTS, REDUCTION.SUM_BY_NONZERO_WEIGHTS];
export function validateReduction(key: unknown): void {
  if (!REDUCTIONS.includes(key as string)) fail('ValueError', `Invalid Reduction Key ${String(key)}. Key should be one of (${REDUCTIONS.map((r) => `'${r}'`).join(', ')}).`);
}

/** `loss_collection`: none where it is left out: the bindings give Python's default. */
export interface LossOptions { readonly weights?: TensorLike; readonly scope?: string | OwnName | null | undefined; readonly loss_collection?: unknown; readonly reduction?: unknown }

export const float32 = (tf: Context, x: TensorLike): Tensor => cast(tf, x, 'float32') as Tensor;

/** `tf.losses.add_loss(loss, loss_collection)` */
export function addLoss(tf: Context, loss: TensorLike, { loss_collection }: { loss_collection?: unknown } = {}): void {
  if (loss_collection) tf.graph.collection(String(loss_collection)).push(loss);
}

const safeMean = (tf: Context, losses: Tensor, present: Tensor): Tensor => divNoNan(tf, reduceSum(tf, losses), present, { name: 'value' });
const elements = (tf: Context, losses: Tensor): Tensor => tf.within('num_elements', (own) => cast(tf, size(tf, losses, { name: own }), losses.dtype) as Tensor);

/** `_num_present`: how many weights are not 0, after their broadcast. */
export const present = (tf: Context, losses: Tensor, weights: Tensor, perBatch = false): Tensor => tf.within('num_present', (own) => {
  const w = float32(tf, weights);
  const none = tf.gen('Equal', [w, 0]);
  const flags = tf.gen('Select', [none, zerosLike(tf, w), onesLike(tf, w)]);
  const wide = broadcastWeights(tf, flags, losses);
  if (!perBatch) return reduced(tf, 'Sum', wide, null, false, own);
  return reduced(tf, 'Sum', wide, rangeTo(tf, 1, rank(tf, wide)), true, own);
});

/** `tf.losses.compute_weighted_loss(losses, weights, scope, loss_collection, reduction)` */
export function computeWeightedLoss(tf: Context, losses: TensorLike, { weights = new Float(1), scope, loss_collection, reduction = REDUCTION.SUM_BY_NONZERO_WEIGHTS }: LossOptions = {}): Tensor {
  validateReduction(reduction);
  return tf.within(scope ?? 'weighted_loss', () => tf.after([assertBroadcastable(tf, weights, losses).id], () => {
    const given = tf.convert(losses);
    const values = float32(tf, given);
    const w = float32(tf, weights);
    const weighted = tf.gen('Mul', [values, w]);
    let loss = weighted;
    if (reduction !== REDUCTION.NONE) {
      loss = reduceSum(tf, weighted);
      if (reduction === REDUCTION.MEAN) loss = safeMean(tf, loss, reduceSum(tf, operator(tf, 'mul', onesLike(tf, values), w)));
      else if (reduction === REDUCTION.SUM_BY_NONZERO_WEIGHTS) loss = safeMean(tf, loss, present(tf, values, w));
      else if (reduction === REDUCTION.SUM_OVER_BATCH_SIZE) loss = safeMean(tf, loss, elements(tf, values));
    }
    loss = cast(tf, loss, given.dtype) as Tensor;
    addLoss(tf, loss, { loss_collection });
    return loss;
  }));
}

/** `tf.losses.get_losses(scope, loss_collection)` */
export const getLosses = (tf: Context, { scope, loss_collection }: { scope?: unknown; loss_collection?: unknown } = {}): unknown[] => collected(tf.graph, loss_collection ?? 'losses', scope ?? null);
/** `tf.losses.get_regularization_losses(scope)` */
export const getRegularizationLosses = (tf: Context, { scope }: { scope?: unknown } = {}): unknown[] => collected(tf.graph, 'regularization_losses', scope ?? null);

/** `tf.losses.get_regularization_loss(scope, name)` */
export function getRegularizationLoss(tf: Context, { scope, name }: { scope?: unknown } & Named = {}): Tensor {
  const losses = getRegularizationLosses(tf, { scope });
  return losses.length > 0 ? addN(tf, losses, { name: name ?? 'total_regularization_loss' }) : tf.constant(tensor('float32', [], [0]));
}

/** `tf.losses.get_total_loss(add_regularization_losses, name, scope)` */
export function getTotalLoss(tf: Context, { add_regularization_losses, name, scope }: { add_regularization_losses?: unknown; scope?: unknown } & Named = {}): Tensor {
  const losses = getLosses(tf, { scope });
  return addN(tf, add_regularization_losses === false ? losses : [...losses, ...getRegularizationLosses(tf, { scope })], { name: name ?? 'total_loss' });
}
