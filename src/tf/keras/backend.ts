/** `tf.keras.backend`: plain functions of tensors, and values out of a session that Keras keeps (keras/src/backend.py). */
import type { Context, TensorLike } from '../context.ts';
import { Tensor, type Graph } from '../graph.ts';
import { cast } from '../math/elementwise.ts';
import { reduction, type ReduceOptions } from '../math/reduce.ts';
import { Session } from '../session.ts';
import { Variable } from '../state/variable.ts';

export const EPSILON = 1e-7;

const ofBooleans = (type: string) => {
  const reduce = reduction(type);
  return (tf: Context, x: TensorLike, options: ReduceOptions = {}): Tensor => reduce(tf, (x as Tensor).dtype === 'bool' ? cast(tf, x, 'float32') : x, options);
};

/** `K.mean(x, axis, keepdims)` */
export const mean = ofBooleans('Mean');

/** `K.sqrt(x)`: of nothing below zero. */
export function sqrt(tf: Context, x: Tensor): Tensor {
  const zero = tf.convert(0, { dtype: x.dtype, name: 'Const' });
  return tf.gen('Sqrt', [tf.gen('Maximum', [x, zero])]);
}

const kept = new WeakMap<Context, Session>();

/** The script's default session, or Keras's own for the graph. */
export function session(tf: Context, graph: Graph = tf.graph): Session {
  const current = tf.sessions.at(-1) as Session | undefined;
  if (current) return current;
  let own = kept.get(tf);
  if (!own || own.graph !== graph) kept.set(tf, (own = new Session(tf)));
  return own;
}

/** `K.eval(x)` and `K.get_value(x)`; what is no tensor is its own value. */
export function value(tf: Context, x: unknown): unknown {
  if (!(x instanceof Tensor) && !(x instanceof Variable)) return x;
  const t = x instanceof Variable ? x.ref : x;
  return session(tf, t.graph).run(t, null);
}
