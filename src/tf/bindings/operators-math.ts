/** Arithmetic special methods of tensors and variables. */
import type { MethodBinding } from '../binding.ts';
import type { TensorLike } from '../context.ts';

export const arithmetic: Readonly<Record<string, MethodBinding<TensorLike>>> = {};
