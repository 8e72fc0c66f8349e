/** Branches that a constant says are never taken go: loop_optimizer.cc. What stays the same in a loop is moved at its level AGGRESSIVE only. */
import { isControl, isTensor, nodeName, portOf, tensorName, topological, type Work, type WorkGraph } from '../graph.ts';
import { isMerge, isSwitch } from '../kinds.ts';
import type { Pass } from '../pass.ts';

interface Dead { readonly nodes: Set<string>; readonly merges: Map<string, Set<number>> }

/** The predicate of a Switch where it is a constant. */
function predicate(g: WorkGraph, n: Work): boolean | null {
  const from = g.at(n.inputs[1]);
  const value = from.op === 'Const' && !g.feeds.has(from.name) ? from.attrs['value'] : undefined;
  return isTensor(value) && value.dtype === 'bool' && value.data.length === 1 ? Boolean(value.data[0]) : null;
}

/** What dies with one output of a Switch; null where something of it must stay. */
function follow(g: WorkGraph, from: Work, port: number, before: Dead): Dead | null {
  const dead: Dead = { nodes: new Set(before.nodes), merges: new Map([...before.merges].map(([k, v]) => [k, new Set(v)])) };
  const open: { node: Work; slot: number }[] = [];
  const reach = (n: Work, is: (input: string) => boolean): void => {
    for (const reader of g.outputs(n.name)) reader.inputs.forEach((i, slot) => { if (nodeName(i) === n.name && is(i)) open.push({ node: reader, slot: isControl(i) ? -1 : slot }); });
  };
  reach(from, (i) => portOf(i) === port);
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, slot } = next;
    if (g.preserve.has(node.name) || node.op === 'ControlTrigger') return null;
    if (dead.nodes.has(node.name)) continue;
    if (isMerge(node)) {
      const data = node.inputs.filter((i) => !isControl(i)).length;
      if (data > 2 || g.outputs(node.name).some((r) => r.inputs.includes(`${node.name}:1`))) return null;
      let slots = dead.merges.get(node.name);
      if (!slots) dead.merges.set(node.name, (slots = new Set()));
      if (slot >= 0) slots.add(slot);
      if (slot >= 0 && slots.size < data) continue;
    }
    dead.nodes.add(node.name);
    reach(node, () => true);
  }
  return dead;
}

export const loop: Pass = (g) => {
  let dead: Dead = { nodes: new Set(), merges: new Map() };
  const taken: { node: Work; port: number }[] = [];
  for (const n of g.nodes) {
    if (!isSwitch(n) || n.op === '_SwitchN' || g.preserve.has(n.name)) continue;
    const value = predicate(g, n);
    if (value === null) continue;
    const after = follow(g, n, value ? 0 : 1, dead);
    if (!after) continue;
    dead = after;
    taken.push({ node: n, port: value ? 1 : 0 });
  }
  for (const name of dead.nodes) dead.merges.delete(name);
  // A Merge that waits for something else cannot become an Identity: then nothing is cut.
  if (taken.length === 0 || [...dead.merges].some(([name, slots]) => g.at(name).inputs.length !== 2 || slots.size !== 1)) return;
  for (const [name, slots] of dead.merges) {
    const n = g.at(name);
    n.op = 'Identity';
    n.attrs = Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k !== 'N'));
    n.outputs = n.outputs?.slice(0, 1);
    g.setInputs(n, n.inputs.filter((_, i) => !slots.has(i)));
  }
  for (const { node, port } of taken) {
    if (dead.nodes.has(node.name)) continue;
    for (const reader of g.outputs(node.name)) {
      if (!dead.nodes.has(reader.name)) g.setInputs(reader, reader.inputs.map((i) => (i === tensorName(node.name, port) ? node.name : i)));
    }
    node.op = 'Identity';
    node.outputs = node.outputs?.slice(0, 1);
    g.setInputs(node, [node.inputs[0], `^${nodeName(node.inputs[1])}`, ...node.inputs.slice(2)]);
  }
  g.remove(dead.nodes);
  g.nodes = topological(g.nodes) ?? g.nodes;
};
