/** Python names of tf/nn/sampled.ts. */
import { bind, type FunctionBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import * as s from '../nn/sampled.ts';
import { Tuple } from '../values.ts';

const CLASSES = 'true_classes, num_true, num_sampled, unique';
const both = (name: string): string[] => [`nn.${name}`, `random.${name}`];

/** A binding whose result is the namedtuple of a generated function. */
const named = (paths: readonly string[], params: string, type: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding => {
  const made = bind(paths, params, fn);
  return { ...made, call: (tf, ...args) => Tuple.from2(made.call(tf, ...args) as unknown[], type) };
};
const candidates = (paths: readonly string[], params: string, type: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding =>
  named(paths, `${params}, seed=None, name=None`, `${type} sampled_candidates true_expected_count sampled_expected_count`, fn);

const LOSS = 'weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None';

export const functions: readonly FunctionBinding[] = [
  candidates(both('log_uniform_candidate_sampler'), `${CLASSES}, range_max`, 'LogUniformCandidateSampler', s.sampler('LogUniformCandidateSampler')),
  candidates(both('uniform_candidate_sampler'), `${CLASSES}, range_max`, 'UniformCandidateSampler', s.sampler('UniformCandidateSampler')),
  candidates(both('all_candidate_sampler'), CLASSES, 'AllCandidateSampler', s.allSampler),
  named(['nn.compute_accidental_hits'], 'true_classes, sampled_candidates, num_true, seed=None, name=None', 'ComputeAccidentalHits indices ids weights', s.accidentalHits),
  bind('nn.nce_loss', `${LOSS}, remove_accidental_hits=False, partition_strategy="mod", name="nce_loss"`, s.nceLoss),
  bind('nn.sampled_softmax_loss', `${LOSS}, remove_accidental_hits=True, partition_strategy="mod", name="sampled_softmax_loss", seed=None`, s.sampledSoftmaxLoss),
];
