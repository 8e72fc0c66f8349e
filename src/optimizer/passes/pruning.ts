/** What no fetch needs goes, and so do nodes that only hand on: as model_pruner.cc does it. */
import { dataFirst, dataInputs, dedupControls, fanin, isControl, nodeName,  type WorkGraph, controlOf } from '../graph.ts';
import { givesReference, isConst, isIdentity, isMerge, isSwitch } from '../kinds.ts';
import type { Work } from '../graph.ts';
import type { Pass } from '../pass.ts';

/** How often a node is read, by data and by control; each edge counts. */
function edges(g: WorkGraph): { data: Map<string, number>; control: Map<string, number> } {
  const data = new Map<string, number>();
  const control = new Map<string, number>();
  for (const n of g.nodes) for (const i of n.inputs) {
    const to = isControl(i) ? control : data;
    to.set(nodeName(i), (to.get(nodeName(i)) ?? 0) + 1);
  }
  return { data, control };
}

export const pruning: Pass = (g) => {
  // The last found comes first: later passes go through the nodes in this order.
  g.nodes = [...fanin(g.nodes, [...g.preserve].sort())].reverse().flatMap((name) => g.node(name) ?? []);
  for (const n of g.nodes) n.inputs = dedupControls(n.inputs);
  g.index();
  const count = edges(g);
  const gone = new Set<string>();
  for (const n of g.nodes) if (!g.preserve.has(n.name) && trivial(g, n, count) && removable(g, n, count)) gone.add(n.name);
  if (gone.size === 0) return;
  /** What a node reads in the end, in order. No recursion: what only hands on may stand in chains of thousands. */
  const forward = (n: Work): string[] => {
    const out: string[] = [];
    const todo = n.inputs.toReversed().map((input) => ({ input, asControl: false }));
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { input, asControl } = next;
      const from = g.node(input);
      if (from && gone.has(from.name)) todo.push(...from.inputs.toReversed().map((i) => ({ input: i, asControl: asControl || isControl(input) })));
      else out.push(asControl ? controlOf(input) : input);
    }
    return out;
  };
  const kept = g.nodes.filter((n) => !gone.has(n.name));
  const forwarded = kept.map((n) => dedupControls(dataFirst(forward(n))));
  kept.forEach((n, i) => { n.inputs = forwarded[i]; });
  g.nodes = kept;
  g.index();
};

function trivial(g: WorkGraph, n: Work, count: ReturnType<typeof edges>): boolean {
  if (n.op === 'StopGradient') return true;
  if (isIdentity(n) || (n.op === 'IdentityN' && dataInputs(n).length === 1)) {
    if (n.inputs.some((i) => isControl(i) || isSwitch(g.at(i)))) return false;
    return !count.control.has(n.name) && !g.outputs(n.name).some(isMerge);
  }
  if (n.op === 'NoOp' && n.inputs.length === 0) return true;
  if (isConst(n) && n.inputs.length === 0 && !count.data.has(n.name)) return true;
  return n.op === 'AddN' && dataInputs(n).length <= 1;
}

function removable(g: WorkGraph, n: Work, count: ReturnType<typeof edges>): boolean {
  const fanouts = (count.data.get(n.name) ?? 0) + (count.control.get(n.name) ?? 0);
  if (n.op === 'NoOp' && (n.inputs.length === 0 || fanouts === 0)) return true;
  if (isConst(n) && n.inputs.length === 0 && !count.data.has(n.name)) return true;
  // Forwarding must not make more edges than it takes away.
  if (n.inputs.length * fanouts > n.inputs.length + fanouts) return false;
  return n.inputs.every((i) => {
    const from = g.at(i);
    return from.device === n.device && (isControl(i) || !givesReference(from));
  });
}
