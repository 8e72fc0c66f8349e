/** Indexing special methods of tensors and variables. */
import { getItem } from '../array/indexing.ts';
import type { MethodBinding } from '../binding.ts';
import type { Context, TensorLike } from '../context.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Tensor } from '../context.ts';
import { Variable } from '../variable.ts';

const ITERATION = 'Iterating over a symbolic `tf.Tensor` is not allowed. You can attempt the following resolutions to the problem: If you are running in Graph mode, use Eager execution mode or decorate this function with @tf.function. If you are using AutoGraph, you can try decorating this function with @tf.function. If that does not work, then you may be using an unsupported feature or your source code may not be visible to AutoGraph. See (link) for more information.';

/** `t[…]`; of a variable, its value's, and the result can be assigned to. */
export function item(tf: Context, self: TensorLike, key: unknown): Tensor {
  if (self instanceof Variable) return getItem(tf, self.read, key, self.ref);
  return getItem(tf, self instanceof Tensor ? self : tf.convert(self), key);
}

export const indexing: Readonly<Record<string, MethodBinding<TensorLike>>> = {
  __getitem__: { params: 'key', call: (tf, self, key) => item(tf, self, key) },
  __iter__: { params: '', call: (_, self) => {
    if (self instanceof Variable) throw new TensorFlowError('TypeError', "'Variable' object is not iterable.");
    throw new TensorFlowError('OperatorNotAllowedInGraphError', ITERATION);
  } },
};
