/** Activations: `tf.nn.relu` and its kin, where they are more than their op (python/ops/nn_ops.py, nn_impl.py). */
import { tensor, isInteger } from '../../engine/dtype.ts';
import { concat } from '../array/parts.ts';
import { NONE, type Context, type OwnName, type Tensor, type TensorLike } from '../context.ts';
import { customGradient } from '../custom-gradient.ts';
import { castTo, fail, num, type Named } from '../math/nodes.ts';
import { matmul } from '../math/matmul.ts';
import { operator, reflected } from '../math/operators.ts';
import { sigmoid } from '../math/elementwise.ts';
import { reduced } from '../math/reduce.ts';
import { Ndarray } from '../values.ts';

/** `tf.nn.relu(features)` and others that are one op of the same name. */
export const activation = (type: string) => (tf: Context, features: TensorLike, { name }: Named = {}): Tensor => tf.gen(type, [features], NONE, name);
export const relu = activation('Relu');

/** `tf.nn.relu6(features)` */
export const relu6 = (tf: Context, features: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Relu6', (own) => tf.gen('Relu6', [tf.convert(features, { name: 'features' })], NONE, own));

/** `tf.nn.leaky_relu(features, alpha)` */
export const leakyRelu = (tf: Context, features: TensorLike, { alpha, name }: { alpha?: unknown } & Named = {}): Tensor => tf.within(name ?? 'LeakyRelu', (own) => {
  let t = tf.convert(features, { name: 'features' });
  if (isInteger(t.dtype)) t = castTo(tf, t, 'float32');
  return tf.gen('LeakyRelu', [t], { alpha: num(alpha instanceof Ndarray && alpha.data.length === 1 ? alpha.data[0] : alpha) ?? 0.2 }, own);
});

/** `tf.nn.crelu(features, axis)`: the positive and the negative part side by side. */
export const crelu = (tf: Context, features: TensorLike, { name, axis }: { axis?: unknown } & Named = {}): Tensor => tf.within(name ?? 'CRelu', (own) => {
  const t = tf.convert(features, { name: 'features' });
  return tf.gen('Relu', [concat(tf, [t, tf.op('Neg', [t], NONE, 'Neg')], axis ?? -1, { name: own })]);
});

/** `tf.nn.swish(features, beta)` with the gradient that keeps no sigmoid. */
export function swish(tf: Context, features: TensorLike, { beta }: { beta?: TensorLike } = {}): Tensor {
  const x = tf.convert(features, { name: 'features' });
  const b = castTo(tf, tf.convert(beta ?? tensor('float32', [], [1]), { name: 'beta' }), x.dtype);
  return customGradient(tf, [x, b], () => operator(tf, 'mul', x, sigmoid(tf, operator(tf, 'mul', b, x))), (dy) => {
    const s = tf.after([dy.id], () => sigmoid(tf, operator(tf, 'mul', b, x)));
    const product = operator(tf, 'mul', b, x);
    const falling = operator(tf, 'mul', product, reflected(tf, 'sub', s, 1));
    const slope = operator(tf, 'mul', s, reflected(tf, 'add', falling, 1));
    const weighted = operator(tf, 'mul', operator(tf, 'mul', dy, tf.op('Square', [x], NONE, 'Square')), s);
    const ofBeta = reduced(tf, 'Sum', operator(tf, 'mul', weighted, reflected(tf, 'sub', s, 1)), null, false);
    return [operator(tf, 'mul', dy, slope), ofBeta];
  });
}

/** `tf.nn.bias_add(value, bias, data_format)` */
export const biasAdd = (tf: Context, value: TensorLike, bias: TensorLike, { data_format, name }: { data_format?: unknown } & Named = {}): Tensor => tf.within(name ?? 'BiasAdd', (own) => {
  const format = biasFormat(data_format);
  const x = tf.convert(value, { name: 'input' });
  return tf.gen('BiasAdd', [x, tf.convert(bias, { dtype: x.dtype, name: 'bias' })], { data_format: format }, own);
});

function biasFormat(format: unknown): string {
  if (format === null || format === undefined) return 'NHWC';
  const text = String(format);
  if (text.startsWith('NC')) return 'NCHW';
  if (text.startsWith('N') && text.endsWith('C')) return 'NHWC';
  return fail('ValueError', `\`data_format\` must be of the form \`N...C\` or \`NC...\`. Received: data_format=${text}`);
}

const layer = (scope: string, finish: (tf: Context, x: Tensor, w: Tensor, b: Tensor, own: OwnName) => Tensor) =>
  (tf: Context, x: TensorLike, weights: TensorLike, biases: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? scope, (own) =>
    finish(tf, tf.convert(x, { name: 'x' }), tf.convert(weights, { name: 'weights' }), tf.convert(biases, { name: 'biases' }), own));
/** `tf.nn.xw_plus_b(x, weights, biases)` */
export const xwPlusB = layer('xw_plus_b', (tf, x, w, b, own) => {
  const product = matmul(tf, x, w);
  return tf.within(own, (inner) => tf.gen('BiasAdd', [product, b], NONE, inner));
});
/** `tf.nn.relu_layer(x, weights, biases)` */
export const reluLayer = layer('relu_layer', (tf, x, w, b, own) => tf.gen('Relu', [biasAdd(tf, matmul(tf, x, w), b)], NONE, own));
