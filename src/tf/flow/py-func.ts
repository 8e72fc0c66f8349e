/** `tf.py_func`: functions of the script inside the graph (python/ops/script_ops.py). Not the op: engine/kit/py-func.ts. */
import { tensor, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { scriptCalls } from '../../engine/kit/script-calls.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { type Context, type Tensor } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { literal } from '../literal.ts';
import { Float, Ndarray } from '../values.ts';

/** Functions that an interpreter has given so far: their numbers go on from graph to graph. */
const counts = new WeakMap<Context, number>();

/** What numpy makes of a result: int64 and float64 of Python's numbers, an array as it is. */
function asArray(v: unknown): HostTensor {
  if (v === null || v === undefined) throw new TensorFlowError('UnimplementedError', 'Unsupported object type NoneType');
  const made = literal(v);
  if (hasArray(v)) return made;
  if (made.dtype === 'int32') return tensor('int64', made.shape, made.data as Int32Array);
  if (made.dtype === 'float32') return literal(v, 'float64');
  return made;
}
const hasArray = (v: unknown): boolean => v instanceof Ndarray || (Array.isArray(v) ? v.some(hasArray) : !(v instanceof Float) && typeof v === 'object' && v !== null && 'dtype' in v);

/** `tf.py_func(func, inp, Tout, stateful, name)` */
export function pyFunc(tf: Context, func: unknown, inputs: unknown, types: unknown, { stateful, name }: { stateful?: unknown; name?: string | null } = {}): Tensor | Tensor[] {
  if (typeof func !== 'function') throw new TensorFlowError('ValueError', `Expected func to be callable. Received func=${String(func)} of type ${typeof func}.`);
  const call = func as (...args: unknown[]) => unknown;
  const many = Array.isArray(types);
  const Tout: DType[] = (many ? (types as unknown[]) : [types]).map(asDType);
  const count = counts.get(tf) ?? 0;
  counts.set(tf, count + 1);
  const token = `pyfunc_${count}`;
  const list = Array.isArray(inputs) ? [...(inputs as unknown[])] : [inputs];
  const made = tf.apply(stateful === false ? 'PyFuncStateless' : 'PyFunc', [list], { token, Tout }, name ?? null);
  scriptCalls(made[0]?.graph ?? tf.graph).set(token, (values) => {
    const result = call(...values);
    return Array.isArray(result) ? (result as unknown[]).map(asArray) : [asArray(result)];
  });
  return many ? made : made[0];
}

/** `tf.numpy_function(func, inp, Tout, stateful, name)` */
export const numpyFunction = (tf: Context, o: { func?: unknown; inp?: unknown; Tout?: unknown; stateful?: unknown; name?: string | null } = {}): Tensor | Tensor[] => {
  if (o.Tout === undefined || o.Tout === null) throw new TensorFlowError('TypeError', "Missing required argument: 'Tout'\n  If using tf.numpy_function as a decorator, set `Tout`\n  **by name** above the function:\n  `@tf.numpy_function(Tout=tout)`");
  return pyFunc(tf, o.func, o.inp ?? [], o.Tout, { stateful: o.stateful, name: o.name ?? null });
};
