/** Ops that draw random numbers and are not in core.ts. */
import type { Op } from '../../op.ts';
import { allCandidateSampler } from './all_candidate_sampler.ts';
import { computeAccidentalHits } from './compute_accidental_hits.ts';
import { logUniformCandidateSampler } from './log_uniform_candidate_sampler.ts';
import { multinomial } from './multinomial.ts';
import { randomGamma } from './random_gamma.ts';
import { randomPoissonV2 } from './random_poisson_v2.ts';
import { randomShuffle } from './random_shuffle.ts';
import { randomStandardNormal } from './random_standard_normal.ts';
import { randomUniformInt } from './random_uniform_int.ts';
import { statelessRandomGetKeyCounter } from './stateless_random_get_key_counter.ts';
import { statelessRandomNormalV2 } from './stateless_random_normal_v2.ts';
import { statelessRandomUniformIntV2 } from './stateless_random_uniform_int_v2.ts';
import { statelessRandomUniformV2 } from './stateless_random_uniform_v2.ts';
import { statelessTruncatedNormalV2 } from './stateless_truncated_normal_v2.ts';
import { truncatedNormal } from './truncated_normal.ts';
import { uniformCandidateSampler } from './uniform_candidate_sampler.ts';

export const RANDOM: readonly Op[] = [
  multinomial, randomGamma, randomPoissonV2, randomShuffle, randomStandardNormal, randomUniformInt, statelessRandomGetKeyCounter,
  statelessRandomNormalV2, statelessRandomUniformIntV2, statelessRandomUniformV2, statelessTruncatedNormalV2, truncatedNormal, allCandidateSampler, computeAccidentalHits, logUniformCandidateSampler, uniformCandidateSampler,
];
