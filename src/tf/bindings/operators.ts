/** Special methods that tensors and variables share: arithmetic, comparison, indexing. */
import type { MethodBinding } from '../binding.ts';
import type { TensorLike } from '../context.ts';
import { arithmetic } from './operators-math.ts';
import { indexing } from './operators-array.ts';

export const operators: Readonly<Record<string, MethodBinding<TensorLike>>> = { ...arithmetic, ...indexing };
