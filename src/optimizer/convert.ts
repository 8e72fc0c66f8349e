/** Between nodes of files and graphs (graphdef/model.ts) and nodes of the optimiser. */
import { isRegistered, opOf } from '../engine/registry.ts';
import type { AttrValue } from '../engine/op-def.ts';
import { signatureOf } from '../engine/signature.ts';
import type { AttrData, GraphDefData, NodeData } from '../graphdef/model.ts';
import { attrData } from '../tf/graphdef/export.ts';
import { hostTensor } from '../tf/graphdef/import.ts';
import { plainAttr } from '../tf/graphdef/opaque.ts';
import type { Attr, OptGraph, OptNode } from './types.ts';

function attr(a: AttrData): Attr | undefined {
  if (a.kind !== 'tensor') return plainAttr(a) as Attr | undefined;
  return hostTensor(a.value) ?? undefined;
}

/** A graph to be optimised. Attributes that cannot be held as plain values are left out; so is `_class`, which asks for places only. */
export function fromGraphDef(data: GraphDefData): OptGraph {
  return { nodes: data.nodes.map((n): OptNode => {
    const attrs: Record<string, Attr> = {};
    for (const [k, v] of n.attrs) {
      const plain = k === '_class' ? undefined : attr(v);
      if (plain !== undefined) attrs[k] = plain;
    }
    return { name: n.name, op: n.op, inputs: n.inputs, device: n.device, attrs };
  }) };
}

/** A graph that can be written, or imported and run. The kinds of attributes are those that the ops declare. */
export function toGraphDef(nodes: readonly OptNode[], like: Omit<GraphDefData, 'nodes'>): GraphDefData {
  return { ...like, nodes: nodes.map((n): NodeData => {
    const declared = new Map(isRegistered(n.op) ? signatureOf(opOf(n.op).signature).attrs.map((a) => [a.name, a.type]) : []);
    return { name: n.name, op: n.op, inputs: n.inputs, device: n.device, attrs: new Map(Object.entries(n.attrs).map(([k, v]) => [k, attrData(v as AttrValue, declared.get(k))])) };
  }) };
}
