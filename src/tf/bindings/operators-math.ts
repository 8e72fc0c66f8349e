/** Arithmetic special methods of tensors and variables. `==` compares identity with v2 behaviour off: the classes' keys say so. */
import type { MethodBinding } from '../binding.ts';
import type { TensorLike } from '../context.ts';
import { matmul } from '../math/matmul.ts';
import { operator, OPERATORS, reflected } from '../math/operators.ts';
import { abs } from '../math/elementwise.ts';

type Method = MethodBinding<TensorLike>;
const compare = (type: string): Method => ({ params: 'y', call: (tf, x, y) => tf.gen(type, [x, y]) });

const binary: Record<string, Method> = {};
for (const op of OPERATORS) {
  binary[`__${op}__`] = { params: 'y', call: (tf, x, y) => operator(tf, op, x, y) };
  binary[`__r${op}__`] = { params: 'x', call: (tf, y, x) => reflected(tf, op, y, x) };
}

export const arithmetic: Readonly<Record<string, Method>> = {
  ...binary,
  __matmul__: { params: 'y', call: (tf, x, y) => tf.within('matmul', (own) => matmul(tf, x, y, { name: own })) },
  __rmatmul__: { params: 'x', call: (tf, y, x) => tf.within('matmul', (own) => matmul(tf, tf.convert(x, { dtype: (y as { dtype: never }).dtype, name: 'x' }), y, { name: own })) },
  __neg__: { params: '', call: (tf, x) => tf.gen('Neg', [x]) },
  __abs__: { params: '', call: (tf, x) => abs(tf, x) },
  __invert__: { params: '', call: (tf, x) => tf.gen((x as { dtype: string }).dtype === 'bool' ? 'LogicalNot' : 'Invert', [x]) },
  __lt__: compare('Less'), __le__: compare('LessEqual'), __gt__: compare('Greater'), __ge__: compare('GreaterEqual'),
};
