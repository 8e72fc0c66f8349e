/** Sums, products and their kin are written more simply, node by node from the end: arithmetic_optimizer.cc. */
import { isControl, nodeName, topological } from '../graph.ts';
import type { Pass } from '../pass.ts';
import { Properties } from '../properties.ts';
import { addOps, hoistCommonFactor, minimizeBroadcasts } from './arithmetic-sums.ts';
import { hoistUnary } from './arithmetic-hoist.ts';
import * as local from './arithmetic-local.ts';
import type { Arithmetic, Stage } from './arithmetic-stage.ts';

/** In Grappler's order. */
const STAGES: readonly Stage[] = [
  addOps, local.foldTranspose, hoistCommonFactor, minimizeBroadcasts, local.inverseTransposes, local.involution, local.sameCast, local.redundantReshape, local.negation, local.square,
  local.logicalNot, local.equalTerms, hoistUnary, local.rsqrt, local.idempotent, local.power, local.logSoftmax, local.monotonic, local.expm1, local.composition, local.stackSlice, local.squaredDifference,
];
/** Looks at nodes after which a graph that still changes is left as it is, for each of its nodes. */
const MOST_LOOKS = 200;

export const arithmetic: Pass = (g, { notes, aggressive }) => {
  const order = topological(g.nodes);
  if (!order) return;
  g.nodes = order;
  const stack: string[] = [];
  const waiting = new Set<string>();
  const later = (name: string): void => { if (!waiting.has(name)) { waiting.add(name); stack.push(name); } };
  for (const n of g.nodes) later(n.name);
  const a: Arithmetic = { g, notes, aggressive, properties: new Properties(g, aggressive), later, done: { fused: new Set(), hoisted: new Set(), factored: new Set() } };
  let looks = MOST_LOOKS * (g.nodes.length + 1);
  for (let name = stack.pop(); name !== undefined && looks-- > 0; name = stack.pop()) {
    waiting.delete(name);
    const n = g.node(name);
    if (!n || g.feeds.has(name)) continue;
    let to: string | null = null;
    for (const stage of STAGES) {
      to = stage(a, n);
      if (to !== null) break;
    }
    if (to === null || nodeName(to) === name) continue;
    later(nodeName(to));
    const stands = to;
    for (const r of g.outputs(name).sort((x, y) => (x.name < y.name ? -1 : 1))) {
      g.setInputs(r, r.inputs.map((i) => (nodeName(i) !== name ? i : isControl(i) ? `^${nodeName(stands)}` : stands)));
      later(r.name);
    }
  }
};
