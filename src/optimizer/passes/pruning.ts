/** What no fetch needs goes, and so do nodes that only hand on: as model_pruner.cc does it. */
import { dataFirst, dataInputs, dedupControls, fanin, isControl, nodeName, WorkGraph, controlOf } from '../graph.ts';
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
  const forwarded = new Map<string, string[]>();
  const forward = (n: Work, asControl: boolean, out: string[]): void => {
    const done = forwarded.get(n.name);
    for (const i of done ?? n.inputs) {
      const from = done ? undefined : g.node(i);
      if (from && gone.has(from.name)) forward(from, asControl || isControl(i), out);
      else out.push(asControl ? controlOf(i) : i);
    }
  };
  const kept = g.nodes.filter((n) => !gone.has(n.name));
  for (const n of kept) {
    const inputs: string[] = [];
    forward(n, false, inputs);
    const ordered = dedupControls(dataFirst(inputs));
    forwarded.set(n.name, ordered);
  }
  for (const n of kept) n.inputs = forwarded.get(n.name) ?? n.inputs;
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
