/** Ops that draw random numbers and are not in core.ts. */
import type { Op } from '../../op.ts';
import { multinomial } from './multinomial.ts';
import { randomGamma } from './random_gamma.ts';
import { randomPoissonV2 } from './random_poisson_v2.ts';
import { randomShuffle } from './random_shuffle.ts';
import { randomStandardNormal } from './random_standard_normal.ts';
import { randomUniformInt } from './random_uniform_int.ts';
import { truncatedNormal } from './truncated_normal.ts';

export const RANDOM: readonly Op[] = [multinomial, randomGamma, randomPoissonV2, randomShuffle, randomStandardNormal, randomUniformInt, truncatedNormal];
