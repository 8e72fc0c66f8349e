/** The graph optimiser: passes over a graph of nodes that give what TensorFlow's Grappler gives. */
import { WorkGraph, type Work } from './graph.ts';
import type { Notes, Pass } from './pass.ts';
import { pruning } from './passes/pruning.ts';
import { isTensor } from './graph.ts';
import type { Ask, Attr, Change, OptGraph, Optimised, Options, OptNode, PassName, Stage } from './types.ts';
import { verify } from './verify.ts';

export { PASSES, type Ask, type Attr, type Change, type OptGraph, type Optimised, type Options, type OptNode, type PassName, type Stage } from './types.ts';

const NOTHING: Pass = () => undefined;
const RUN: Readonly<Record<PassName, Pass>> = {
  pruning, function: NOTHING, common_subgraph_elimination: NOTHING, constant_folding: NOTHING, shape: NOTHING, arithmetic: NOTHING, remapper: NOTHING, loop: NOTHING, dependency: NOTHING, concat_split: NOTHING,
};
/** What a session runs, in this order. */
const DEFAULT: readonly PassName[] = ['pruning', 'function', 'common_subgraph_elimination', 'constant_folding', 'shape', 'arithmetic', 'remapper', 'loop', 'dependency'];

/** Runs passes over a graph. The graph given is not changed. Throws where a fetch is not in the graph. */
export function optimize(graph: OptGraph, ask: Ask, { passes = DEFAULT, iterations = 2, aggressive = false }: Options = {}): Optimised {
  const stages: Stage[] = [];
  let nodes: readonly OptNode[] = graph.nodes;
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const pass of passes) {
      const work = new WorkGraph({ nodes }, ask);
      const notes: Notes = { merged: new Map(), folded: new Set(), fused: new Map() };
      RUN[pass](work, { notes, aggressive });
      const after = work.nodes;
      verify(after, nodes, ask, pass);
      stages.push(stage(pass, iteration, nodes, after, notes));
      nodes = after;
    }
  }
  return { stages, result: nodes };
}

/** Whether two attributes hold the same. */
export function sameAttr(a: Attr | undefined, b: Attr | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b);
  if (isTensor(a) || isTensor(b)) {
    if (!isTensor(a) || !isTensor(b) || a.dtype !== b.dtype || !sameList(a.shape, b.shape)) return false;
    return sameList(a.data, b.data);
  }
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => sameAttr(v, b[i]));
  return 'func' in a && 'func' in b && a.func === b.func;
}

function sameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

export function sameAttrs(a: OptNode | Work, b: OptNode | Work): boolean {
  const [ka, kb] = [Object.keys(a.attrs), Object.keys(b.attrs)];
  return ka.length === kb.length && ka.every((k) => k in b.attrs && sameAttr(a.attrs[k], b.attrs[k]));
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
    const replaced = old.op !== n.op || !sameAttrs(old, n);
    if (!rewired && !replaced) continue;
    changed.push(n.name);
    changes.push(notes.folded.has(n.name) ? { kind: 'folded', node: n.name } : replaced ? { kind: 'replaced', node: n.name } : { kind: 'rewired', node: n.name });
  }
  return { pass, iteration, before, after, gone, added, changed, changes };
}
