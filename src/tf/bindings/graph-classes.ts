/** `tf.Tensor`, `tf.Operation` and `tf.Graph` for scripts. */
import { TensorFlowError, type AttrValue } from '../../engine/op-def.ts';
import { opOf } from '../../engine/registry.ts';
import { signatureOf } from '../../engine/signature.ts';
import { classBinding } from '../binding.ts';
import { Graph, Operation, Tensor, type Context } from '../context.ts';
import { DTypeObject } from '../dtypes.ts';
import { graphElement } from '../element.ts';
import { listNode } from '../listing.ts';
import { Scope } from '../scope.ts';
import { asShape, TensorShape } from '../shape.ts';
import { hasStore } from '../state/variable-store.ts';
import { Tuple } from '../values.ts';
import { graphMessage, nodeMessage } from '../graphdef/python.ts';
import { CollectionRef } from './collection-ref.ts';
import { operators } from './operators.ts';
import { collected, colocateScope, dependencies, deviceScope, gradientOverrides, graphNameScope } from './scopes.ts';
import { sessionFor } from './session-classes.ts';

/** Collections that TensorFlow keeps for itself, under tuples. */
function internalKeys(g: Graph): Tuple[] {
  const made = hasStore(g) || ['variables', 'local_variables'].some((k) => g.collections.has(k));
  return [...(made ? ['__varscope'] : []), ...(hasStore(g) ? ['__variable_store'] : [])].map((k) => Tuple.from2([k]));
}

const showShapeTuple = (t: Tensor): string => String(t).split('shape=')[1].split(', dtype')[0];

/** `t.set_shape(shape)`. Throws ValueError where it contradicts what is known. */
export function setShape(t: Tensor, shape: unknown): void {
  const now = t.shape;
  const more = asShape(shape);
  if (!more) return;
  if (now && (now.length !== more.length || now.some((d, i) => d !== null && more[i] !== null && d !== more[i]))) {
    throw new TensorFlowError('ValueError', `Tensor's shape ${String(new TensorShape(now))} is not compatible with supplied shape ${String(new TensorShape(more))}.`);
  }
  t.graph.setShape(t, more.map((d, i) => d ?? now?.[i] ?? null));
}

export const tensorClass = classBinding<Tensor>({
  paths: ['Tensor'], name: 'SymbolicTensor', type: Tensor, key: (t) => `${t.graph.number}/${t.id}/${t.index}`,
  properties: {
    name: (_, t) => t.name, op: (_, t) => t.op, graph: (_, t) => t.graph, shape: (_, t) => new TensorShape(t.shape), dtype: (_, t) => DTypeObject.of(t.dtype, t.isRef), device: (_, t) => t.device,
    value_index: (_, t) => t.index, ndim: (_, t) => t.shape?.length ?? null,
  },
  methods: {
    ...operators,
    get_shape: { params: '', call: (_, t) => new TensorShape(t.shape) },
    set_shape: { params: 'shape', call: (_, t, shape) => { setShape(t, shape); return null; } },
    eval: { params: 'feed_dict=None, session=None', call: (tf, t, feeds, session) => sessionFor(tf, session, t.graph, 'tensor').run(t, feeds as ReadonlyMap<unknown, unknown> | null) },
    ref: { params: '', call: (_, t) => t }, experimental_ref: { params: '', call: (_, t) => t },
    consumers: { params: '', call: (_, t) => t.graph.operations().filter((op) => op.inputs.some((i) => i.same(t))) },
    // Nothing is said of a shape of which nothing is known.
    __str__: { params: '', call: (_, t) => String(t).replace(', shape=<unknown>', '') },
    __repr__: { params: '', call: (_, t) => `<tf.Tensor '${t.name}' shape=${showShapeTuple(t)} dtype=${DTypeObject.of(t.dtype, t.isRef).name}>` },
    __bool__: { params: '', call: () => { throw new TensorFlowError('OperatorNotAllowedInGraphError', 'Using a symbolic `tf.Tensor` as a Python `bool` is not allowed. You can attempt the following resolutions to the problem: If you are running in Graph mode, use Eager execution mode or decorate this function with @tf.function. If you are using AutoGraph, you can try decorating this function with @tf.function. If that does not work, then you may be using an unsupported feature or your source code may not be visible to AutoGraph. See (link) for more information.'); } },
    __len__: { params: '', call: (_, t) => { throw new TensorFlowError('TypeError', `len is not well defined for a symbolic Tensor (${t.name}). Please call \`x.shape\` rather than \`len(x)\` for shape information.`); } },
    __array__: { params: 'dtype=None', call: (_, t) => { throw new TensorFlowError('NotImplementedError', `Cannot convert a symbolic tf.Tensor (${t.name}) to a numpy array. This error may indicate that you're trying to pass a Tensor to a NumPy call, which is not supported.`); } },
    __float__: { params: '', call: () => { throw new TensorFlowError('TypeError', `float() argument must be a string or a real number, not 'SymbolicTensor'`); } },
    __int__: { params: '', call: () => { throw new TensorFlowError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not 'SymbolicTensor'`); } },
  },
});

/** An attribute's value as Python has it: dtypes as such, texts as bytes. */
function attrValue(value: AttrValue, type: string): unknown {
  if (Array.isArray(value) && type !== 'shape') return (value as readonly AttrValue[]).map((v) => attrValue(v, type.replace(/^list\((.*)\)$/, '$1')));
  if (typeof value !== 'string') return value;
  return type === 'type' ? DTypeObject.of(value as never) : new TextEncoder().encode(value);
}

/** An attribute as `op.get_attr` gives it. */
function attrOf(op: Operation, name: string): unknown {
  const { attrs } = listNode(op.graph, op.id);
  if (!(name in attrs)) throw new TensorFlowError('ValueError', `Operation '${op.name}' has no attr named '${name}'.`);
  return attrValue(attrs[name] as AttrValue, signatureOf(opOf(op.type).signature).attrs.find((a) => a.name === name)?.type ?? 'string');
}

/** What a script can ask of an op's definition. */
export class OpDef {
  constructor(readonly name: string) {}
  get parts(): { inputs: readonly OpPart[]; outputs: readonly OpPart[]; attrs: readonly OpPart[] } {
    const { inputs, outputs, attrs } = signatureOf(opOf(this.name).signature);
    const named = (list: readonly { name: string }[]): OpPart[] => list.map((p) => new OpPart(p.name));
    return { inputs: named(inputs), outputs: named(outputs), attrs: named(attrs) };
  }
}
/** An argument or an attribute of an op's definition. */
export class OpPart { constructor(readonly name: string) {} }

export const opDefClass = classBinding<OpDef>({
  paths: [], name: 'OpDef', type: OpDef, key: (d) => d.name,
  properties: { name: (_, d) => d.name, input_arg: (_, d) => d.parts.inputs, output_arg: (_, d) => d.parts.outputs, attr: (_, d) => d.parts.attrs, is_stateful: (_, d) => signatureOf(opOf(d.name).signature).stateful },
});
export const opPartClass = classBinding<OpPart>({ paths: [], name: 'OpPart', type: OpPart, properties: { name: (_, p) => p.name } });

export const operationClass = classBinding<Operation>({
  paths: ['Operation'], name: 'Operation', type: Operation, key: (o) => `${o.graph.number}/${o.id}`,
  properties: {
    name: (_, o) => o.name, type: (_, o) => o.type, graph: (_, o) => o.graph, device: (_, o) => o.device, inputs: (_, o) => o.inputs, outputs: (_, o) => o.outputs, control_inputs: (_, o) => o.controlInputs,
    _id: (_, o) => o.id, node_def: (_, o) => nodeMessage(o), op_def: (_, o) => new OpDef(o.type),
  },
  methods: {
    run: { params: 'feed_dict=None, session=None', call: (tf, o, feeds, session) => { sessionFor(tf, session, o.graph, 'operation').run(o, feeds as ReadonlyMap<unknown, unknown> | null); return null; } },
    values: { params: '', call: (_, o) => Tuple.from2(o.outputs) },
    get_attr: { params: 'name', call: (_, o, name) => attrOf(o, String(name)) },
    colocation_groups: { params: '', call: (_, o) => o.graph.groups(o.id).map((text) => new TextEncoder().encode(text)) },
    __repr__: { params: '', call: (_, o) => `<tf.Operation '${o.name}' type=${o.type}>` },
    __str__: { params: '', call: (_, o) => String(nodeMessage(o)) },
  },
});

/** `with graph.as_default()` */
function asDefault(tf: Context, graph: Graph): Scope {
  return new Scope(() => { tf.enterGraph(graph); return graph; }, () => tf.exitGraph());
}

export const graphClass = classBinding<Graph>({
  paths: ['Graph'], name: 'Graph', type: Graph, params: '', create: (tf) => tf.newGraph(),
  properties: {
    seed: (_, g) => g.seed, version: (_, g) => g.nodes, finalized: (_, g) => g.finalized, building_function: () => false, collections: (_, g) => [...g.collections.keys(), ...internalKeys(g)],
  },
  methods: {
    as_default: { params: '', call: (tf, g) => asDefault(tf, g) },
    as_graph_def: { params: 'from_version=None, add_shapes=False, use_pybind11_proto=False', call: (_, g, _from, shapes) => graphMessage(g, shapes === true) },
    finalize: { params: '', call: (_, g) => { g.finalized = true; return null; } },
    get_operations: { params: '', call: (_, g) => g.operations() },
    num_operations: { params: '', call: (_, g) => g.nodes },
    get_operation_by_name: { params: 'name', call: (_, g, name) => graphElement(g, name, { tensor: false }) },
    get_tensor_by_name: { params: 'name', call: (_, g, name) => graphElement(g, name, { operation: false }) },
    as_graph_element: { params: 'obj, allow_tensor=True, allow_operation=True', call: (_, g, obj, tensor, operation) => graphElement(g, obj, { tensor: tensor === true, operation: operation === true }) },
    get_collection: { params: 'name, scope=None', call: (_, g, name, scope) => collected(g, name, scope) },
    get_collection_ref: { params: 'name', call: (_, g, name) => new CollectionRef(g, String(name)) },
    add_to_collection: { params: 'name, value', call: (_, g, name, value) => { g.collection(String(name)).push(value); return null; } },
    add_to_collections: { params: 'names, value', call: (_, g, names, value) => { for (const n of Array.isArray(names) ? (names as unknown[]) : [names]) g.collection(String(n)).push(value); return null; } },
    clear_collection: { params: 'name', call: (_, g, name) => { g.collections.delete(String(name)); return null; } },
    get_all_collection_keys: { params: '', call: (_, g) => [...g.collections.keys()] },
    unique_name: { params: 'name, mark_as_used=True', call: (_, g, name, mark) => (mark === false ? g.freeName(String(name)) : g.uniqueName(String(name))) },
    get_name_scope: { params: '', call: (_, g) => g.scopeName },
    name_scope: { params: 'name', call: (tf, g, name) => graphNameScope(tf, g, name) },
    device: { params: 'device_name_or_function', call: (_, g, device) => deviceScope(g, device) },
    control_dependencies: { params: 'control_inputs', call: (tf, g, inputs) => tf.inGraph(g, () => dependencies(tf, inputs)) },
    colocate_with: { params: 'op, ignore_existing=False', call: (tf, g, op, ignore) => tf.inGraph(g, () => colocateScope(tf, op, ignore === true)) },
    gradient_override_map: { params: 'op_type_map', call: (_, g, map) => gradientOverrides(g, map as ReadonlyMap<string, string>) },
    is_feedable: { params: 'tensor', call: (_, g, t) => !g.unfeedable.has((t as Tensor).id) },
    prevent_feeding: { params: 'tensor', call: (_, g, t) => { g.unfeedable.add((t as Tensor).id); return null; } },
    prevent_fetching: { params: 'op', call: (_, g, op) => { g.unfetchable.add((op as Operation).id); return null; } },
    container: { params: 'container_name', call: () => new Scope(() => null, () => {}) },
    is_fetchable: { params: 'tensor_or_op', call: (_, g, t) => !g.unfetchable.has((t as Tensor).id) },
  },
});
