/** Python names of tf/random. */
import { bind, type Bindings } from '../binding.ts';
import type { Context } from '../context.ts';
import { num } from '../math/nodes.ts';
import * as r from '../random/random.ts';
import { randomCrop } from '../random/crop.ts';
import * as s from '../random/stateless.ts';
import { Tuple } from '../values.ts';

const NORMAL = 'shape, mean=0.0, stddev=1.0, dtype=float32, seed=None, name=None';

/** `tf.get_seed(op_seed)`: what an op with this seed would get; None for none. */
function getSeed(tf: Context, seed: unknown): Tuple {
  const found = tf.seeds(num(seed));
  return Tuple.from2(found.seed === 0 && found.seed2 === 0 ? [null, null] : [found.seed, found.seed2]);
}

export const bindings: Bindings = {
  functions: [
    bind(['random_normal', 'random.normal'], NORMAL, r.randomNormal),
    bind(['truncated_normal', 'random.truncated_normal'], NORMAL, r.truncatedNormal),
    bind(['random_uniform', 'random.uniform'], 'shape, minval=0, maxval=None, dtype=float32, seed=None, name=None', r.randomUniform),
    bind(['random_shuffle', 'random.shuffle'], 'value, seed=None, name=None', r.randomShuffle),
    bind(['multinomial', 'random.multinomial'], 'logits, num_samples, seed=None, name=None, output_dtype=None', r.multinomial),
    bind('random.categorical', 'logits, num_samples, dtype=None, seed=None, name=None', r.categorical),
    bind(['random_gamma', 'random.gamma'], 'shape, alpha, beta=None, dtype=float32, seed=None, name=None', r.randomGamma),
    bind(['random_poisson', 'random.poisson'], 'lam, shape, dtype=float32, seed=None, name=None', r.randomPoisson),
    bind(['random_crop', 'image.random_crop'], 'value, size, seed=None, name=None', randomCrop),
    { paths: ['get_seed', 'random.get_seed'], params: 'op_seed', call: getSeed },
    bind('random.stateless_uniform', 'shape, seed, minval=0, maxval=None, dtype=float32, name=None, alg="auto_select"', s.statelessUniform),
    bind('random.stateless_normal', 'shape, seed, mean=0.0, stddev=1.0, dtype=float32, name=None, alg="auto_select"', s.statelessNormal),
    bind('random.stateless_truncated_normal', 'shape, seed, mean=0.0, stddev=1.0, dtype=float32, name=None, alg="auto_select"', s.statelessTruncatedNormal),
  ],
  classes: [],
  constants: [],
};
