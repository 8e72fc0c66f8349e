/** Tensors as they are: identities, checks, bit casts, indices in other forms. */
import type { Tensor} from '../context.ts';
import { NONE, type Context, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { asList, fail, type Named } from './parts.ts';

/** `tf.identity_n(input, name)` */
export const identityN = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor[] => tf.apply('IdentityN', [asList(input)], NONE, name);
/** `tf.stop_gradient(input, name)` */
export const stopGradient = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.gen('StopGradient', [input], NONE, name);
/** `tf.guarantee_const(input, name)` */
export const guaranteeConst = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.gen('GuaranteeConst', [input], NONE, name);
/** `tf.check_numerics(tensor, message, name)` */
export const checkNumerics = (tf: Context, tensor: TensorLike, message: unknown, { name }: Named = {}): Tensor => tf.gen('CheckNumerics', [tensor], { message: String(message) }, name);
/** `tf.bitcast(input, type, name)` */
export const bitcast = (tf: Context, input: TensorLike, type: unknown, { name }: Named = {}): Tensor => tf.gen('Bitcast', [input], { type: asDType(type) }, name);
/** `tf.invert_permutation(x, name)` */
export const invertPermutation = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.gen('InvertPermutation', [x], NONE, name);
/** `tf.unravel_index(indices, dims, name)` */
export const unravelIndex = (tf: Context, indices: TensorLike, dims: TensorLike, { name }: Named = {}): Tensor => tf.gen('UnravelIndex', [indices, dims], NONE, name);

interface FiniteOptions extends Named { readonly t?: TensorLike; readonly msg?: unknown; readonly x?: TensorLike; readonly message?: unknown }

/** `tf.verify_tensor_all_finite(t, msg, name, x, message)`: an identity that waits for a check. */
export const verifyTensorAllFinite = (tf: Context, { t, msg, x, message, name }: FiniteOptions = {}): Tensor => tf.within(name ?? 'VerifyFinite', () => {
  const value = tf.convert(x ?? t ?? fail('ValueError', "Must specify one of 'x' and 't'."), { name: 'x' });
  return tf.graph.colocateWith([value.id], () => {
    const check = tf.gen('CheckNumerics', [value], { message: String(message ?? msg) });
    return tf.after([check.id], () => tf.graph.colocateWith([value.id], () => tf.op('Identity', [value], NONE, 'control_dependency')));
  });
});
