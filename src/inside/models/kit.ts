/**
 * What the six recorded models share: the calls of their Python text (compat.v1) against src/tf. Initial values are zeros where the
 * recorder drew numbers: a plan asks for shapes alone.
 */
import { f32, sizeOf } from '../../engine/dtype.ts';
import { zeros as zerosOf } from '../../tf/array/fills.ts';
import { concat, split } from '../../tf/array/joins.ts';
import type { Context, Operation, Tensor, TensorLike } from '../../tf/context.ts';
import { placeholder } from '../../tf/core.ts';
import { deviceScope } from '../../tf/bindings/scopes.ts';
import { sigmoid } from '../../tf/math/elementwise.ts';
import { matmul } from '../../tf/math/matmul.ts';
import { operator } from '../../tf/math/operators.ts';
import { reduceMean } from '../../tf/math/reduce.ts';
import { biasAdd } from '../../tf/nn/activations.ts';
import { sparseSoftmaxCrossEntropy } from '../../tf/nn/softmax.ts';
import { getVariable } from '../../tf/state/get-variable.ts';
import type { Variable } from '../../tf/variable.ts';

/** A step as it is run: `[train, loss]` with what is fed. */
export interface Built {
  readonly train: Operation;
  readonly loss: Tensor;
  readonly feeds: readonly Tensor[];
}
/** `with place(k)`: part k of the model on one of the devices. */
export type Place = <T>(part: number, make: () => T) => T;
export type Model = (tf: Context, place: Place) => Built;

/** `tf.device('/cpu:k')` for part k, spread over the devices; for one device no scope. */
export const placeOn = (tf: Context, devices: number, kind: 'cpu' | 'gpu'): Place => (part, make) => {
  const scope = deviceScope(tf.graph, devices > 1 ? `/${kind}:${part % devices}` : null);
  scope.enter();
  try { return make(); } finally { scope.exit(); }
};

export const input = (tf: Context, dtype: 'float32' | 'int32', shape: readonly number[], name: string): Tensor => placeholder(tf, dtype, { shape, name });
/** `tf.get_variable(name, initializer=tf.constant(…))` */
export const weight = (tf: Context, name: string, ...shape: readonly number[]): Variable => getVariable(tf, name, { initializer: tf.constant(f32(shape, new Float32Array(sizeOf(shape)))) });
/** `tf.get_variable(name, initializer=tf.zeros(shape))` */
export const zeros = (tf: Context, name: string, ...shape: readonly number[]): Variable => getVariable(tf, name, { initializer: zerosOf(tf, shape) });

export const add = (tf: Context, x: TensorLike, y: TensorLike): Tensor => operator(tf, 'add', x, y);
export const mul = (tf: Context, x: TensorLike, y: TensorLike): Tensor => operator(tf, 'mul', x, y);
export const tanh = (tf: Context, x: TensorLike): Tensor => tf.gen('Tanh', [x]);

/** The mean of `tf.nn.sparse_softmax_cross_entropy_with_logits`. */
export const entropy = (tf: Context, labels: Tensor, logits: Tensor, name?: string): Tensor => reduceMean(tf, sparseSoftmaxCrossEntropy(tf, { labels, logits }), name === undefined ? {} : { name });

/** One step of an LSTM written out by hand: the next output and state. */
export function lstmStep(tf: Context, x: Tensor, h: Tensor, c: Tensor, w: Variable, b: Variable): [h: Tensor, c: Tensor] {
  const [i, j, f, o] = split(tf, biasAdd(tf, matmul(tf, concat(tf, [x, h], 1), w), b), 4, { axis: 1 });
  const kept = mul(tf, c, sigmoid(tf, add(tf, f, 1)));
  const state = add(tf, kept, mul(tf, sigmoid(tf, i), tanh(tf, j)));
  return [mul(tf, tanh(tf, state), sigmoid(tf, o)), state];
}
