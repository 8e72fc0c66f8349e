/**
 * Functions with a gradient of their own (python/ops/custom_gradient.py, graph mode): an IdentityN over results and arguments, under a
 * name that tf.gradients finds the function by.
 */
import { NONE, type Context, type Tensor } from './context.ts';
import { scriptGradients, type TensorGrad } from './gradients-flow.ts';

const used = new WeakMap<Context, number>();

/** TensorFlow numbers tensors and such names with one counter; this counts the tensors of the default graph. */
export function nextNumber(tf: Context): number {
  const extra = (used.get(tf) ?? 0) + 1;
  used.set(tf, extra);
  return extra + tf.graph.classes.reduce((sum, c) => sum + c.count * c.outputs.length, 0);
}

/** Makes one result from `args`; `backward` gives a gradient (or null) for each argument from that of the result. */
export function customGradient(tf: Context, args: readonly Tensor[], forward: () => Tensor, backward: (dy: Tensor) => readonly (TensorGrad | null)[]): Tensor {
  const name = `CustomGradient-${nextNumber(tf)}`;
  const result = forward();
  tf.op('Identity', [result], NONE, 'Identity');
  scriptGradients(tf).set(name, (_, __, dy) => [null, ...backward(dy[0] as Tensor)]);
  return tf.op('IdentityN', [result, ...args], { _gradient_op_type: name }, 'IdentityN');
}
