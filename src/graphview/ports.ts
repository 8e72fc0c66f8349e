// Ports: where the edges of a level come from and go to outside of it. Like sources are one port, and there are few.
import type { ScopeTree } from './scopes.ts';
import { baseOf } from './series.ts';

/** Ports on each side at most, the last of them for all others. */
export const PORTS_MOST = 12;

export interface Port {
  readonly label: string;
  /** one of the nodes it stands for; -1 for the port of all others */
  readonly node: number;
  /** edges through it */
  readonly edges: number;
  /** edges by item of the level, values and controls */
  readonly values: ReadonlyMap<number, number>;
  readonly controls: ReadonlyMap<number, number>;
}

interface Growing {
  label: string;
  node: number;
  several: boolean;
  edges: number;
  values: Map<number, number>;
  controls: Map<number, number>;
}

/** Gathers the edges that cross the border of a scope, on one side. */
export class Ports {
  private readonly byKey = new Map<string, Growing>();
  private readonly keys = new Map<number, string>();

  /** `scope`: the scope that the level is in */
  constructor(
    private readonly tree: ScopeTree,
    private readonly scope: number,
    private readonly nameOf: (node: number) => string,
  ) {}

  /** An edge between a node outside and an item of the level. */
  add(node: number, item: number, control: boolean): void {
    const key = this.keyOf(node);
    let port = this.byKey.get(key);
    if (!port)
      this.byKey.set(
        key,
        (port = { label: this.labelOf(key, node), node, several: false, edges: 0, values: new Map(), controls: new Map() }),
      );
    if (port.node !== node) port.several = true;
    port.edges += 1;
    const counts = control ? port.controls : port.values;
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }

  /** The ports with the most edges, in the order they were met, and one for all others. */
  list(): Port[] {
    const all = [...this.byKey.values()].map((port) => ({ ...port, label: port.several ? port.label : this.nameOf(port.node) }));
    if (all.length <= PORTS_MOST) return all;
    const kept = new Set(all.toSorted((a, b) => b.edges - a.edges).slice(0, PORTS_MOST - 1));
    const others: Growing = { label: '', node: -1, several: true, edges: 0, values: new Map(), controls: new Map() };
    for (const port of all) {
      if (kept.has(port)) continue;
      others.edges += port.edges;
      for (const side of ['values', 'controls'] as const)
        for (const [item, count] of port[side]) others[side].set(item, (others[side].get(item) ?? 0) + count);
    }
    return [...all.filter((port) => kept.has(port)), others];
  }

  /** The outermost scope around a node that does not hold the level; for nodes beside the level, their name without its number. */
  private keyOf(node: number): string {
    const { tree, scope } = this;
    let around = tree.scopeOf[node];
    if (tree.within(scope, around)) return `node ${around} ${baseOf(this.nameOf(node))}`;
    const known = this.keys.get(around);
    if (known !== undefined) return known;
    const from = around;
    while (!tree.within(scope, tree.parents[around])) around = tree.parents[around];
    const key = `scope ${baseOf(tree.names[around])}`;
    this.keys.set(from, key);
    return key;
  }

  private labelOf(key: string, node: number): string {
    return key.startsWith('scope ') ? key.slice('scope '.length) : baseOf(this.nameOf(node));
  }
}
