/**
 * What a run with frames knows of its nodes before it starts: who consumes what, which frame each node belongs to, and how many inputs
 * each waits for (common_runtime/immutable_executor_state.cc). Made once for the nodes of a signature, and kept with the graph.
 */
import type { Graph } from './graph.ts';
import type { OpClass } from './graph-view.ts';
import { RunFailure, type Op } from './op-def.ts';
import { signatureOf } from './signature.ts';

export interface Consumer {
  readonly node: PlanNode;
  /** Which input it is; -1 for a control input. */
  readonly input: number;
}

export interface PlanNode {
  readonly id: number;
  readonly c: OpClass;
  readonly flow: Op['flow'] | undefined;
  /** A fed node: its value is given. */
  readonly fed: boolean;
  readonly source: 'const' | 'variable' | null;
  /** An Identity of a value hands it on. */
  readonly forwards: boolean;
  readonly merge: boolean;
  /** The first of its outputs' references, or -1: which input's variable they are. */
  readonly refOutput: boolean;
  readonly data: number;
  readonly controls: number;
  /** Consumers of each output, and of the node as such. */
  readonly consumers: Consumer[][];
  readonly waiting: Consumer[];
  frame: FramePlan;
  /** Index in its frame's counters, and of its first input in the frame's entries. */
  index: number;
  entry: number;
}

export interface FramePlan {
  readonly name: string;
  readonly parent: FramePlan | null;
  readonly children: Map<string, FramePlan>;
  /** Enter nodes into it. */
  enters: number;
  parallel: number;
  nodes: PlanNode[];
  entries: number;
  /** What each node waits for at first: see frames.ts. */
  pending: Int32Array;
}

export interface Plan {
  readonly root: FramePlan;
  readonly byId: ReadonlyMap<number, PlanNode>;
  /** Nodes of the root frame that wait for nothing. */
  readonly ready: readonly PlanNode[];
}

const frame = (name: string, parent: FramePlan | null): FramePlan => ({ name, parent, children: new Map(), enters: 0, parallel: 1, nodes: [], entries: 0, pending: new Int32Array(0) });

const plans = new WeakMap<Graph, { nodes: number; edits: number; byKey: Map<string, Plan> }>();

/** The plan of these nodes, made before or now. */
export function planOf(graph: Graph, needed: Int32Array, fed: ReadonlySet<number>): Plan {
  let mine = plans.get(graph);
  if (!mine || mine.nodes !== graph.nodes || mine.edits !== graph.edits) plans.set(graph, (mine = { nodes: graph.nodes, edits: graph.edits, byKey: new Map() }));
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const id of needed) {
    a = Math.imul(a ^ id, 0x01000193);
    b = Math.imul(b ^ id, 0x5bd1e995) ^ (b >>> 13);
  }
  const key = `${needed.length}.${a >>> 0}.${b >>> 0}.${[...fed].join()}`;
  let plan = mine.byKey.get(key);
  if (!plan) mine.byKey.set(key, (plan = makePlan(graph, needed, fed)));
  return plan;
}

function makePlan(graph: Graph, needed: Int32Array, fed: ReadonlySet<number>): Plan {
  const root = frame('', null);
  const byId = new Map<number, PlanNode>();
  for (const id of needed) byId.set(id, planNode(graph, id, fed.has(id), root));
  for (const node of byId.values()) {
    if (node.fed) continue;
    for (let i = 0; i < node.data; i++) {
      const from = graph.input(node.id, i);
      byId.get(from.id)!.consumers[from.index].push({ node, input: i });
    }
    for (const from of graph.controls(node.id)) byId.get(from)!.waiting.push({ node, input: -1 });
  }
  assignFrames(graph, byId, root);
  const all: FramePlan[] = [];
  const visit = (f: FramePlan): void => {
    all.push(f);
    for (const child of f.children.values()) visit(child);
  };
  visit(root);
  for (const f of all) f.pending = Int32Array.from(f.nodes, (n) => (n.merge ? 1 + 2 * n.controls : n.data + n.controls));
  return { root, byId, ready: root.nodes.filter((n) => n.data + n.controls === 0) };
}

function planNode(graph: Graph, id: number, fed: boolean, root: FramePlan): PlanNode {
  const c = graph.classOf(id);
  const flow = fed ? undefined : c.op.flow;
  if (flow === 'merge') checkMerge(graph, id);
  return {
    id, c, flow, fed,
    source: fed ? null : c.op.type === 'Const' ? 'const' : c.op.type === 'VariableV2' ? 'variable' : null,
    forwards: c.op.type === 'Identity', merge: flow === 'merge',
    refOutput: signatureOf(c.op.signature).outputs.some((o) => o.ref),
    data: fed ? 0 : c.inputs, controls: fed ? 0 : graph.controls(id).length,
    consumers: c.outputs.map(() => []), waiting: [], frame: root, index: -1, entry: 0,
  };
}

/** A loop may have closed with a value of another dtype: nothing checks that while the graph is built. */
function checkMerge(graph: Graph, id: number): void {
  const { inputs, outputs } = graph.classOf(id);
  for (let i = 0; i < inputs; i++) {
    const from = graph.input(id, i);
    const { dtype } = graph.staticOf(from);
    if (dtype !== outputs[0].dtype) {
      throw new RunFailure('InvalidArgumentError', `Input ${i} of node {{node ${graph.name(id)}}} was passed ${nameOf(dtype)} from ${graph.name(from.id)}:${from.index} incompatible with expected ${nameOf(outputs[0].dtype)}.`);
    }
  }
}
const nameOf = (dtype: string): string => ({ float32: 'float', float64: 'double' })[dtype] ?? dtype;

/** Follows edges from the sources: an Enter leads into a child frame, an Exit out of it. */
function assignFrames(graph: Graph, byId: ReadonlyMap<number, PlanNode>, root: FramePlan): void {
  const queue: PlanNode[] = [];
  const place = (node: PlanNode, f: FramePlan): void => {
    if (node.index >= 0) {
      if (node.frame !== f) throw new RunFailure('InvalidArgumentError', `The node '${graph.name(node.id)}' has inputs from different frames. The input is in frame '${f.name}'. The input is in frame '${node.frame.name}'.`);
      return;
    }
    node.frame = f;
    node.index = f.nodes.length;
    node.entry = f.entries;
    f.nodes.push(node);
    f.entries += node.data;
    queue.push(node);
  };
  for (const node of byId.values()) if (node.data + node.controls === 0) place(node, root);
  for (const node of queue) {
    let f = node.frame;
    if (node.flow === 'enter') {
      const name = node.c.attrs.frame_name as string;
      f = node.frame.children.get(name) ?? frame(name, node.frame);
      node.frame.children.set(name, f);
      f.enters++;
      f.parallel = node.c.attrs.parallel_iterations as number;
    } else if (node.flow === 'exit') {
      if (!node.frame.parent) throw new RunFailure('InvalidArgumentError', `The node '${graph.name(node.id)}' exits a frame that nothing enters.`);
      f = node.frame.parent;
    }
    for (const list of node.consumers) for (const use of list) place(use.node, f);
    for (const use of node.waiting) place(use.node, f);
  }
}
