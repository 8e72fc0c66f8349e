// Ports: where the edges of a level come from and go to outside of it. Like sources are one port, and there are few.
import type { GraphIndex } from './graph-index.ts';
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
  private readonly byKey = new Map<number, Growing>();
  /** keys of scopes outside, and of their names */
  private readonly keys = new Map<number, number>();
  private readonly named = new Map<string, number>();

  /** `scope`: the scope that the level is in */
  constructor(
    private readonly graph: GraphIndex,
    private readonly scope: number,
  ) {}

  /** An edge between a node outside and an item of the level. */
  add(node: number, item: number, control: boolean): void {
    const key = this.keyOf(node);
    let port = this.byKey.get(key);
    if (!port)
      this.byKey.set(key, (port = { label: this.labelOf(key, node), node, several: false, edges: 0, values: new Map(), controls: new Map() }));
    if (port.node !== node) port.several = true;
    port.edges += 1;
    const counts = control ? port.controls : port.values;
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }

  /** The ports with the most edges, in the order they were met, and one for all others. */
  list(): Port[] {
    const all = [...this.byKey.values()].map((port) => ({ ...port, label: port.several ? port.label : this.graph.name(port.node) }));
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
  private keyOf(node: number): number {
    const { scope, graph } = this;
    const { tree } = graph;
    let around = tree.scopeOf[node];
    const known = this.keys.get(around);
    if (known !== undefined) return known;
    // A base is told apart by its scope; both together are a whole number.
    if (tree.within(scope, around)) return around * 2 ** 32 + graph.base[node];
    const from = around;
    while (!tree.within(scope, tree.parents[around])) around = tree.parents[around];
    const name = baseOf(tree.names[around]);
    let key = this.named.get(name);
    if (key === undefined) this.named.set(name, (key = -1 - this.named.size));
    this.keys.set(from, key);
    return key;
  }

  private labelOf(key: number, node: number): string {
    if (key >= 0) return baseOf(this.graph.name(node));
    for (const [name, known] of this.named) if (known === key) return name;
    return '';
  }
}
