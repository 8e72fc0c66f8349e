/** Rewrites of arithmetic, rule after rule until nothing is left to look at: arithmetic_optimizer.cc. */
import { isControl, nodeName, topological, type Work } from '../../graph.ts';
import type { Pass } from '../../pass.ts';
import { Properties } from '../../properties.ts';
import type { Rule, Rules } from './context.ts';
import { foldMultiplyIntoConv } from './conv.ts';
import { addOpsRewrite, hoistCommonFactor, minimizeBroadcasts, simplifyAggregation } from './groups.ts';
import { convertExpm1, convertLog1p, convertPow, fuseSquaredDifference, logSoftmax, maxOfMonotonic, mulToSquare, removeIdempotent, removeInvolution, removeLogicalNot, removeNegation, sqrtDiv } from './scalars.ts';
import {
  foldConjugateIntoTranspose, foldTransposeIntoMatMul, mulToTile, packToTile, removeCastIntoSegment, removeIdentityTranspose, removeRedundantBitcast, removeRedundantCast, removeRedundantReshape, removeStackSlice,
  reorderCast,
} from './shapes.ts';
import { composeUnary, hoistUnary } from './unary.ts';

/** In the order in which each node is shown to them; the first that answers ends the round. */
const RULES: readonly Rule[] = [
  addOpsRewrite, foldConjugateIntoTranspose, foldMultiplyIntoConv, foldTransposeIntoMatMul, hoistCommonFactor, minimizeBroadcasts, removeIdentityTranspose, removeInvolution, removeRedundantBitcast, removeRedundantCast,
  removeRedundantReshape, removeNegation, packToTile, mulToSquare, mulToTile, removeLogicalNot, reorderCast, simplifyAggregation, hoistUnary, sqrtDiv, removeIdempotent, convertPow, convertLog1p, logSoftmax, maxOfMonotonic,
  convertExpm1, composeUnary, removeStackSlice, removeCastIntoSegment, fuseSquaredDifference,
];

export const arithmetic: Pass = (g, { aggressive }) => {
  const order = topological(g.nodes);
  if (!order) return;
  g.nodes = order;
  const queued = new Set<string>();
  const open: Work[] = [];
  const push = (n: Work): void => {
    if (queued.has(n.name)) return;
    queued.add(n.name);
    open.push(n);
  };
  const rules: Rules = { g, props: new Properties(g, aggressive), aggressive, push, marks: { hoisted: new Set(), composed: new Set(), factored: new Set() } };
  for (const n of g.nodes) push(n);
  for (let n = open.pop(); n !== undefined; n = open.pop()) {
    queued.delete(n.name);
    const simplified = firstAnswer(n, rules);
    if (simplified === null || nodeName(simplified) === n.name) continue;
    const made = g.node(simplified);
    if (made) push(made);
    for (const reader of g.outputs(n.name).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      g.setInputs(reader, reader.inputs.map((i) => (nodeName(i) !== n.name ? i : isControl(i) ? `^${nodeName(simplified)}` : simplified)));
      push(reader);
    }
  }
};

function firstAnswer(n: Work, rules: Rules): string | null {
  for (const rule of RULES) {
    const answer = rule(n, rules);
    if (answer !== null) return answer;
  }
  return null;
}
