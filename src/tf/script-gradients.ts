/** Gradient functions of scripts: `tf.custom_gradient`, `tf.RegisterGradient`, and what they become for tf.gradients (python/ops/custom_gradient.py). */
import { NONE, type Context } from './context.ts';
import { nextNumber } from './custom-gradient.ts';
import { scriptGradients, type GradientFunction, type TensorGrad } from './gradients-flow.ts';
import { Tuple } from './values.ts';

type Callable = (...args: unknown[]) => unknown;
/** A function that goes back to the script. */
export class ScriptFunction { constructor(readonly call: Callable) {} }
const asList = (v: unknown): unknown[] => (Array.isArray(v) ? v : [v]);
const asGrads = (v: unknown): (TensorGrad | null)[] => asList(v).map((g) => (g ?? null) as TensorGrad | null);

/** `@tf.RegisterGradient(op_type)` */
export function registerScriptGradient(tf: Context, type: string): ScriptFunction {
  return new ScriptFunction((f) => {
    const made: GradientFunction = (_, op, dy) => asGrads((f as Callable)(op, ...dy));
    scriptGradients(tf).set(type, made);
    return f;
  });
}

/** `tf.NotDifferentiable(op_type)` */
export function notDifferentiable(tf: Context, type: string): void {
  scriptGradients(tf).set(type, (_, op) => op.inputs.map(() => null));
}

/** `@tf.custom_gradient`: the function's results and arguments go through one IdentityN that is differentiated by the script's function. */
export function customGradientOf(tf: Context, f: Callable): ScriptFunction {
  return new ScriptFunction((...given) => {
    const name = `CustomGradient-${nextNumber(tf)}`;
    const args = given.map((a) => tf.convert(a));
    const [result, backward] = f(...args) as [unknown, Callable];
    const results = asList(result).map((r) => tf.convert(r));
    for (const r of results) tf.op('Identity', [r], NONE, 'Identity');
    scriptGradients(tf).set(name, (_, __, dy) => [...results.map(() => null), ...asGrads(backward(...dy.slice(0, results.length)))]);
    const all = tf.ops('IdentityN', [...results, ...args], { _gradient_op_type: name }, 'IdentityN').slice(0, results.length);
    if (!Array.isArray(result)) return all[0];
    return result instanceof Tuple ? Tuple.from2(all, result.type) : all;
  });
}
