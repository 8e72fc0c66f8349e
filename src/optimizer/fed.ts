/**
 * What is fed has the value that it is handed, whatever it would compute: no pass may look past it. So a pass sees such a node as one of an op
 * that it knows nothing of. Placeholders are that already, and nodes that move between the turns of a loop must stay what they are.
 */
import { nodeName } from './graph.ts';
import { isFlow, isPlaceholder } from './kinds.ts';
import type { Ask, OptGraph, OptNode } from './types.ts';

const HIDDEN = '_Fed';

export class Fed {
  private readonly known: ReadonlyMap<string, OptNode>;

  constructor({ nodes }: OptGraph, { feeds = [] }: Ask) {
    const names = new Set(feeds.map(nodeName));
    this.known = new Map(nodes.flatMap((n): [string, OptNode][] => (names.has(n.name) && !isPlaceholder(n) && !isFlow(n) ? [[n.name, n]] : [])));
  }

  /** The nodes as a pass gets them. */
  hidden(nodes: readonly OptNode[]): readonly OptNode[] {
    return this.known.size === 0 ? nodes : nodes.map((n) => (this.known.has(n.name) ? { ...n, op: HIDDEN } : n));
  }

  /** The nodes that a pass leaves, with the ops that they have. */
  shown<N extends OptNode>(nodes: readonly N[]): readonly (N | OptNode)[] {
    if (this.known.size === 0) return nodes;
    return nodes.map((n) => { const was = this.known.get(n.name); return was && n.op === HIDDEN ? { ...n, op: was.op } : n; });
  }
}
