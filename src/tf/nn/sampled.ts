/** Losses over a sample of the classes, and what draws the sample (python/ops/nn_impl.py, candidate_sampling_ops.py). */
import { embeddingLookup } from '../array/embedding.ts';
import { ones as onesOf, onesLike, zerosLike } from '../array/fills.ts';
import { between, cast, concat, itemAt, num, reshape, shape, stack } from '../array/parts.ts';
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { matmul } from '../math/matmul.ts';
import type { Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { sigmoidCrossEntropy, softmaxCrossEntropyV2 } from './softmax.ts';

interface Seeded extends Named { readonly seed?: unknown }
const seedsOf = (tf: Context, seed: unknown): { seed: number; seed2: number } => tf.seeds(num(seed));

/** `tf.nn.log_uniform_candidate_sampler` and its kin: sampled classes, and how often the true ones and they were to be expected. */
export const sampler = (type: string) => (tf: Context, classes: TensorLike, numTrue: unknown, numSampled: unknown, unique: unknown, most: unknown, { seed, name }: Seeded = {}): Tensor[] =>
  tf.apply(type, [classes], { num_true: num(numTrue), num_sampled: num(numSampled), unique: unique === true, range_max: num(most), ...seedsOf(tf, seed) }, name ?? null);

/** `tf.nn.all_candidate_sampler(true_classes, num_true, num_sampled, unique, seed, name)` */
export const allSampler = (tf: Context, classes: TensorLike, numTrue: unknown, numSampled: unknown, unique: unknown, { seed, name }: Seeded = {}): Tensor[] =>
  tf.apply('AllCandidateSampler', [classes], { num_true: num(numTrue), num_sampled: num(numSampled), unique: unique === true, ...seedsOf(tf, seed) }, name ?? null);

/** `tf.nn.compute_accidental_hits(true_classes, sampled_candidates, num_true, seed, name)` */
export const accidentalHits = (tf: Context, classes: TensorLike, sampled: TensorLike, numTrue: unknown, { seed, name }: Seeded = {}): Tensor[] =>
  tf.apply('ComputeAccidentalHits', [classes, sampled], { num_true: num(numTrue), ...seedsOf(tf, seed) }, name ?? null);

export interface SampledOptions extends Seeded {
  readonly num_true?: unknown; readonly sampled_values?: unknown; readonly remove_accidental_hits?: unknown; readonly partition_strategy?: unknown;
}
interface Problem { readonly weights: TensorLike; readonly biases: TensorLike; readonly labels: TensorLike; readonly inputs: TensorLike; readonly numSampled: unknown; readonly numClasses: unknown }

/** `_sum_rows(x)` */
function sumRows(tf: Context, x: Tensor): Tensor {
  const columns = itemAt(tf, shape(tf, x), 1);
  const ones = onesOf(tf, stack(tf, [columns, 1], { name: 'stack' }), { dtype: x.dtype });
  return reshape(tf, matmul(tf, x, ones), [-1]);
}

const slice = (tf: Context, x: Tensor, begin: TensorLike, size: TensorLike): Tensor => tf.gen('Slice', [x, begin, size]);
const packed = (tf: Context, ...items: TensorLike[]): Tensor => stack(tf, items, { name: 'stack' });

/** Logits of the sampled classes that are true ones after all, driven to nothing. */
function withoutHits(tf: Context, logits: Tensor, labels: Tensor, sampled: Tensor, numTrue: number, numSampled: unknown): Tensor {
  const [rows, ids, found] = accidentalHits(tf, labels, sampled, numTrue) as [Tensor, Tensor, Tensor];
  const places = concat(tf, [reshape(tf, rows, [-1, 1]), reshape(tf, cast(tf, ids, 'int32'), [-1, 1])], 1, { name: 'sparse_indices' });
  const dims = concat(tf, [between(tf, shape(tf, labels), null, 1), tf.gen('ExpandDims', [numSampled, 0])], 0, { name: 'concat' });
  const weights = found.dtype === logits.dtype ? found : cast(tf, found, logits.dtype);
  return operator(tf, 'add', logits, tf.gen('SparseToDense', [places, dims, weights, 0], { validate_indices: false }));
}

/** `_compute_sampled_logits`: logits of the true and the sampled classes, and their labels. */
function sampledLogits(tf: Context, p: Problem, o: SampledOptions, hits: boolean): [Tensor, Tensor] {
  const inputs = tf.convert(p.inputs);
  const numTrue = num(o.num_true) ?? 1;
  return tf.within(o.name ?? 'compute_sampled_logits', () => {
    let labels = tf.convert(p.labels);
    if (labels.dtype !== 'int64') labels = cast(tf, labels, 'int64');
    const flat = reshape(tf, labels, [-1]);
    const drawn = o.sampled_values === null || o.sampled_values === undefined
      ? sampler('LogUniformCandidateSampler')(tf, labels, numTrue, p.numSampled, true, p.numClasses, { seed: o.seed })
      : Array.from(o.sampled_values as readonly Tensor[]);
    const [first, ofTrue, ofSampled] = drawn.map((t) => tf.gen('StopGradient', [t])) as [Tensor, Tensor, Tensor];
    const sampled = first.dtype === 'int64' ? first : cast(tf, first, 'int64');
    const ids = concat(tf, [flat, sampled], 0, { name: 'concat' });
    const lookup = (table: TensorLike): Tensor => {
      const rows = embeddingLookup(tf, table, ids, { partition_strategy: o.partition_strategy ?? 'mod' });
      return rows.dtype === inputs.dtype ? rows : cast(tf, rows, inputs.dtype);
    };
    const allWeights = lookup(p.weights);
    const trueWeights = slice(tf, allWeights, [0, 0], packed(tf, itemAt(tf, shape(tf, flat), 0), -1));
    const sampledWeights = slice(tf, allWeights, packed(tf, itemAt(tf, shape(tf, flat), 0), 0), [-1, -1]);
    let logits = matmul(tf, inputs, sampledWeights, { transpose_b: true });
    const allBiases = lookup(p.biases);
    const flatTrueBias = slice(tf, allBiases, [0], shape(tf, flat));
    const sampledBias = slice(tf, allBiases, shape(tf, flat), [-1]);
    const dim = between(tf, shape(tf, trueWeights), 1, 2);
    const dims = concat(tf, [[-1, numTrue], dim], 0, { name: 'concat' });
    const dots = tf.gen('Mul', [tf.gen('ExpandDims', [inputs, 1]), reshape(tf, trueWeights, dims)], NONE, 'Mul');
    const matrix = reshape(tf, dots, concat(tf, [[-1], dim], 0, { name: 'concat' }));
    let trueLogits = reshape(tf, sumRows(tf, matrix), [-1, numTrue]);
    const trueBias = reshape(tf, flatTrueBias, [-1, numTrue]);
    trueLogits = operator(tf, 'add', trueLogits, trueBias);
    logits = operator(tf, 'add', logits, sampledBias);
    if (hits) logits = withoutHits(tf, logits, labels, sampled, numTrue, p.numSampled);
    trueLogits = operator(tf, 'sub', trueLogits, tf.gen('Log', [ofTrue]));
    logits = operator(tf, 'sub', logits, tf.gen('Log', [ofSampled]));
    const out = concat(tf, [trueLogits, logits], 1, { name: 'concat' });
    const by = concat(tf, [operator(tf, 'truediv', onesLike(tf, trueLogits), numTrue), zerosLike(tf, logits)], 1, { name: 'concat' });
    return [out, by];
  });
}

const problem = (weights: TensorLike, biases: TensorLike, labels: TensorLike, inputs: TensorLike, numSampled: unknown, numClasses: unknown): Problem => ({ weights, biases, labels, inputs, numSampled, numClasses });

/** `tf.nn.nce_loss(weights, biases, labels, inputs, num_sampled, num_classes, …)` */
export function nceLoss(tf: Context, weights: TensorLike, biases: TensorLike, labels: TensorLike, inputs: TensorLike, numSampled: unknown, numClasses: unknown, o: SampledOptions = {}): Tensor {
  const [logits, by] = sampledLogits(tf, problem(weights, biases, labels, inputs, numSampled, numClasses), { name: 'nce_loss', ...o }, o.remove_accidental_hits === true);
  return sumRows(tf, sigmoidCrossEntropy(tf, { labels: by, logits, name: 'sampled_losses' }));
}

/** `tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, num_sampled, num_classes, …)` */
export function sampledSoftmaxLoss(tf: Context, weights: TensorLike, biases: TensorLike, labels: TensorLike, inputs: TensorLike, numSampled: unknown, numClasses: unknown, o: SampledOptions = {}): Tensor {
  const [logits, by] = sampledLogits(tf, problem(weights, biases, labels, inputs, numSampled, numClasses), { name: 'sampled_softmax_loss', ...o }, o.remove_accidental_hits !== false);
  return softmaxCrossEntropyV2(tf, tf.gen('StopGradient', [by], NONE, 'labels_stop_gradient'), logits);
}
