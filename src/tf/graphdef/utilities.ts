/** `tf.graph_util`: parts of graphs, and graphs whose variables have become constants (python/framework/graph_util_impl.py, convert_to_constants.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import { inputNode } from '../../graphdef/summary.ts';
import type { AttrData, GraphDefData, NodeData } from '../../graphdef/model.ts';
import type { Session } from '../session.ts';
import { tensorData } from './export.ts';

/** The nodes that these reach backwards, in the order of the graph. Throws AssertionError for names that are not there. */
export function extractSubGraph(data: GraphDefData, names: readonly string[]): GraphDefData {
  if (typeof names === 'string') throw new TensorFlowError('TypeError', 'dest_nodes must be an iterable of strings. Received: str');
  const byName = new Map(data.nodes.map((n) => [n.name, n]));
  for (const n of names) if (!byName.has(n)) throw new TensorFlowError('AssertionError', `${n} is not in graph`);
  const reached = new Set(names);
  for (const name of reached) for (const i of byName.get(name)?.inputs ?? []) reached.add(inputNode(i));
  return { ...data, nodes: data.nodes.filter((n) => reached.has(n.name)) };
}

/** `convert_variables_to_constants`: what the outputs need, variables replaced by their values in the session. */
export function frozen(session: Session, data: GraphDefData, names: readonly string[], keep: readonly string[] | null, drop: readonly string[] | null): GraphDefData {
  const part = extractSubGraph(data, names);
  const chosen = part.nodes.filter((n) => n.op === 'VariableV2' && (!keep || keep.includes(n.name)) && !drop?.includes(n.name)).map((n) => n.name);
  const values = chosen.length > 0 ? (session.run(chosen.map((n) => `${n}:0`)) as HostTensor[]) : [];
  const byName = new Map(chosen.map((n, i) => [n, values[i]]));
  const nodes = part.nodes.map((n): NodeData => {
    const t = byName.get(n.name);
    if (t) return { name: n.name, op: 'Const', inputs: [], device: n.device, attrs: new Map<string, AttrData>([['dtype', { kind: 'type', value: t.dtype }], ['value', { kind: 'tensor', value: tensorData(t) }]]) };
    return n;
  });
  return { ...part, nodes };
}

/** `remove_training_nodes`: without identities and checks that only training needs. */
export function removeTrainingNodes(data: GraphDefData, keep: readonly string[] | null): GraphDefData {
  const checks = new Set(['CheckNumerics', 'Print']);
  const nodes = data.nodes.filter((n) => !checks.has(n.op) || keep?.includes(n.name));
  const gone = new Map<string, string>();
  const withControls = new Set(nodes.flatMap((n) => n.inputs.filter((i) => i.startsWith('^')).map(inputNode)));
  const manyOutputs = new Set(nodes.flatMap((n) => n.inputs.filter((i) => /:\d+$/.test(i)).map(inputNode)));
  for (const n of nodes) {
    if (n.op !== 'Identity' || keep?.includes(n.name) || n.inputs.some((i) => i.startsWith('^')) || withControls.has(n.name) || manyOutputs.has(inputNode(n.inputs[0]))) continue;
    gone.set(n.name, n.inputs[0]);
  }
  const real = (input: string): string => { let at = input; while (gone.has(at)) at = gone.get(at)!; return at; };
  return { ...data, nodes: nodes.filter((n) => !gone.has(n.name)).map((n) => ({ ...n, inputs: n.inputs.map(real) })) };
}
