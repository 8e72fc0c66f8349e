/** Of nodes that compute the same, one remains: common_subgraph_elimination.cc. */
import { isControl, nodeName, portOf, tensorName, topological, type Work } from '../graph.ts';
import { isCommutative, isPure, writesInPlace } from '../kinds.ts';
import type { Pass } from '../pass.ts';
import { attrKey } from '../same.ts';

/** Inputs whose order says nothing are sorted. */
function canonical(n: Work): string[] {
  const data = n.inputs.filter((i) => !isControl(i));
  const controls = n.inputs.filter(isControl);
  if (isCommutative(n)) data.sort(compare);
  return [...data, ...[...new Set(controls)].sort(compare)];
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const commonSubgraphElimination: Pass = (g, { notes }) => {
  const order = topological(g.nodes);
  if (!order) return;
  g.nodes = order;
  for (const n of g.nodes) if (n.inputs.length > 1) n.inputs = canonical(n);
  g.index();
  // What is written to in place must stay one's own.
  const shared = new Set<string>();
  for (const n of g.nodes) if (/inplace/i.test(n.op) || n.attrs['in_place'] === true || n.attrs['inplace'] === true) shared.add(n.name);
  const may = (n: Work): boolean => {
    if (g.preserve.has(n.name) || /^(Ref)?(Enter|Exit)$/.test(n.op) || shared.has(n.name)) return false;
    return n.op === 'Assert' || n.op === 'Print' || n.op === 'PrintV2' || (isPure(n) && !writesInPlace(n));
  };
  const attrs = new Map<string, string>();
  const keyOf = (n: Work): string => {
    let key = attrs.get(n.name);
    if (key === undefined) attrs.set(n.name, (key = `${n.op}|${n.device}|${attrKey(n.attrs)}|`));
    return key + n.inputs.join('|');
  };
  const first = new Map<string, Work>();
  const keys = new Map<string, string>();
  /** What stands for a node that is gone. */
  const into = new Map<string, string>();
  const at = new Map(g.nodes.map((n, i) => [n.name, i]));
  /** Gives a node the inputs that stand for those that are gone. */
  const follow = (n: Work): void => {
    if (!n.inputs.some((i) => into.has(nodeName(i)))) return;
    g.setInputs(n, n.inputs.map((i) => { const stands = into.get(nodeName(i)); return stands === undefined ? i : isControl(i) ? `^${stands}` : tensorName(stands, portOf(i)); }));
    if (n.inputs.length > 1) g.setInputs(n, canonical(n));
  };
  for (let again = true; again;) {
    again = false;
    for (const [i, n] of g.nodes.entries()) {
      if (into.has(n.name)) continue;
      // Once for all of its inputs: a node may read thousands that are equal.
      follow(n);
      if (!may(n)) continue;
      const known = keys.get(n.name);
      const key = known ?? keyOf(n);
      const stands = first.get(key);
      if (!stands) { first.set(key, n); keys.set(n.name, key); continue; }
      if (stands === n) continue;
      into.set(n.name, stands.name);
      // Readers come later in this order, but for those that a loop leads back to: these have been gone through.
      for (const reader of g.outputs(n.name)) {
        if (at.get(reader.name)! > i || into.has(reader.name)) continue;
        const was = keys.get(reader.name);
        if (was !== undefined) { if (first.get(was) === reader) first.delete(was); keys.delete(reader.name); }
        follow(reader);
      }
      notes.merged.set(n.name, stands.name);
      again = true;
    }
  }
  g.erase(new Set(into.keys()));
};
