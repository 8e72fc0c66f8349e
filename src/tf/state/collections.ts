/** Lists of variables, and the ops that initialise or check them (python/ops/variables.py). */
import type { Attrs } from '../../engine/op-def.ts';
import type { Context, Operation, Tensor } from '../context.ts';
import { group, noOp } from '../core.ts';
import { collected } from '../collections.ts';
import { Variable } from '../variable.ts';
import { isVariableInitialized } from './assign.ts';
import { GLOBAL, LOCAL } from './variable.ts';

interface InScope { readonly scope?: unknown }

/** `tf.global_variables(scope)` and the like: the variables of a collection whose name begins with `scope`. */
export const variablesOf = (key: string) => (tf: Context, { scope }: InScope = {}): Variable[] => collected(tf.graph, key, scope) as Variable[];
export const globalVariables = variablesOf(GLOBAL);
export const localVariables = variablesOf(LOCAL);
export const trainableVariables = variablesOf('trainable_variables');

/** `tf.variables_initializer(var_list, name)`: a new NoOp at every call. */
export const variablesInitializer = (tf: Context, list: readonly { readonly initializer: Operation }[], { name }: { name?: string | null } = {}): Operation =>
  (list.length > 0 ? group(tf, list.map((v) => v.initializer), { name: name ?? 'init' }) : noOp(tf, { name: name ?? 'init' }));

export const globalVariablesInitializer = (tf: Context): Operation => variablesInitializer(tf, globalVariables(tf));
export const localVariablesInitializer = (tf: Context): Operation => variablesInitializer(tf, localVariables(tf));

/** All variables of the graph; where no collection holds any, the outputs of its VariableV2 nodes. */
function everything(tf: Context): (Variable | Tensor)[] {
  const listed = [...globalVariables(tf), ...localVariables(tf)];
  return listed.length > 0 ? listed : tf.graph.operations().filter((op) => op.type === 'VariableV2').map((op) => op.outputs[0]);
}

const refOf = (v: Variable | Tensor): Tensor => (v instanceof Variable ? v.ref : v);

/** `tf.report_uninitialized_variables(var_list)`: the names of those without a value. */
export function reportUninitializedVariables(tf: Context, { var_list, name }: { var_list?: readonly (Variable | Tensor)[] | null; name?: string | null } = {}): Tensor {
  const list = var_list ?? everything(tf);
  return tf.within(name ?? 'report_uninitialized_variables', () => {
    const known = list.map((v) => isVariableInitialized(tf, v));
    const { devices } = tf.graph;
    devices.push('/cpu:0');
    try {
      const strings = (items: readonly string[]): Tensor => tf.constant({ dtype: 'string', shape: [items.length], data: items }, 'Const');
      if (list.length === 0) return strings([]);
      const missing = tf.op('LogicalNot', [tf.op('Pack', known, { axis: 0, N: known.length }, 'stack')], {}, 'LogicalNot');
      return booleanMask(tf, strings(list.map((v) => refOf(v).op.name)), missing);
    } finally {
      devices.pop();
    }
  }, true);
}

/** `tf.boolean_mask` of two vectors of known length (array_ops.py), node for node. */
function booleanMask(tf: Context, data: Tensor, mask: Tensor): Tensor {
  const n = data.shape![0]!;
  const vector = (values: readonly number[], name: string): Tensor => tf.constant({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) }, name);
  const slice = (begin: number, end: number, masks: Attrs): Tensor => {
    const shape = vector([n], 'Shape');
    return tf.within('strided_slice', (own) => tf.op('StridedSlice', [shape, vector([begin], 'stack'), vector([end], 'stack_1'), vector([1], 'stack_2')], { ...UNMASKED, ...masks }, own));
  };
  return tf.within('boolean_mask', () => {
    const whole = slice(0, 1, {});
    const size = tf.within('Prod', (own) => tf.op('Prod', [whole, vector([0], 'reduction_indices')], { keep_dims: false }, own));
    const [before, behind] = [slice(0, 0, { begin_mask: 1 }), slice(1, 0, { end_mask: 1 })];
    const shape = tf.gen('ConcatV2', [[before, [size], behind], 0], {}, 'concat');
    const flat = tf.op('Reshape', [data, shape], {}, 'Reshape');
    const flags = tf.within('Reshape', (own) => tf.op('Reshape', [mask, vector([-1], 'shape')], {}, own));
    const at = tf.op('Squeeze', [tf.op('Where', [flags], {}, 'Where')], { squeeze_dims: [1] }, 'Squeeze');
    return tf.gen('GatherV2', [flat, at, 0], {}, 'GatherV2');
  });
}
const UNMASKED: Attrs = Object.freeze({ begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 });

/** `tf.assert_variables_initialized(var_list)`: fails in the run where one has no value; null without variables. */
export function assertVariablesInitialized(tf: Context, { var_list }: { var_list?: readonly (Variable | Tensor)[] | null } = {}): Tensor | null {
  const list = var_list ?? everything(tf);
  if (list.length === 0) return null;
  const ranks = list.map((v) => {
    const ref = refOf(v);
    return tf.graph.colocateWith([ref.id], () => tf.op('Rank', [v instanceof Variable ? v.read : ref], {}, 'Rank'));
  });
  return ranks.length === 1 ? ranks[0] : tf.op('Pack', ranks, { axis: 0, N: ranks.length }, 'stack');
}
