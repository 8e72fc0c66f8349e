/** Checks of values that functions of tf/nn, losses and metrics put into the graph (python/ops/check_ops.py). */
import { NONE, type Context, type Operation, type Tensor, type TensorLike } from '../context.ts';
import { assert } from '../flow/assert.ts';
import type { Named } from '../math/nodes.ts';
import { reduced } from '../math/reduce.ts';

const SIGNS: Readonly<Record<string, string>> = { Equal: '==', LessEqual: '<=', GreaterEqual: '>=', Less: '<', Greater: '>' };

/** Nodes that fail the run where `x <op> y` does not hold everywhere. `message` goes before the values. */
export function check(tf: Context, scope: string, type: string, x: TensorLike, y: TensorLike, { message, name }: { message?: string | null } & Named = {}): Operation {
  return tf.within(name ?? scope, () => {
    const a = tf.convert(x, { name: 'x' });
    const b = tf.convert(y, { name: 'y' });
    const data: TensorLike[] = [`Condition x ${SIGNS[type]} y did not hold element-wise:`, `x (${a.name}) = `, a, `y (${b.name}) = `, b];
    const holds = reduced(tf, 'All', tf.gen(type, [a, b], NONE), null, false);
    return assert(tf, holds, message === null || message === undefined ? data : [message, ...data]);
  });
}

/** `tf.assert_equal(x, y)`: its scope is entered twice. */
export function assertEqual(tf: Context, x: Tensor, y: Tensor): Operation {
  tf.within('assert_equal', () => null);
  return check(tf, 'assert_equal', 'Equal', x, y);
}
