/**
 * Ops that this playground does not know: nodes of opened graphs that can be looked at, counted and written again, but not run. Each has
 * an op of its own, made from what its NodeDef says.
 */
import type { DType } from '../../engine/dtype.ts';
import { TensorFlowError, type AttrValue, type Op } from '../../engine/op-def.ts';
import { registerAs } from '../../engine/registry.ts';
import type { AttrData, NodeData, Shape } from '../../graphdef/model.ts';
import type { Graph } from '../context.ts';

/** Nodes that stand for what a file said of them. */
const given = new WeakMap<Graph, Map<number, NodeData>>();
export const givenNode = (graph: Graph, id: number): NodeData | undefined => given.get(graph)?.get(id);
export function keepNode(graph: Graph, id: number, node: NodeData): void {
  let mine = given.get(graph);
  if (!mine) given.set(graph, (mine = new Map()));
  mine.set(id, node);
}

const KNOWN = new Set<string>(['float32', 'float64', 'int32', 'int64', 'bool', 'string', 'uint8', 'int8', 'int16', 'uint16', 'uint32', 'uint64', 'float16', 'bfloat16', 'complex64', 'complex128', 'resource', 'variant']);
const dtypeOf = (name: string): DType => { const plain = name.replace(/_ref$/, ''); return KNOWN.has(plain) ? (plain as DType) : 'variant'; };

/** What the outputs probably hold: the first attribute that is a type. */
function outputType(attrs: NodeData['attrs']): DType {
  for (const name of ['dtype', 'T', 'output_type', 'out_type', 'Tout']) {
    const found = attrs.get(name);
    if (found?.kind === 'type') return dtypeOf(found.value);
  }
  for (const a of attrs.values()) if (a.kind === 'type') return dtypeOf(a.value);
  return 'float32';
}

/** Attributes that can be shown as values; tensors and functions stay in the node. */
export function plainAttr(a: AttrData): AttrValue | undefined {
  switch (a.kind) {
    case 'type': case 'bool': case 'float': case 'shape': return a.value;
    case 'int': return Number(a.value);
    case 'string': return new TextDecoder().decode(a.value);
    case 'func': return { func: a.value.name };
    case 'list': return a.of === 'string' ? a.values.map((v) => new TextDecoder().decode(v)) : a.of === 'tensor' || a.of === 'func' ? undefined : (Array.from(a.values as readonly unknown[], (v) => (typeof v === 'bigint' ? Number(v) : v)) as AttrValue);
    case 'none': case 'placeholder': case 'tensor': return undefined;
  }
}

/** The key of an op for this node, registered. `outputs`: how many of them others use. */
export function opaqueOp(node: NodeData, outputs: number): string {
  const shapes = node.attrs.get('_output_shapes');
  const known: readonly Shape[] = shapes?.kind === 'list' && shapes.of === 'shape' ? shapes.values : [];
  const count = Math.max(outputs, known.length);
  const dtype = outputType(node.attrs);
  const statics = Array.from({ length: count }, (_, i) => ({ dtype, shape: known[i] ?? null }));
  const key = `${node.op}#${JSON.stringify(statics)}`;
  const op: Op = {
    type: node.op, signature: '-> ! stateful', examples: [],
    infer: () => statics,
    compute: (c) => { throw new TensorFlowError('NotFoundError', `Op type not registered '${node.op}' in this playground: node '${c.name}' can be looked at, but not run.`); },
  };
  registerAs(key, op);
  return key;
}
