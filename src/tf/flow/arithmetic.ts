/** The sums and comparisons that loops themselves need, made as the operators of tensors make them. */
import type { Context, Tensor } from '../context.ts';

/** `a + b` as `math_ops.add` makes it: AddV2 named `add`. */
export const add = (tf: Context, a: Tensor, b: Tensor | number, name = 'add'): Tensor => tf.gen('AddV2', [a, b], undefined, name);
