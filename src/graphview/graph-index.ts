// A graph's nodes as columns: op, bytes, and edges both ways. The nodes themselves stay as the file gave them; scopes are in scopes.ts.
import { inputNode } from '../graphdef/summary.ts';
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { nodeBytes } from '../graphdef/size.ts';

/** Edges of all nodes, one list after the other: those of node i are at start[i] … start[i + 1] - 1. */
export interface Edges {
  readonly start: Uint32Array<ArrayBuffer>;
  /** the other node; -1 where no node has the name */
  readonly node: Int32Array<ArrayBuffer>;
  /** 1 for control edges */
  readonly control: Uint8Array<ArrayBuffer>;
}

export interface GraphIndex {
  readonly nodes: readonly NodeData[];
  /** names of ops, in order of first use */
  readonly ops: readonly string[];
  /** index into `ops`, a node */
  readonly op: Uint32Array<ArrayBuffer>;
  /** of each node's NodeDef */
  readonly bytes: Uint32Array<ArrayBuffer>;
  /** the inputs of each node, in the order of the file */
  readonly inputs: Edges;
  /** the nodes that use each node, in their order; edges from nowhere are not among them */
  readonly users: Edges;
  /** the first node of that name; -1 if there is none */
  find(name: string): number;
}

export function indexGraph({ nodes }: GraphDefData): GraphIndex {
  const count = nodes.length;
  const ops: string[] = [];
  const opIds = new Map<string, number>();
  const byName = new Map<string, number>();
  const op = new Uint32Array(count);
  const bytes = new Uint32Array(count);
  const start = new Uint32Array(count + 1);
  nodes.forEach((node, i) => {
    let id = opIds.get(node.op);
    if (id === undefined) opIds.set(node.op, (id = ops.push(node.op) - 1));
    op[i] = id;
    bytes[i] = nodeBytes(node);
    start[i + 1] = start[i] + node.inputs.length;
    if (!byName.has(node.name)) byName.set(node.name, i);
  });
  const find = (name: string): number => byName.get(name) ?? -1;
  const node = new Int32Array(start[count]);
  const control = new Uint8Array(start[count]);
  nodes.forEach(({ inputs }, i) => {
    inputs.forEach((input, k) => {
      node[start[i] + k] = find(inputNode(input));
      if (input.startsWith('^')) control[start[i] + k] = 1;
    });
  });
  const inputs = { start, node, control };
  return { nodes, ops, op, bytes, inputs, users: turned(inputs, count), find };
}

/** The same edges, looked at from their other end. */
function turned({ start, node, control }: Edges, count: number): Edges {
  const first = new Uint32Array(count + 1);
  for (const from of node) if (from >= 0) first[from + 1] += 1;
  for (let i = 0; i < count; i++) first[i + 1] += first[i];
  const place = first.slice();
  const users = new Int32Array(first[count]);
  const controls = new Uint8Array(first[count]);
  for (let i = 0; i < count; i++) {
    for (let e = start[i]; e < start[i + 1]; e++) {
      if (node[e] < 0) continue;
      const at = place[node[e]]++;
      users[at] = i;
      controls[at] = control[e];
    }
  }
  return { start: first, node: users, control: controls };
}
