/** Slots: variables that belong to another one, as optimizers and moving averages make them (python/training/slot_creator.py). */
import { isFull, type DType, type Shape } from '../../engine/dtype.ts';
import type { Context, Tensor } from '../context.ts';
import { cond } from '../flow/cond.ts';
import { isVariableInitialized } from '../state/assign.ts';
import { getVariable } from '../state/get-variable.ts';
import { Zeros } from '../state/initializers.ts';
import { getVariableScope, variableScope } from '../state/variable-scope.ts';
import { Variable } from '../variable.ts';

export type Primary = Variable | Tensor;
const refOf = (p: Primary): Tensor => (p instanceof Variable ? p.ref : p);
const nameOf = (p: Primary): string => refOf(p).op.name;

/** Makes the slot variable under `prefix/name` in the scope of variables at hand. */
function make(tf: Context, primary: Primary, value: unknown, name: string, shape: Shape | null, dtype: DType | null, validate: boolean, colocate: boolean): Variable {
  const scope = variableScope(tf, null, { default_name: `${nameOf(primary)}/${name}` });
  scope.enter();
  try {
    getVariableScope(tf).partitioner = null;
    const body = (): Variable => getVariable(tf, '', { initializer: value, trainable: false, shape, dtype, validate_shape: validate, use_resource: false });
    const slot = colocate ? tf.graph.colocateWith([refOf(primary).id], body) : body();
    if (primary instanceof Variable && primary.slice && (slot.shape === null || slot.shape.length > 0)) {
      const { slice } = primary;
      const n = slot.shape?.length;
      slot.slice = { fullName: `${slice.fullName}/${slot.opName.slice(primary.opName.length + 1)}`, fullShape: slice.fullShape.slice(0, n), offset: slice.offset.slice(0, n), shape: slice.shape.slice(0, n) };
    }
    return slot;
  } finally {
    scope.exit();
  }
}

/** A slot with this value at first. */
export const createSlot = (tf: Context, primary: Primary, value: Tensor, name: string, colocate = true): Variable => make(tf, primary, value, name, null, null, isFull(value.shape), colocate);

/** A slot whose value an initializer makes. */
export const createSlotWith = (tf: Context, primary: Primary, initializer: unknown, shape: Shape | null, dtype: DType, name: string, colocate = true): Variable =>
  make(tf, primary, initializer, name, shape, dtype, isFull(shape), colocate);

/** A slot of zeros of its primary's shape, which may be known only in a run. */
export function createZerosSlot(tf: Context, primary: Primary, name: string, { dtype = primary.dtype, colocate = true }: { dtype?: DType; colocate?: boolean } = {}): Variable {
  const { shape } = primary;
  if (isFull(shape)) return createSlotWith(tf, primary, new Zeros(), shape, dtype, name, colocate);
  const value = primary instanceof Variable
    ? cond(tf, isVariableInitialized(tf, primary), () => tf.op('Identity', [primary.ref], {}, 'read'), () => primary.initial) as Tensor
    : primary;
  const dims = tf.op('Shape', [value], { out_type: 'int32' }, 'Shape');
  const zeros = tf.within('zeros', (own) => tf.op('Fill', [dims, tf.constant({ dtype, shape: [], data: new Float32Array(1) }, 'Const')], {}, own));
  return createSlot(tf, primary, zeros, name, colocate);
}
