/** The passes of the optimiser over a run's graph: GraphDef nodes to the optimiser's and back. */
import { isDType } from '../graphdef/dtype.ts';
import type { NodeData } from '../graphdef/model.ts';
import { nodeData, optNode, type Origin } from '../optimizer/convert.ts';
import { fanin, nodeName } from '../optimizer/graph.ts';
import { isPlaceholder } from '../optimizer/kinds.ts';
import { optimize, type Options, type OptNode, type Stage } from '../optimizer/index.ts';
import type { Statics } from './statics.ts';

export interface Wanted {
  /** Tensors, `name:output`. */
  readonly feeds: readonly string[];
  readonly fetches: readonly string[];
  /** Nodes. */
  readonly targets: readonly string[];
  /** Shapes of what is fed, by node, as the run was handed it. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
}
export interface Optimised {
  /** Those of the first round, and of the second those that still change something. */
  readonly stages: readonly Stage[];
  /** What the run needs, as it was built. */
  readonly built: readonly NodeData[];
  /** What the passes leave. */
  readonly result: readonly NodeData[];
  /** What of that is executed: a session leaves out what only a fed node would need. */
  readonly left: readonly NodeData[];
  /** What XLA does and Grappler does not, on the result: what was put together only to be taken apart again. Part of no result. */
  beside(): Stage;
  /** The optimiser's nodes as a GraphDef has them. */
  back(node: OptNode): NodeData;
}

/** @param after what happens to the graph after the passes; by default nothing */
export function optimisedRun(nodes: readonly NodeData[], statics: Statics, wanted: Wanted, after: (nodes: readonly OptNode[]) => readonly OptNode[] = (same) => same, options: Pick<Options, 'onPass'> = {}): Optimised {
  const origins = new Map(nodes.map((data): [string, Origin] => [data.name, { data, node: optNode(data, statics.inferred(data.name)) }]));
  const { stages, result: passed } = optimize({ nodes: [...origins.values()].map(({ node }) => node) }, wanted, options);
  const result = after(passed);
  const back = (node: OptNode): NodeData => typed(nodeData(node, origins.get(node.name)));
  const pruned = stages.find(({ pass }) => pass === 'pruning');
  const fed = new Set(wanted.feeds.map(nodeName));
  const executed = (of: readonly OptNode[]): readonly OptNode[] => {
    const needed = fanin(of.map((node) => (fed.has(node.name) ? { ...node, inputs: [] } : node)), [...wanted.fetches, ...wanted.targets].map(nodeName));
    return of.filter(({ name }) => needed.has(name) || fed.has(name));
  };
  return {
    stages: stages.filter(({ iteration, changes }) => iteration === 0 || changes.length > 0),
    built: executed(pruned?.after ?? result).map(back),
    result: result.map(back),
    left: executed(result).map(back),
    beside: () => besideOf(result, wanted),
    back,
  };
}

/** XLA compiles a graph for the shapes that it is fed; Grappler does not trust those that a placeholder was built with. */
function besideOf(nodes: readonly OptNode[], wanted: Wanted): Stage {
  const shaped = nodes.map((n) => { const shape = wanted.shapes?.get(n.name); return shape && isPlaceholder(n) ? { ...n, attrs: { ...n.attrs, shape } } : n; });
  const [stage] = optimize({ nodes: shaped }, wanted, { passes: ['concat_split'], iterations: 1, aggressive: true }).stages;
  // They are the same nodes all the same.
  const own = new Map(nodes.map((n) => [n.name, n.attrs]));
  const plain = (all: readonly OptNode[]): OptNode[] => all.map((n) => (wanted.shapes?.has(n.name) ? { ...n, attrs: own.get(n.name) ?? n.attrs } : n));
  return { ...stage, before: plain(stage.before), after: plain(stage.after) };
}

/** Of a fused op, whose attributes the engine does not know: `TArgs` is a list of types, not of texts. */
function typed(node: NodeData): NodeData {
  const args = node.attrs.get('TArgs');
  if (!node.op.startsWith('_Fused') || args?.kind !== 'list' || args.of !== 'string') return node;
  const values = args.values.map((bytes) => new TextDecoder().decode(bytes)).filter(isDType);
  return { ...node, attrs: new Map([...node.attrs, ['TArgs', { kind: 'list', of: 'type', values }]]) };
}
