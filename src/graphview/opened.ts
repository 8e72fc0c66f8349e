// A graph that has been opened, and the answers to everything the page may ask about it. Knows nothing of messages or workers.
import type { MetaGraphData } from '../graphdef/model.ts';
import type { OpenedGraph } from '../graphdef/open.ts';
import {
  type Found,
  type GraphSummary,
  type Inside,
  type Level,
  type Link,
  LINKS_MOST,
  type NodeColumn,
  type NodeDetails,
  SHAPE_COLUMN,
} from '../protocol/graph-view.ts';
import { type GraphIndex, indexGraph } from './graph-index.ts';
import { Levels } from './level.ts';
import { Places } from './places.ts';
import { attrText, shapeOf } from './print.ts';
import { type ScopeTree, scopesOf } from './scopes.ts';

/** Attributes of a node that are shown. */
const ATTRS_MOST = 100;

export class Opened {
  readonly meta: Omit<MetaGraphData, 'graph'> | undefined;
  readonly graph: OpenedGraph['graph'];
  private readonly index: GraphIndex;
  private readonly tree: ScopeTree;
  private readonly places: Places;
  private readonly levels: Levels;
  private readonly strange: Uint8Array | null;

  /** `known`: ops that the engine can run; null if nobody knows. Columns of another length than the graph are left out. */
  constructor(
    private readonly opened: OpenedGraph,
    private readonly columns: readonly NodeColumn[],
    known: readonly string[] | null,
  ) {
    this.graph = opened.graph;
    this.meta = opened.meta;
    this.columns = columns.filter(({ of }) => of.length === opened.graph.nodes.length);
    this.index = indexGraph(opened.graph);
    this.tree = scopesOf({ [Symbol.iterator]: () => namesOf(this.index) }, opened.graph.nodes.length);
    const runs = known && new Set(known);
    this.strange = runs && Uint8Array.from(this.index.ops, (op) => (runs.has(op) ? 0 : 1));
    this.places = new Places(this.index, this.tree);
    this.levels = new Levels({ graph: this.index, tree: this.tree, places: this.places, strange: this.strange, columns: this.columns });
  }

  summary(): GraphSummary {
    const { format, text, bytes, nodes, functions, producer, minConsumer, ops, problems } = this.opened.summary;
    const { inputs, bytes: sizes } = this.index;
    const known = this.knownOps();
    const counted = ops.map(([op, count]) => ({ op, count, known: known(op) }));
    let controls = 0;
    for (const control of inputs.control) controls += control;
    return {
      format,
      text,
      bytes,
      nodeBytes: sizes.reduce((sum, size) => sum + size, 0),
      nodes,
      edges: inputs.node.length - controls,
      controls,
      scopes: this.tree.names.length - 1,
      functions,
      producer,
      minConsumer,
      tensorflow: this.meta?.tensorflowVersion ?? '',
      ops: counted,
      unknown: counted.reduce((sum, { count, known: runs }) => sum + (runs === false ? count : 0), 0),
      problems: [...problems],
      columns: this.columns.map(({ name }) => name),
    };
  }

  level(place: number, aspect: number): Level {
    return this.levels.level(place, aspect);
  }

  /** The level in which a node is seen by itself, and its item there. */
  reveal(node: number, aspect: number): { level: Level; item: number } {
    const chain: number[] = [];
    for (let scope = this.tree.scopeOf[node]; scope > 0; scope = this.tree.parents[scope]) chain.unshift(scope);
    let place = 0;
    for (const scope of chain) place = this.places.scope(this.places.get(place), scope);
    for (;;) {
      const item = this.levels.itemOf(place, node);
      const parts = this.places.parts(this.places.get(place));
      if (item < 0 || parts[item].kind === 'node') return { level: this.levels.level(place, aspect), item };
      place = this.places.open(this.places.get(place), parts[item]);
    }
  }

  inside(id: number): Inside {
    const place = this.places.get(id);
    const counts = new Map<number, number>();
    let [nodes, bytes] = [0, 0];
    for (const part of this.places.parts(place)) {
      this.levels.nodesOf(part, (node) => {
        nodes += 1;
        bytes += this.index.bytes[node];
        counts.set(this.index.op[node], (counts.get(this.index.op[node]) ?? 0) + 1);
      });
    }
    const known = this.knownOps();
    const ops = [...counts].map(([op, count]) => ({ op: this.index.ops[op], count, known: known(this.index.ops[op]) }));
    ops.sort((a, b) => b.count - a.count || (a.op < b.op ? -1 : 1));
    return { place: id, name: this.tree.names[place.scope], nodes, bytes, ops };
  }

  node(node: number): NodeDetails {
    const { nodes, bytes, inputs, users } = this.index;
    const { name, op, device, attrs, inputs: texts } = nodes[node];
    const links: Link[] = texts.map((text, k) => ({ text, node: inputs.node[inputs.start[node] + k] }));
    const others: Link[] = [];
    const total = users.start[node + 1] - users.start[node];
    for (let e = users.start[node]; e < users.start[node + 1] && others.length < LINKS_MOST; e++) {
      others.push({ text: `${users.control[e] === 1 ? '^' : ''}${nodes[users.node[e]].name}`, node: users.node[e] });
    }
    const words = this.columns.map((column) => ({ name: column.name, word: column.words[column.of[node]] ?? '' }));
    return {
      node,
      name,
      op,
      known: this.knownOps()(op),
      device,
      bytes: bytes[node],
      inputs: links.filter(({ text }) => !text.startsWith('^')),
      controls: links.filter(({ text }) => text.startsWith('^')),
      users: others,
      usersTotal: total,
      attrs: [...attrs.keys()]
        .sort()
        .slice(0, ATTRS_MOST)
        .map((key) => ({ name: key, text: attrText(attrs.get(key) ?? { kind: 'none' }) })),
      shape: words.find((word) => word.name === SHAPE_COLUMN)?.word ?? shapeOf(attrs),
      columns: words.filter((word) => word.name !== SHAPE_COLUMN),
    };
  }

  /** Nodes whose name holds a text, in any case: equal names first, then those that begin or end with it. */
  find(text: string, most: number): { found: Found[]; total: number } {
    const wanted = text.toLowerCase();
    const ranked: { node: number; rank: number }[] = [];
    let total = 0;
    if (wanted === '') return { found: [], total };
    this.index.nodes.forEach(({ name }, node) => {
      const lower = name.toLowerCase();
      if (!lower.includes(wanted)) return;
      total += 1;
      const rank = lower === wanted ? 0 : lower.endsWith(`/${wanted}`) ? 1 : lower.startsWith(wanted) ? 2 : 3;
      if (ranked.length < most || rank < ranked[ranked.length - 1].rank) {
        let at = ranked.length;
        while (at > 0 && ranked[at - 1].rank > rank) at -= 1;
        ranked.splice(at, 0, { node, rank });
        if (ranked.length > most) ranked.pop();
      }
    });
    return { found: ranked.map(({ node }) => ({ node, name: this.index.nodes[node].name, op: this.index.nodes[node].op })), total };
  }

  private knownOps(): (op: string) => boolean | null {
    const { strange } = this;
    if (!strange) return () => null;
    const known = new Map(this.index.ops.map((op, i) => [op, strange[i] === 0]));
    return (op) => known.get(op) ?? null;
  }
}

function* namesOf({ nodes }: GraphIndex): Generator<string, undefined> {
  for (const { name } of nodes) yield name;
}
