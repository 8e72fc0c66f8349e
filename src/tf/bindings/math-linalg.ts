/** Python names of linear algebra. */
import { bind, type FunctionBinding } from '../binding.ts';
import { matmul, matvec } from '../math/matmul.ts';

export const functions: readonly FunctionBinding[] = [
  bind(['matmul', 'linalg.matmul'], 'a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, name=None', matmul as never),
  bind('linalg.matvec', 'a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None', matvec as never),
];
