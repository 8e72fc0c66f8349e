/** Placeholders, arithmetic, reductions and the neural-network functions that the programs use. One function, one TensorFlow call. */
import type { DType, Shape, Tensor as HostTensor } from '../engine/dtype.ts';
import { ShapeError, type Attrs } from '../engine/op-def.ts';
import { NONE, Tensor, type Context } from './context.ts';

const MATMUL: Attrs = Object.freeze({ transpose_a: false, transpose_b: false });
const REDUCE: Attrs = Object.freeze({ keep_dims: false });
const SHAPE: Attrs = Object.freeze({ out_type: 'int32' });

export const scalar = (v: number): HostTensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(v) });
export const integers = (values: readonly number[]): HostTensor => ({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });
const integer = (v: number): HostTensor => ({ dtype: 'int32', shape: [], data: Int32Array.of(v) });

/** `tf.placeholder(dtype, shape, name)` */
export const placeholder = (tf: Context, dtype: DType, shape: Shape, name = 'Placeholder'): Tensor => tf.op('Placeholder', [], { dtype, shape }, name);

/** `tf.matmul(a, b)` */
export const matmul = (tf: Context, a: Tensor, b: Tensor): Tensor => tf.op('MatMul', [a, b], MATMUL, 'MatMul');

/** `a + b` */
export const add = (tf: Context, a: Tensor, b: Tensor): Tensor => tf.op('AddV2', [a, b], NONE, 'add');

/** `a * number`: a constant and a product. */
export const scale = (tf: Context, a: Tensor, factor: number): Tensor =>
  tf.within('mul', (own) => tf.op('Mul', [a, tf.constant(scalar(factor), 'y')], NONE, own));

/** `tf.nn.relu(x)` */
export const relu = (tf: Context, x: Tensor): Tensor => tf.op('Relu', [x], NONE, 'Relu');

/** `tf.add_n(inputs)`: a single input is returned as it is. */
export const addN = (tf: Context, inputs: readonly Tensor[]): Tensor => (inputs.length === 1 ? inputs[0] : tf.op('AddN', inputs, NONE, 'AddN'));

/** `tf.reduce_mean(x)` over all axes of a known rank ≥ 1: the axes and the op. */
export function reduceMean(tf: Context, x: Tensor): Tensor {
  const shape = tf.shape(x);
  if (!shape || shape.length === 0) throw new ShapeError('reduce_mean needs a tensor of known rank 1 or more here');
  return tf.op('Mean', [x, tf.constant(integers(shape.map((_, i) => i)), 'Const')], REDUCE, 'Mean');
}

/** `tf.argmax(x, axis, output_type=tf.int32)` */
export const argmax = (tf: Context, x: Tensor, axis: number): Tensor =>
  tf.within('ArgMax', (own) => tf.op('ArgMax', [x, tf.constant(integer(axis), 'dimension')], { output_type: 'int32' }, own));

/** `tf.equal(x, y)` */
export const equal = (tf: Context, x: Tensor, y: Tensor): Tensor => tf.op('Equal', [x, y], NONE, 'Equal');

/** `tf.cast(x, dtype)` */
export const cast = (tf: Context, x: Tensor, dtype: DType): Tensor => tf.op('Cast', [x], { SrcT: tf.dtype(x), DstT: dtype }, 'Cast');

/** `tf.nn.sparse_softmax_cross_entropy_with_logits(labels=…, logits=…)`; labels a tensor or a Python list (one constant more). */
export function sparseSoftmaxCrossEntropy(tf: Context, labels: Tensor | HostTensor, logits: Tensor): Tensor {
  const name = 'SparseSoftmaxCrossEntropyWithLogits';
  return tf.within(name, () => {
    const l = labels instanceof Tensor ? labels : tf.constant(labels, 'Const');
    const shape = tf.shape(l);
    // The labels' static shape as a constant, or a Shape node: nn_ops.py computes it whether or not it is needed.
    if (shape && !shape.includes(null)) tf.constant(integers(shape as number[]), 'Shape');
    else tf.op('Shape', [l], SHAPE, 'Shape');
    return tf.op(name, [logits, l], NONE, name);
  });
}

/** `tf.random_uniform(shape, minval, maxval, seed=seed)` */
export function randomUniform(tf: Context, shape: readonly number[], minval: number, maxval: number, seed?: number): Tensor {
  return tf.within('random_uniform', (own) => {
    const dims = tf.constant(integers(shape), 'shape');
    const min = tf.constant(scalar(minval), 'min');
    const max = tf.constant(scalar(maxval), 'max');
    const draw = tf.op('RandomUniform', [dims], { ...tf.seeds(seed), dtype: 'float32' }, 'RandomUniform');
    const range = tf.op('Sub', [max, min], NONE, 'sub');
    return tf.op('AddV2', [tf.op('Mul', [draw, range], NONE, 'mul'), min], NONE, own);
  });
}
