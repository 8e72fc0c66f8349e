/** The graph optimiser: passes over a graph of nodes that give what TensorFlow's Grappler gives. */
import { Fed } from './fed.ts';
import { nodeName, topological, WorkGraph } from './graph.ts';
import type { Notes, Pass } from './pass.ts';
import { commonSubgraphElimination } from './passes/common-subgraph-elimination.ts';
import { arithmetic } from './passes/arithmetic/index.ts';
import { concatSplit } from './passes/concat-split.ts';
import { constantFolding } from './passes/constant-folding.ts';
import { functionPass } from './passes/function.ts';
import { loop } from './passes/loop.ts';
import { memory } from './passes/memory.ts';
import { remapper } from './passes/remapper.ts';
import { shape } from './passes/shape.ts';
import { dependency } from './passes/dependency.ts';
import { pruning } from './passes/pruning.ts';
import { sameAttrs } from './same.ts';
import type { Ask, Change, OptGraph, Optimised, Options, OptNode, PassName, Stage } from './types.ts';
import { verify } from './verify.ts';

export { PASSES, type Ask, type Attr, type Change, type OptGraph, type Optimised, type Options, type OptNode, type PassName, type Stage } from './types.ts';

const RUN: Readonly<Record<PassName, Pass>> = {
  pruning, function: functionPass, common_subgraph_elimination: commonSubgraphElimination, constant_folding: constantFolding, shape, arithmetic, remapper, loop, dependency, memory, concat_split: concatSplit,
};
/** What a session runs, in this order. */
const DEFAULT: readonly PassName[] = ['pruning', 'function', 'common_subgraph_elimination', 'constant_folding', 'shape', 'arithmetic', 'remapper', 'loop', 'dependency', 'memory'];

/** Runs passes over a graph. The graph given is not changed. Throws where a fetch or a target is not in the graph. */
export function optimize(graph: OptGraph, ask: Ask, { passes = DEFAULT, iterations = 2, aggressive = false, onPass }: Options = {}): Optimised {
  const stages: Stage[] = [];
  let nodes: readonly OptNode[] = graph.nodes;
  const fed = new Fed(graph, ask);
  const there = new Set(nodes.map(({ name }) => name));
  for (const asked of [...ask.fetches, ...(ask.targets ?? [])]) if (!there.has(nodeName(asked))) throw new Error(`expected the graph to have '${nodeName(asked)}', which is asked for`);
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const [at, pass] of passes.entries()) {
      onPass?.(pass, iteration, iteration * passes.length + at, iterations * passes.length);
      const work = new WorkGraph({ nodes: fed.hidden(nodes) }, ask);
      const notes: Notes = { merged: new Map(), folded: new Set(), fused: new Map() };
      RUN[pass](work, { notes, aggressive });
      const after = fed.shown(work.nodes);
      verify(after, nodes, ask, pass);
      stages.push(stage(pass, iteration, nodes, after, notes));
      nodes = after;
    }
  }
  return { stages, result: topological(nodes) ?? nodes };
}

function stage(pass: PassName, iteration: number, before: readonly OptNode[], after: readonly OptNode[], notes: Notes): Stage {
  const was = new Map(before.map((n) => [n.name, n]));
  const is = new Map(after.map((n) => [n.name, n]));
  const gone = before.filter((n) => !is.has(n.name)).map((n) => n.name);
  const added = after.filter((n) => !was.has(n.name)).map((n) => n.name);
  const changes: Change[] = gone.map((node): Change => {
    const into = notes.merged.get(node);
    if (into !== undefined) return { kind: 'merged', node, into };
    const fused = notes.fused.get(node);
    if (fused !== undefined) return { kind: 'fused', node, into: fused };
    return notes.folded.has(node) ? { kind: 'folded', node } : { kind: 'removed', node };
  });
  changes.push(...added.map((node): Change => ({ kind: 'added', node })));
  const changed: string[] = [];
  for (const n of after) {
    const old = was.get(n.name);
    if (!old) continue;
    const rewired = old.inputs.length !== n.inputs.length || old.inputs.some((x, i) => x !== n.inputs[i]);
    const replaced = old.op !== n.op || !sameAttrs(old.attrs, n.attrs);
    if (!rewired && !replaced) continue;
    changed.push(n.name);
    changes.push(notes.folded.has(n.name) ? { kind: 'folded', node: n.name } : replaced ? { kind: 'replaced', node: n.name } : { kind: 'rewired', node: n.name });
  }
  return { pass, iteration, before, after, gone, added, changed, changes };
}
