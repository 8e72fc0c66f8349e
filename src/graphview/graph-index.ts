// A graph's nodes as columns: op, bytes, base of the name, edges both ways, scopes. Whatever a graph comes from is made into this:
// nodes as a reader gave them (here), a session's columns (table-index.ts), the bytes of a large file (bytes-index.ts).
import { inputNode } from '../graphdef/summary.ts';
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { nodeBytes } from '../graphdef/size.ts';
import type { Link } from '../protocol/graph-view.ts';
import { type ScopeTree, scopesOf } from './scopes.ts';
import { baseOf } from './series.ts';

/** Edges of all nodes, one list after the other: those of node i are at start[i] … start[i + 1] - 1. */
export interface Edges {
  readonly start: Uint32Array<ArrayBuffer>;
  /** the other node; -1 where no node has the name */
  readonly node: Int32Array<ArrayBuffer>;
  /** 1 for control edges */
  readonly control: Uint8Array<ArrayBuffer>;
}

export interface GraphIndex {
  readonly count: number;
  /** names of ops, in order of first use */
  readonly ops: readonly string[];
  /** index into `ops`, a node */
  readonly op: Uint32Array<ArrayBuffer>;
  /** of each node's NodeDef */
  readonly bytes: Uint32Array<ArrayBuffer>;
  /** equal for nodes of one scope whose names differ in their number only */
  readonly base: Uint32Array<ArrayBuffer>;
  readonly inputs: Edges;
  /** the nodes that use each node, in their order; edges from nowhere are not among them. Made when they are first asked for */
  users(): Edges;
  readonly tree: ScopeTree;
  name(node: number): string;
  /** as its NodeDef has it: made when it is asked for */
  node(node: number): NodeData;
  /** its inputs, in that order */
  links(node: number): Link[];
}

export function indexGraph({ nodes }: GraphDefData): GraphIndex {
  const count = nodes.length;
  const ops: string[] = [];
  const opIds = new Map<string, number>();
  const bases = new Map<string, number>();
  const byName = new Map<string, number>();
  const op = new Uint32Array(count);
  const bytes = new Uint32Array(count);
  const base = new Uint32Array(count);
  const start = new Uint32Array(count + 1);
  nodes.forEach((node, i) => {
    let id = opIds.get(node.op);
    if (id === undefined) opIds.set(node.op, (id = ops.push(node.op) - 1));
    op[i] = id;
    bytes[i] = nodeBytes(node);
    start[i + 1] = start[i] + node.inputs.length;
    const text = baseOf(node.name);
    let number = bases.get(text);
    if (number === undefined) bases.set(text, (number = bases.size));
    base[i] = number;
    if (!byName.has(node.name)) byName.set(node.name, i);
  });
  const node = new Int32Array(start[count]);
  const control = new Uint8Array(start[count]);
  nodes.forEach(({ inputs }, i) => {
    inputs.forEach((input, k) => {
      node[start[i] + k] = byName.get(inputNode(input)) ?? -1;
      if (input.startsWith('^')) control[start[i] + k] = 1;
    });
  });
  const inputs = { start, node, control };
  return {
    count,
    ops,
    op,
    bytes,
    base,
    inputs,
    users: once(() => turned(inputs, count)),
    tree: scopesOf({ [Symbol.iterator]: () => namesOf(nodes) }, count),
    name: (i) => nodes[i].name,
    node: (i) => nodes[i],
    links: (i) => nodes[i].inputs.map((text, k) => ({ text, node: node[start[i] + k] })),
  };
}

function* namesOf(nodes: readonly NodeData[]): Generator<string, undefined> {
  for (const { name } of nodes) yield name;
}

/** What `make` gives, made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** The same edges, looked at from their other end. */
export function turned({ start, node, control }: Edges, count: number): Edges {
  const first = new Uint32Array(count + 1);
  for (let e = 0; e < node.length; e++) if (node[e] >= 0) first[node[e] + 1] += 1;
  for (let i = 0; i < count; i++) first[i + 1] += first[i];
  const place = first.slice();
  const users = new Int32Array(first[count]);
  const controls = new Uint8Array(first[count]);
  for (let i = 0; i < count; i++) {
    for (let e = start[i]; e < start[i + 1]; e++) {
      const other = node[e];
      if (other < 0) continue;
      const at = place[other]++;
      users[at] = i;
      controls[at] = control[e];
    }
  }
  return { start: first, node: users, control: controls };
}
