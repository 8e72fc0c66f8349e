/** Python names of tf/losses and tf/metrics. */
import { bind, type Bindings, type FunctionBinding } from '../binding.ts';
import * as l from '../losses/losses.ts';
import * as w from '../losses/weighted.ts';
import { Tuple } from '../values.ts';
import { metricFunctions } from './metrics.ts';

const END = 'scope=None, loss_collection="losses"';
const REDUCED = `${END}, reduction="weighted_sum_by_nonzero_weights"`;
const PAIR = 'labels, predictions, weights=1.0';

const losses: FunctionBinding[] = [
  bind('losses.mean_squared_error', `${PAIR}, ${REDUCED}`, l.meanSquaredError),
  bind('losses.absolute_difference', `${PAIR}, ${REDUCED}`, l.absoluteDifference),
  bind('losses.huber_loss', `${PAIR}, delta=1.0, ${REDUCED}`, l.huberLoss),
  bind('losses.log_loss', `${PAIR}, epsilon=1e-07, ${REDUCED}`, l.logLoss),
  bind('losses.hinge_loss', `labels, logits, weights=1.0, ${REDUCED}`, l.hingeLoss),
  bind('losses.cosine_distance', `labels, predictions, axis=None, weights=1.0, ${REDUCED}, dim=None`, l.cosineDistance),
  bind('losses.mean_pairwise_squared_error', `${PAIR}, ${END}`, l.meanPairwiseSquaredError),
  bind('losses.sigmoid_cross_entropy', `multi_class_labels, logits, weights=1.0, label_smoothing=0, ${REDUCED}`, l.sigmoidLoss),
  bind('losses.softmax_cross_entropy', `onehot_labels, logits, weights=1.0, label_smoothing=0, ${REDUCED}`, l.softmaxLoss),
  bind('losses.sparse_softmax_cross_entropy', `labels, logits, weights=1.0, ${REDUCED}`, l.sparseSoftmaxLoss),
  bind('losses.compute_weighted_loss', `losses, weights=1.0, ${REDUCED}`, w.computeWeightedLoss),
  { paths: ['losses.add_loss'], params: 'loss, loss_collection="losses"', call: (tf, loss, loss_collection) => { w.addLoss(tf, loss, { loss_collection }); return null; } },
  bind('losses.get_losses', 'scope=None, loss_collection="losses"', w.getLosses),
  bind('losses.get_regularization_losses', 'scope=None', w.getRegularizationLosses),
  bind('losses.get_regularization_loss', 'scope=None, name="total_regularization_loss"', w.getRegularizationLoss),
  bind('losses.get_total_loss', 'add_regularization_losses=True, name="total_loss", scope=None', w.getTotalLoss),
  { paths: ['losses.Reduction.all'], params: '', call: () => Tuple.from2(w.REDUCTIONS) },
  { paths: ['losses.Reduction.validate'], params: 'key', call: (_, key) => { w.validateReduction(key); return null; } },
];

export const bindings: Bindings = {
  functions: [...losses, ...metricFunctions],
  classes: [],
  constants: Object.entries(w.REDUCTION).map(([name, value]) => ({ paths: [`losses.Reduction.${name}`], value: () => value })),
};
