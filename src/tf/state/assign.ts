/** Assignments to reference variables: `tf.assign` and its relatives, scatter updates, counters (python/ops/state_ops.py). */
import { TensorFlowError, type Attrs } from '../../engine/op-def.ts';
import { Tensor, type Context, type TensorLike } from '../context.ts';
import { pythonType } from '../element.ts';
import { Variable } from '../variable.ts';

interface Named { readonly name?: string | null | undefined }
interface Locking extends Named { readonly use_locking?: boolean | null | undefined }

/** Attributes that were really given: the others keep the op's defaults. */
function set(attrs: Readonly<Record<string, boolean | null | undefined>>): Attrs {
  return Object.fromEntries(Object.entries(attrs).filter(([, v]) => v !== null && v !== undefined)) as Attrs;
}

function checkRef(ref: unknown, method: string): void {
  if (ref instanceof Variable || (ref instanceof Tensor && ref.isRef)) return;
  throw new TensorFlowError('AttributeError', ref instanceof Tensor ? `'Tensor' object has no attribute '${method}'` : `'${pythonType(ref)}' object has no attribute 'dtype'`);
}

/** `tf.assign(ref, value, validate_shape, use_locking, name)` */
export function assign(tf: Context, ref: TensorLike, value: TensorLike, { validate_shape, use_locking, name }: { validate_shape?: boolean | null } & Locking = {}): Tensor {
  checkRef(ref, 'assign');
  return tf.gen('Assign', [ref, value], set({ validate_shape, use_locking }), name);
}

/** `tf.assign_add(ref, value)` */
export function assignAdd(tf: Context, ref: TensorLike, value: TensorLike, { use_locking, name }: Locking = {}): Tensor {
  checkRef(ref, 'assign_add');
  return tf.gen('AssignAdd', [ref, value], set({ use_locking }), name);
}

/** `tf.assign_sub(ref, value)` */
export function assignSub(tf: Context, ref: TensorLike, value: TensorLike, { use_locking, name }: Locking = {}): Tensor {
  checkRef(ref, 'assign_sub');
  return tf.gen('AssignSub', [ref, value], set({ use_locking }), name);
}

/** `tf.count_up_to(ref, limit)`: the value before the increment; OutOfRangeError in the run at the limit. */
export const countUpTo = (tf: Context, ref: TensorLike, limit: number, { name }: Named = {}): Tensor => tf.gen('CountUpTo', [ref], { limit }, name);

/** `ScatterAdd`, `ScatterNdUpdate`, …: rows of a variable by index. */
export const scatter = (tf: Context, type: string, ref: TensorLike, indices: TensorLike, updates: TensorLike, { use_locking, name }: Locking = {}): Tensor => {
  if (ref instanceof Tensor && !ref.isRef) throw new TensorFlowError('AttributeError', "'SymbolicTensor' object has no attribute '_lazy_read'");
  return tf.gen(type, [ref, indices, updates], set({ use_locking }), name);
};

/** `is_variable_initialized(ref)` */
export const isVariableInitialized = (tf: Context, ref: TensorLike, { name }: Named = {}): Tensor => tf.gen('IsVariableInitialized', [ref], {}, name);
