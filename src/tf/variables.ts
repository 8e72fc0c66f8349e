/** The few ways of making variables that the page's programs need. All of tf.Variable: state/variable.ts. */
import type { Attrs } from '../engine/op-def.ts';
import type { Tensor } from './graph.ts';
import type { Context } from './context.ts';
import { initialAssign, readOp, Variable, variableOp } from './variable.ts';

export type { Variable } from './variable.ts';

/** `tf.Variable(initial_value, name)`: 3 nodes after those of its initial value. */
export function variable(tf: Context, initial: Tensor, name: string): Variable {
  return make(tf, name, false, {}, () => initial);
}

/** A slot of `primary`, zero at first, as optimizers make them: `w/Momentum` with its initialiser under it. */
export function slot(tf: Context, primary: Variable, name: string): Variable {
  const colocated: Attrs = { _class: `loc:@${primary.opName}` };
  return tf.inside(primary.scope, () => make(tf, name, true, colocated, () => tf.within('Initializer', () => tf.zeros(primary.dims, 'zeros', colocated))));
}

function make(tf: Context, name: string, isSlot: boolean, attrs: Attrs, initial: () => Tensor): Variable {
  return tf.within(name, (own) => {
    const value = initial();
    const ref = variableOp(tf, 'float32', value.shape, own, attrs);
    const assign = initialAssign(tf, ref, value);
    const made = new Variable({ ref, read: readOp(tf, ref), assign, initial: value, scope: tf.scope, slot: isSlot });
    tf.variables.push(made);
    return made;
  }, true);
}

/** `tf.variables_initializer(variables)` — of all variables, `tf.global_variables_initializer()`: one NoOp. */
export function initializer(tf: Context, variables: readonly Variable[]): number {
  return tf.node('NoOp', [], {}, 'init', variables.map((v) => v.assign));
}

/** `tf.group(ops)` */
export const group = (tf: Context, ops: readonly number[], name: string | Parameters<Context['node']>[3] = 'group_deps'): number => tf.node('NoOp', [], {}, name, ops);
