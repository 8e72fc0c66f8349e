/** `tf.Variable` with all its arguments, as python/ops/ref_variable.py builds it. Resource variables: not here. */
import { isFull, type Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, OwnName, Tensor, TensorLike } from '../context.ts';
import { graphOf } from '../context.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { pythonType } from '../element.ts';
import { asShape } from '../shape.ts';
import { initialAssign, readOp, Variable, variableOp } from '../variable.ts';
import { guarded } from './initialized.ts';

export { Variable } from '../variable.ts';

export interface VariableOptions {
  readonly trainable?: boolean | null | undefined;
  readonly collections?: readonly unknown[] | null | undefined;
  readonly validate_shape?: boolean | null | undefined;
  readonly caching_device?: unknown;
  readonly name?: string | null | undefined;
  readonly dtype?: unknown;
  readonly constraint?: unknown;
  readonly shape?: unknown;
  readonly use_resource?: boolean | null | undefined;
}

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export const GLOBAL = 'variables';
export const TRAINABLE = 'trainable_variables';
export const LOCAL = 'local_variables';

/** `tf.Variable(initial_value, ...)`: `initial_value` is anything that converts to a tensor, or a function that makes it under the variable's name. */
export function variable(tf: Context, initial: TensorLike, options: VariableOptions = {}): Variable {
  if (initial === null || initial === undefined) fail('ValueError', 'initial_value must be specified.');
  const collections = asCollections(options.collections);
  const { constraint = null } = options;
  if (constraint !== null && typeof constraint !== 'function') fail('ValueError', 'The `constraint` argument must be a callable.');
  const trainable = options.trainable ?? true;
  const graph = typeof initial === 'function' ? tf.graph : (graphOf([initial]) ?? tf.graph);
  const made = tf.inGraph(graph, () => tf.after(null, () => tf.within(options.name ?? 'Variable', (own) => make(tf, initial, own, { ...options, trainable, constraint }), true)));
  if (trainable && !collections.includes(TRAINABLE)) collections.push(TRAINABLE);
  for (const key of new Set(collections)) graph.collection(key).push(made);
  return made;
}

function asCollections(given: unknown): string[] {
  if (given === null || given === undefined) return [GLOBAL];
  if (!Array.isArray(given) && !(given instanceof Set)) fail('ValueError', `collections argument to Variable constructor must be a list, tuple, or set. Got ${String(given)} of type <class '${pythonType(given)}'>`);
  return Array.from(given as Iterable<unknown>, String);
}

function make(tf: Context, initial: TensorLike, own: OwnName, options: VariableOptions): Variable {
  const { graph } = tf;
  const dtype = asDTypeOrNull(options.dtype);
  const validate = options.validate_shape ?? true;
  const name = graph.names.full(own);
  const convert = (v: TensorLike): Tensor => tf.convert(v, { dtype, name: 'initial_value' });
  const shapeOf = (value: Tensor): Shape | null => (options.shape === null || options.shape === undefined ? (validate ? value.shape : null) : asShape(options.shape));
  let value: Tensor;
  let ref: Tensor;
  if (typeof initial === 'function') {
    // The variable does not exist yet, so what its function makes is colocated with it by name.
    const before = graph.attrClass;
    graph.attrClass = `loc:@${name}`;
    try {
      value = tf.within('Initializer', () => onNoDevice(tf, () => convert((initial as () => TensorLike)())));
      ref = variableOp(tf, value.dtype, shapeOf(value), own);
    } finally {
      graph.attrClass = before;
    }
  } else {
    value = convert(initial);
    if (graph.contextOf.has(value.id)) fail('ValueError', `Initializer for variable ${name}/ is from inside a control-flow construct, such as a loop or conditional. When creating a variable inside a loop or conditional, use a lambda as the initializer.`);
    ref = variableOp(tf, value.dtype, shapeOf(value), own);
  }
  if (validate && !isFull(value.shape)) fail('ValueError', `initial_value must have a shape specified: ${String(value)}`);
  const safe = guarded(tf, name, value);
  const assign = graph.colocateWith([ref.id], () => initialAssign(tf, ref, safe, validate));
  const read = options.caching_device === null || options.caching_device === undefined
    ? graph.colocateWith([ref.id], () => readOp(tf, ref))
    : onDevice(tf, options.caching_device, () => tf.op('Identity', [ref], {}, 'read'));
  return new Variable({ ref, read, assign, initial: value, scope: tf.scope, trainable: options.trainable ?? true, constraint: options.constraint });
}

function onDevice<T>(tf: Context, device: unknown, body: () => T): T {
  const { devices } = tf.graph;
  devices.push(typeof device === 'function' ? (op) => { const got: unknown = (device as (o: unknown) => unknown)(op); return got === null ? null : String(got); } : device === null ? null : String(device));
  try { return body(); } finally { devices.pop(); }
}
const onNoDevice = <T>(tf: Context, body: () => T): T => onDevice(tf, null, body);
