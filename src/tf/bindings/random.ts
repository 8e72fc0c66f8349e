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
    bind(['random_normal', 'random.normal'], NORMAL, r.randomNormal as never),
    bind(['truncated_normal', 'random.truncated_normal'], NORMAL, r.truncatedNormal as never),
    bind(['random_uniform', 'random.uniform'], 'shape, minval=0, maxval=None, dtype=float32, seed=None, name=None', r.randomUniform as never),
    bind(['random_shuffle', 'random.shuffle'], 'value, seed=None, name=None', r.randomShuffle as never),
    bind(['multinomial', 'random.multinomial'], 'logits, num_samples, seed=None, name=None, output_dtype=None', r.multinomial as never),
    bind('random.categorical', 'logits, num_samples, dtype=None, seed=None, name=None', r.categorical as never),
    bind(['random_gamma', 'random.gamma'], 'shape, alpha, beta=None, dtype=float32, seed=None, name=None', r.randomGamma as never),
    bind(['random_poisson', 'random.poisson'], 'lam, shape, dtype=float32, seed=None, name=None', r.randomPoisson as never),
    bind(['random_crop', 'image.random_crop'], 'value, size, seed=None, name=None', randomCrop as never),
    { paths: ['get_seed', 'random.get_seed'], params: 'op_seed', call: getSeed },
    bind('random.stateless_uniform', 'shape, seed, minval=0, maxval=None, dtype=float32, name=None, alg="auto_select"', s.statelessUniform as never),
    bind('random.stateless_normal', 'shape, seed, mean=0.0, stddev=1.0, dtype=float32, name=None, alg="auto_select"', s.statelessNormal as never),
    bind('random.stateless_truncated_normal', 'shape, seed, mean=0.0, stddev=1.0, dtype=float32, name=None, alg="auto_select"', s.statelessTruncatedNormal as never),
  ],
  classes: [],
  constants: [],
};
