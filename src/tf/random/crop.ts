/** `tf.random_crop`: a part of a tensor, of a given size, from a random place. */
import { NONE, type Context, type Tensor, type TensorLike } from '../context.ts';
import { withDependencies } from '../core.ts';
import { num, shapeOf, type Named } from '../math/nodes.ts';
import { operator } from '../math/operators.ts';
import { reduced } from '../math/reduce.ts';
import { randomUniform } from './random.ts';

export const randomCrop = (tf: Context, value: TensorLike, size: TensorLike, { seed, name }: { seed?: unknown } & Named = {}): Tensor => tf.within(name ?? 'random_crop', (own) => {
  const t = tf.convert(value, { name: 'value' });
  const wanted = tf.convert(size, { dtype: 'int32', name: 'size' });
  const shape = shapeOf(tf, t);
  const fits = reduced(tf, 'All', tf.gen('GreaterEqual', [shape, wanted]), null, false);
  const text = 'Need value.shape >= size, got ';
  const check = tf.within('Assert', () => {
    tf.convert(text);
    return tf.within('Assert', (inner) => tf.node('Assert', [fits, tf.convert(text, { name: 'data_0' }), shape, wanted], { summarize: 1000 }, inner));
  });
  const checked = withDependencies(tf, [check], shape);
  const limit = operator(tf, 'add', operator(tf, 'sub', checked, wanted), 1);
  const draw = randomUniform(tf, shapeOf(tf, shape), { dtype: 'int32', maxval: 2147483647, seed: num(seed) });
  return tf.gen('Slice', [t, operator(tf, 'mod', draw, limit), wanted], NONE, own);
});
