// Small graphs for the tests of this room: nodes written as `name: Op(input, ^control)`.
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { encodeGraph } from '../graphdef/binary.ts';
import { inputNode } from '../graphdef/summary.ts';
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { Looked } from './looked.ts';
import { ofGraph } from './source.ts';

export function graphOf(lines: readonly string[]): GraphDefData {
  const nodes = lines.map((line): NodeData => {
    const found = /^(\S+): (\w*)(?:\((.*)\))?$/.exec(line);
    if (!found) throw new Error(`expected 'name: Op(inputs)', found '${line}'`);
    const [, name, op, inputs = ''] = found;
    return { name, op, inputs: inputs === '' ? [] : inputs.split(', '), device: '', attrs: new Map() };
  });
  return { nodes, producer: 1645, minConsumer: 0 };
}

/** As if the graph had come from a file. */
export const openedOf = (graph: GraphDefData): Looked => ofGraph(graph);

/** As if the session had handed it out: a template for each op and leaf. */
export function sessionOf(graph: GraphDefData): Extract<SessionGraph, { kind: 'graph' }> {
  const { nodes } = graph;
  const byName = new Map(nodes.map(({ name }, i) => [name, i]));
  const templates = new Map<string, number>();
  const scopes: string[] = [];
  const leaves: string[] = [];
  const written: NodeData[] = [];
  const table = { template: new Uint32Array(nodes.length), scope: new Uint32Array(nodes.length), number: new Uint32Array(nodes.length), start: new Uint32Array(nodes.length + 1) };
  const [from, output]: [number[], number[]] = [[], []];
  nodes.forEach((node, i) => {
    const slash = Math.max(0, node.name.lastIndexOf('/'));
    const scope = node.name.slice(0, slash);
    if (!scopes.includes(scope)) scopes.push(scope);
    const last = slash === 0 ? node.name : node.name.slice(slash + 1);
    const numbered = /^(.+)_([1-9]\d*)$/.exec(last);
    const leaf = numbered ? numbered[1] : last;
    const key = `${leaf} ${node.op}`;
    if (!templates.has(key)) {
      templates.set(key, written.push({ ...node, name: '', inputs: [] }) - 1);
      leaves.push(leaf);
    }
    table.template[i] = templates.get(key)!;
    table.scope[i] = scopes.indexOf(scope);
    table.number[i] = Number(numbered?.[2] ?? 0);
    for (const text of node.inputs) {
      from.push(byName.get(inputNode(text)) ?? -1);
      output.push(text.startsWith('^') ? -1 : Number(/:(\d+)$/.exec(text)?.[1] ?? 0));
    }
    table.start[i + 1] = from.length;
  });
  const encoded = encodeGraph({ ...graph, nodes: written });
  if (!encoded.ok) throw new Error(encoded.error);
  return {
    kind: 'graph', nodes: nodes.length, epoch: 1, program: 'test', columns: [], ran: null, pages: null,
    table: { ...table, templates: [encoded.value.slice().buffer], leaves, scopes, from: Int32Array.from(from), output: Int16Array.from(output) },
  };
}

/** Numbers that look random and are the same each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** A training script's graph: a model, and for each epoch a scope of its own and loose products, as a leaky loop makes them. */
export function leaky(epochs: number, samples: number): GraphDefData {
  const lines = [
    'x: Placeholder',
    'w/initial: Const',
    'w: VariableV2',
    'w/Assign: Assign(w, w/initial)',
    'w/read: Identity(w)',
    'init: NoOp(^w/Assign)',
  ];
  const numbered = (base: string, k: number): string => (k === 0 ? base : `${base}_${k}`);
  for (let e = 0; e < epochs; e++) {
    const grads = numbered('gradients', e);
    lines.push(
      `${grads}/Shape: Shape(w/read)`,
      `${grads}/Fill: Fill(${grads}/Shape)`,
      `${grads}/MatMul_grad/MatMul: MatMul(${grads}/Fill, x)`,
    );
    for (let s = 0; s < samples; s++) {
      const k = e * samples + s;
      lines.push(`${numbered('Const', k)}: Const`, `${numbered('MatMul', k)}: MatMul(${numbered('Const', k)}, w/read)`);
    }
  }
  return graphOf(lines);
}
