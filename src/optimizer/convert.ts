/** Between nodes of files and graphs (graphdef/model.ts) and nodes of the optimiser. */
import { isRegistered, opOf } from '../engine/registry.ts';
import type { AttrValue } from '../engine/op-def.ts';
import { signatureOf } from '../engine/signature.ts';
import { isDType } from '../graphdef/dtype.ts';
import type { AttrData, GraphDefData, NodeData } from '../graphdef/model.ts';
import { attrData } from '../tf/graphdef/export.ts';
import { hostTensor } from '../tf/graphdef/import.ts';
import { plainAttr } from '../tf/graphdef/opaque.ts';
import type { Attr, OptGraph, OptNode, OutputInfo } from './types.ts';

function attr(a: AttrData): Attr | undefined {
  if (a.kind !== 'tensor') return plainAttr(a) as Attr | undefined;
  return hostTensor(a.value) ?? undefined;
}

/** A node to be optimised. Attributes that cannot be held as plain values are left out. `outputs`: what is known of them. */
export function optNode({ name, op, inputs, device, attrs }: NodeData, outputs?: readonly OutputInfo[]): OptNode {
  const plain: Record<string, Attr> = {};
  for (const [k, v] of attrs) {
    const value = attr(v);
    if (value !== undefined) plain[k] = value;
  }
  return { name, op, inputs, device, attrs: plain, outputs };
}

/** A node and what it was before the optimiser had it. */
export interface Origin { readonly data: NodeData; readonly node: OptNode }

/**
 * A node that can be written, or imported and run. The kinds of attributes are those that the op declares; what a pass has left as it was
 * in `origin` is taken over from there, with what cannot be held as plain values.
 */
export function nodeData(node: OptNode, origin?: Origin): NodeData {
  const { name, op, inputs, device } = node;
  if (origin?.node === node) return origin.data;
  const same = origin?.data.op === op ? origin : null;
  const declared = new Map<string, string>(isRegistered(op) ? signatureOf(opOf(op).signature).attrs.map((a) => [a.name, a.type]) : []);
  const attrs = Object.entries(node.attrs).map(([k, v]): [string, AttrData] => {
    const before = same?.node.attrs[k] === v ? same.data.attrs.get(k) : undefined;
    return [k, before ?? attrData(v as AttrValue, declared.get(k) ?? kindOf(k, v))];
  });
  return { name, op, inputs, device, attrs: new Map(attrs) };
}

/** Kinds of attributes of ops that the engine does not know, such as fused ones, by what they hold. */
function kindOf(name: string, value: Attr): string | undefined {
  if (typeof value === 'string' && isDType(value)) return 'type';
  return name === 'epsilon' || name === 'leakyrelu_alpha' ? 'float' : undefined;
}

/** A graph to be optimised, without `_class`, which asks for places only; `placed`: with it, as a session has it. */
export function fromGraphDef(data: GraphDefData, placed = false): OptGraph {
  return { nodes: data.nodes.map((n) => optNode(placed ? n : { ...n, attrs: new Map([...n.attrs].filter(([k]) => k !== '_class')) })) };
}

/** A graph that can be written, or imported and run. */
export function toGraphDef(nodes: readonly OptNode[], like: Omit<GraphDefData, 'nodes'>): GraphDefData {
  return { ...like, nodes: nodes.map((n) => nodeData(n)) };
}
