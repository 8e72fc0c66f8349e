/** What a layer's arguments may be called: activations and initializers by name or by function (keras/src/activations.py, initializers). */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Tensor } from '../context.ts';
import { sigmoid, tanh } from '../math/elementwise.ts';
import { activation, relu, swish } from '../nn/activations.ts';
import { softmax } from '../nn/softmax.ts';
import * as init from '../state/initializers.ts';
import { Float } from '../values.ts';

export type Activation = (tf: Context, x: Tensor) => Tensor;

const one = (type: string): Activation => (tf, x) => tf.gen(type, [x]);
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x, relu: (tf, x) => relu(tf, x), sigmoid: (tf, x) => sigmoid(tf, x), tanh: (tf, x) => tanh(tf, x), softmax: (tf, x) => softmax(tf, x), elu: one('Elu'), selu: one('Selu'),
  softplus: (tf, x) => activation('Softplus')(tf, x), softsign: one('Softsign'), swish: (tf, x) => swish(tf, x), exponential: one('Exp'),
};

/** The function of an activation; null for none. Throws ValueError. */
export function asActivation(v: unknown): Activation | null {
  if (v === null || v === undefined) return null;
  if (typeof v === 'function') return (_, x) => (v as (x: Tensor) => Tensor)(x);
  const found = typeof v === 'string' ? ACTIVATIONS[v] : undefined;
  if (!found) throw new TensorFlowError('ValueError', `Unknown activation function: '${String(v)}'. Please ensure you are using a \`keras.utils.custom_object_scope\` and that this object is included in the scope. See (link) for details.`);
  return found;
}

const five = new Float(0.05);
const INITIALIZERS: Readonly<Record<string, () => unknown>> = {
  zeros: () => new init.Zeros(), ones: () => new init.Ones(), constant: () => new init.Constant(new Float(0)), glorot_uniform: () => new init.GlorotUniform(), glorot_normal: () => new init.GlorotNormal(),
  random_uniform: () => new init.RandomUniform(new Float(-0.05), five), random_normal: () => new init.RandomNormal(0, 0.05), truncated_normal: () => new init.TruncatedNormal(0, 0.05),
  uniform: () => new init.RandomUniform(new Float(-0.05), five), normal: () => new init.RandomNormal(0, 0.05),
  he_normal: () => init.heNormal(null), he_uniform: () => init.heUniform(null), lecun_normal: () => init.lecunNormal(null), lecun_uniform: () => init.lecunUniform(null), orthogonal: () => new init.Orthogonal(), identity: () => new init.Identity(),
};

/** An initializer by name, or what it was. Throws ValueError. */
export function asInitializer(v: unknown): unknown {
  if (typeof v !== 'string') return v ?? null;
  const made = INITIALIZERS[v]?.();
  if (!made) throw new TensorFlowError('ValueError', `Unknown initializer: '${v}'. Please ensure you are using a \`keras.utils.custom_object_scope\` and that this object is included in the scope. See (link) for details.`);
  return made;
}
