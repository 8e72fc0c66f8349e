// Places: what can be opened and looked at as one level, a scope or a fold of too many things, and how one came there. A place lists its
// parts, folded to few; level.ts adds edges and positions.
import type { GraphIndex } from './graph-index.ts';
import type { ScopeTree } from './scopes.ts';
import { baseOf, FOLDED_MOST, type Fold, grouped, type Likeness, ranges, series } from './series.ts';

export interface Place {
  readonly id: number;
  /** the place it was opened from; -1 for the whole graph */
  readonly parent: number;
  readonly label: string;
  /** the scope it is, or is a part of */
  readonly scope: number;
  /** null for a scope; else the members of a fold, numbers of nodes or of scopes */
  readonly fold: { readonly of: 'nodes' | 'scopes'; readonly members: readonly number[] | Uint32Array; readonly alike: boolean } | null;
}

/** One part of a place. */
export interface Part {
  readonly kind: 'node' | 'scope' | 'series' | 'group' | 'range';
  readonly of: 'nodes' | 'scopes';
  readonly members: readonly number[] | Uint32Array;
  readonly label: string;
  /** of all its nodes, if they are of one op; empty otherwise and for scopes */
  readonly op: string;
}

export class Places {
  private readonly places: Place[] = [{ id: 0, parent: -1, label: '', scope: 0, fold: null }];
  private readonly opened = new Map<string, number>();
  private readonly listed = new Map<number, Part[]>();
  private readonly signs: Float64Array;
  private readonly tree: ScopeTree;

  /** `apart`: nodes for which it differs are never folded to one series */
  constructor(
    private readonly graph: GraphIndex,
    apart: ArrayLike<number> | null = null,
  ) {
    this.tree = graph.tree;
    this.signs = signatures(graph, apart);
    const like = apart ? (node: number) => graph.op[node] + apart[node] * graph.ops.length : graph.op;
    this.nodes = { base: graph.base, like, sort: like };
  }

  get(id: number): Place {
    const place = this.places[id];
    if (!place) throw new Error(`internal: there is no place ${id}`);
    return place;
  }

  /** From the whole graph to this place. */
  trail(id: number): Place[] {
    const out: Place[] = [];
    for (let at = id; at >= 0; at = this.get(at).parent) out.push(this.get(at));
    return out.reverse();
  }

  /** What opens when a part of a place is opened; -1 for a node. */
  open(place: Place, part: Part): number {
    if (part.kind === 'node') return -1;
    if (part.kind === 'scope') return this.scope(place, part.members[0]);
    const { members, of, kind, label } = part;
    const key = `${place.id} ${of} ${kind} ${members[0]} ${members.length}`;
    const alike = kind === 'series' || (kind === 'range' && (place.fold?.alike ?? false));
    return this.place(key, { parent: place.id, label, scope: place.scope, fold: { of, members, alike } });
  }

  /** A scope opened from a place. */
  scope(from: Place, scope: number): number {
    return this.place(`${from.id}/${scope}`, { parent: from.id, label: this.lastPart(scope), scope, fold: null });
  }

  private place(key: string, rest: Omit<Place, 'id'>): number {
    let id = this.opened.get(key);
    if (id === undefined) {
      id = this.places.push({ id: this.places.length, ...rest }) - 1;
      this.opened.set(key, id);
    }
    return id;
  }

  /** The parts of a place, at most FOLDED_MOST, in the order of their first nodes; scopes last. */
  parts(place: Place): Part[] {
    let parts = this.listed.get(place.id);
    if (!parts) {
      parts = place.fold ? this.partsOfFold(place.fold) : this.partsOfScope(place.scope);
      this.listed.set(place.id, parts);
    }
    return parts;
  }

  private partsOfScope(scope: number): Part[] {
    let nodes = series(this.tree.own(scope), this.nodes);
    let scopes = series(this.tree.children(scope), this.scopes);
    nodes = grouped(nodes, this.nodes, Math.max(FOLDED_MOST / 2, FOLDED_MOST - scopes.length));
    scopes = grouped(scopes, this.scopes, FOLDED_MOST - nodes.length);
    return [...nodes.map((fold) => this.part('nodes', fold, scope)), ...scopes.map((fold) => this.part('scopes', fold, scope))];
  }

  /** Members of a fold: as they are if they are few, else in series where they make several, else in ranges. */
  private partsOfFold({ of, members, alike }: NonNullable<Place['fold']>): Part[] {
    let folds: Fold[] = Array.from(members, (member): Fold => ({ kind: 'one', members: [member] }));
    if (!alike) folds = series(members, of === 'nodes' ? this.nodes : this.scopes);
    if (folds.length > FOLDED_MOST || (folds.length === 1 && members.length > 1)) folds = ranges(members, FOLDED_MOST);
    return folds.map((fold) => this.part(of, fold, -1));
  }

  private part(of: Part['of'], { kind, members }: Fold, scope: number): Part {
    const first = members[0];
    const last = members[members.length - 1];
    const name = of === 'nodes' ? (member: number) => this.nodeLabel(member, scope) : (member: number) => this.lastPart(member);
    const op = of === 'nodes' && kind !== 'group' ? this.graph.ops[this.graph.op[first]] : this.commonOp(of, members);
    if (kind === 'one') return { kind: of === 'nodes' ? 'node' : 'scope', of, members, label: name(first), op };
    if (kind === 'group') return { kind, of, members, label: op || (of === 'scopes' ? this.commonBase(members) : ''), op };
    return { kind, of, members, label: `${name(first)} … ${name(last)}`, op };
  }

  private commonOp(of: Part['of'], members: readonly number[] | Uint32Array): string {
    if (of === 'scopes') return '';
    const { op, ops } = this.graph;
    return members.every((member: number) => op[member] === op[members[0]]) ? ops[op[members[0]]] : '';
  }

  private commonBase(scopes: readonly number[] | Uint32Array): string {
    const base = baseOf(this.lastPart(scopes[0]));
    return scopes.every((scope: number) => baseOf(this.lastPart(scope)) === base) ? base : '';
  }

  /** A node's name within its scope; in brackets where it is that scope's own. */
  nodeLabel(node: number, scope: number): string {
    const name = this.graph.name(node);
    const around = this.tree.names[this.tree.scopeOf[node]];
    if (name === around && around !== '') return scope < 0 ? this.lastPartOf(name) : `(${this.lastPartOf(name)})`;
    return around === '' ? name : name.slice(around.length + 1);
  }

  private lastPart(scope: number): string {
    const parent = this.tree.names[Math.max(0, this.tree.parents[scope])];
    const name = this.tree.names[scope];
    return parent === '' ? name : name.slice(parent.length + 1);
  }

  private lastPartOf(name: string): string {
    return name.slice(name.lastIndexOf('/') + 1);
  }

  /** Nodes of one op whose names differ in a number only. */
  private readonly nodes: Likeness;
  /** Scopes whose names differ in a number only and that hold the same ops as often. */
  private readonly scopes: Likeness = {
    base: (scope) => baseOf(this.tree.names[scope]),
    like: (scope) => this.signs[scope],
    sort: (scope) => baseOf(this.tree.names[scope]),
  };
}

/** A number that is the same for scopes which hold the same ops as often, and hardly ever for others. */
function signatures({ op, ops, tree: { names, order, start, end } }: GraphIndex, apart: ArrayLike<number> | null): Float64Array {
  // Nobody asks for that of the whole graph.
  if (names.length === 1) return new Float64Array(1);
  const sums = new Float64Array(order.length + 1);
  for (let i = 0; i < order.length; i++) {
    const sign = op[order[i]] + (apart ? apart[order[i]] * ops.length : 0);
    sums[i + 1] = sums[i] + (Math.imul(sign + 1, 0x9e3779b1) >>> 8);
  }
  return Float64Array.from(start, (s, scope) => sums[end[scope]] - sums[s]);
}
