/** The `with` blocks of names, devices, control dependencies and colocation; and collections by scope. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { graphOf, Tensor, type Context, type Graph } from '../context.ts';
import { opIds } from '../core.ts';
import { graphElement, pythonType } from '../element.ts';
import { mergeDevice } from '../device.ts';
import type { Device } from '../graph.ts';
import { Scope } from '../scope.ts';
import { DeviceSetter } from '../train/device-setter.ts';

const VALID = /^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$/;
const VALID_INNER = /^[A-Za-z0-9_.\\/>-]*$/;

/** `with graph.name_scope(name)`; None and '' go to the root. The value is the scope with its slash. */
export function graphNameScope(tf: Context, graph: Graph, name: unknown): Scope {
  let exit = (): void => {};
  return new Scope(() => {
    const before = graph.scope;
    if (name === null || name === '') {
      graph.scope = 0;
      exit = () => { graph.scope = before; };
      return '';
    }
    const text = String(name);
    if (!(graph.scope === 0 ? VALID : VALID_INNER).test(text)) throw new TensorFlowError('ValueError', `'${text}' is not a valid scope name. A scope name has to match the following pattern: ^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$`);
    exit = tf.inGraph(graph, () => tf.enterScope(text, true)).exit;
    return `${graph.scopeName}/`;
  }, () => exit());
}

/** `with tf.name_scope(name, default_name, values)`: in the graph of the values. */
export function nameScope(tf: Context, name: unknown, fallback: unknown, values: unknown): Scope {
  const graph = (Array.isArray(values) ? graphOf(values) : null) ?? tf.graph;
  const asked = name ?? fallback ?? null;
  if (asked !== null && typeof asked !== 'string') throw new TensorFlowError('TypeError', `expected string or bytes-like object, got '${pythonType(asked)}'`);
  const inner = graphNameScope(tf, graph, asked);
  return new Scope(() => {
    tf.enterGraph(graph);
    try { return inner.enter(); } catch (error) { tf.exitGraph(); throw error; }
  }, () => { inner.exit(); tf.exitGraph(); });
}

/** What a device function sees of a node that is about to be made. */
export class NodeToBe { constructor(readonly type: string, readonly name: string) {} }

/** `with tf.device(name_or_function)` */
export function deviceScope(graph: Graph, device: unknown): Scope {
  const entry: Device = typeof device === 'function'
    ? (op) => { const got: unknown = (device as (o: unknown) => unknown)(new NodeToBe(op.type, op.name)); return got === null ? null : String(got); }
    : device instanceof DeviceSetter ? device.place
    : device === null ? null : (mergeDevice('', String(device)), String(device));
  return new Scope(() => { graph.devices.push(entry); return null; }, () => { graph.devices.pop(); });
}

const listed = (inputs: unknown): unknown[] => {
  if (inputs instanceof Tensor) throw new TensorFlowError('OperatorNotAllowedInGraphError', 'Iterating over a symbolic `tf.Tensor` is not allowed.');
  if (!Array.isArray(inputs)) throw new TensorFlowError('TypeError', `'${pythonType(inputs)}' object is not iterable`);
  const none = (inputs as unknown[]).find((v) => v === null);
  if (none === null) throw new TensorFlowError('TypeError', 'Can not convert a NoneType into a Tensor or Operation.');
  return inputs;
};

/** `with tf.control_dependencies(inputs)` */
export function dependencies(tf: Context, inputs: unknown): Scope {
  let exit = (): void => {};
  return new Scope(() => { exit = tf.enterDependencies(inputs === null ? null : opIds(tf, listed(inputs))); return null; }, () => exit());
}

export function colocateScope(tf: Context, op: unknown, ignoreExisting: boolean): Scope {
  const { graph } = tf;
  let exit = (): void => {};
  return new Scope(() => { exit = graph.enterColocation([graphElement(graph, op).id], ignoreExisting); return null; }, () => exit());
}

export { collected } from '../collections.ts';

/** `with graph.gradient_override_map({'Round': 'Straight'})` */
export function gradientOverrides(graph: Graph, map: ReadonlyMap<string, string>): Scope {
  let before: typeof graph.gradientOverrides = null;
  return new Scope(() => {
    before = graph.gradientOverrides;
    graph.gradientOverrides = new Map([...(before ?? []), ...map]);
    return null;
  }, () => { graph.gradientOverrides = before; });
}
