/** The graph after each pass: pruning to what the run needs. */
import type { GraphDefData, NodeData } from '../graphdef/model.ts';
import { edgeOf } from './problem.ts';

export interface Wanted {
  /** Tensors, `name:output`. */
  readonly feeds: readonly string[];
  readonly fetches: readonly string[];
  /** Nodes. */
  readonly targets: readonly string[];
}
export interface Stage {
  readonly pass: string;
  readonly graph: GraphDefData;
}

export function stagesOf(graph: GraphDefData, { feeds, fetches, targets }: Wanted): Stage[] {
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  const fed = new Set(feeds.map((feed) => edgeOf(feed).name));
  const needed = new Set<NodeData>();
  const open = [...fetches.map((fetch) => edgeOf(fetch).name), ...targets];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = nodes.get(name);
    if (!node || needed.has(node)) continue;
    needed.add(node);
    if (!fed.has(name)) for (const input of node.inputs) open.push(edgeOf(input).name);
  }
  return [{ pass: 'pruning', graph: { ...graph, nodes: graph.nodes.filter((node) => needed.has(node)) } }];
}
