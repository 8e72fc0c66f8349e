/** The sums, comparisons and zeros that loops and their gradients need, made as TensorFlow's own functions make them. */
import { arrayType, sizeOf, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import type { Attrs } from '../../engine/op-def.ts';
import { NONE, type Context, type Tensor } from '../context.ts';

const SHAPE: Attrs = Object.freeze({ out_type: 'int32' });

/** `a + b` as `math_ops.add` makes it: AddV2 named `add` (the operator) or `Add` (the function). */
export const add = (tf: Context, a: Tensor, b: unknown, name = 'add'): Tensor => tf.gen('AddV2', [a, b], NONE, name);

export const zeroTensor = (dtype: DType, shape: readonly number[]): HostTensor =>
  (dtype === 'string' ? { dtype, shape, data: new Array<string>(sizeOf(shape)).fill('') } : { dtype, shape, data: new (arrayType(dtype))(sizeOf(shape)) });
export const intScalar = (v: number): HostTensor => ({ dtype: 'int32', shape: [], data: Int32Array.of(v) });

/** `constant(0, dtype, shape)`: one Const of any size. */
export const zeroConstant = (tf: Context, dtype: DType, shape: readonly number[], name = 'Const'): Tensor => tf.constant(zeroTensor(dtype, shape), name);

/** `array_ops.shape_internal(t, optimize=False)` */
export const shapeNode = (tf: Context, t: Tensor): Tensor => tf.op('Shape', [t], SHAPE, 'Shape');

/** `array_ops.zeros(shape, dtype)` */
export function zeros(tf: Context, shape: Tensor | readonly number[], dtype: DType): Tensor {
  return tf.within('zeros', (own) => {
    if (Array.isArray(shape) && sizeOf(shape as number[]) < 1000) return tf.constant(zeroTensor(dtype, shape as number[]), own);
    const dims = Array.isArray(shape) ? tf.constant({ dtype: 'int32', shape: [shape.length], data: Int32Array.from(shape as number[]) }, 'shape_as_tensor') : (shape as Tensor);
    return tf.op('Fill', [dims, tf.constant(zeroTensor(dtype, []), 'Const')], NONE, own);
  });
}

export const zerosLike = (tf: Context, t: Tensor): Tensor => tf.op('ZerosLike', [t], NONE, 'zeros_like');
