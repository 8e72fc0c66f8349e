/** The passes of the optimiser over a run's graph: GraphDef nodes to the optimiser's and back. */
import { isRegistered, opOf } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';
import { isDType } from '../graphdef/dtype.ts';
import type { AttrData, NodeData } from '../graphdef/model.ts';
import { optimize, type Attr, type OptNode, type Stage } from '../optimizer/index.ts';
import { attrData } from '../tf/graphdef/export.ts';
import { hostTensor } from '../tf/graphdef/import.ts';
import { plainAttr } from '../tf/graphdef/opaque.ts';
import type { Statics } from './statics.ts';

export interface Wanted {
  /** Tensors, `name:output`. */
  readonly feeds: readonly string[];
  readonly fetches: readonly string[];
  /** Nodes. */
  readonly targets: readonly string[];
}
export interface Optimised {
  /** Those of the first round, and of the second those that still change something. */
  readonly stages: readonly Stage[];
  /** What the run needs, as it was built. */
  readonly built: readonly NodeData[];
  readonly result: readonly NodeData[];
}

export function optimisedRun(nodes: readonly NodeData[], statics: Statics, wanted: Wanted): Optimised {
  const given = new Map(nodes.map((node) => [node.name, node]));
  const made = new Map<string, OptNode>();
  for (const node of nodes) made.set(node.name, optNode(node, statics));
  const { stages, result } = optimize({ nodes: [...made.values()] }, wanted);
  const back = (node: OptNode): NodeData => {
    const before = given.get(node.name);
    if (before && made.get(node.name) === node) return before;
    const same = before && before.op === node.op ? before.attrs : null;
    const types = isRegistered(node.op) ? new Map(signatureOf(opOf(node.op).signature).attrs.map(({ name, type }) => [name, type as string])) : new Map<string, string>();
    const attrs = Object.entries(node.attrs).map(([name, value]): [string, AttrData] => {
      const known = same?.get(name);
      if (known && made.get(node.name)!.attrs[name] === value) return [name, known];
      return [name, attrData(value as Parameters<typeof attrData>[0], types.get(name) ?? typeOf(name, value))];
    });
    return { name: node.name, op: node.op, inputs: node.inputs, device: node.device, attrs: new Map(attrs) };
  };
  const pruned = stages.find(({ pass }) => pass === 'pruning');
  return {
    stages: stages.filter(({ iteration, changes }) => iteration === 0 || changes.length > 0),
    built: (pruned?.after ?? result).map(back),
    result: result.map(back),
  };
}

/** Attributes of ops that the engine does not know, such as fused ones, by what they hold. */
function typeOf(name: string, value: Attr): string | undefined {
  if (typeof value === 'string' && isDType(value)) return 'type';
  return name === 'epsilon' || name === 'leakyrelu_alpha' ? 'float' : undefined;
}

function optNode(node: NodeData, statics: Statics): OptNode {
  const { name, op, inputs, device, attrs } = node;
  const plain = [...attrs].flatMap(([key, attr]): [string, Attr][] => {
    if (attr.kind !== 'tensor') {
      const value = plainAttr(attr);
      return value === undefined ? [] : [[key, value as Attr]];
    }
    const tensor = hostTensor(attr.value);
    return tensor ? [[key, tensor]] : [];
  });
  return { name, op, inputs, device, attrs: Object.fromEntries(plain), outputs: statics.inferred(name) };
}
