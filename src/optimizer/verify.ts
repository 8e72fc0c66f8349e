/** The cheap check that runs after every pass: the graph can still be run, and gives what was asked for. */
import { isControl, nodeName, portOf, topological } from './graph.ts';
import type { Ask, OptNode } from './types.ts';

/** Throws with the pass's name and what is wrong. `before`: the nodes that the pass got. */
export function verify(nodes: readonly OptNode[], before: readonly OptNode[], ask: Ask, pass: string): void {
  const byName = new Map<string, OptNode>();
  for (const n of nodes) {
    if (byName.has(n.name)) fail(pass, `two nodes are named '${n.name}'`);
    byName.set(n.name, n);
  }
  for (const n of nodes) {
    let control = false;
    for (const i of n.inputs) {
      const from = byName.get(nodeName(i));
      if (!from) fail(pass, `'${n.name}' reads '${i}', which is not there`);
      if (from.outputs && !isControl(i) && portOf(i) >= from.outputs.length) fail(pass, `'${n.name}' reads '${i}', and '${from.name}' has ${from.outputs.length} outputs`);
      if (control && !isControl(i)) fail(pass, `'${n.name}' has the data input '${i}' behind a control input`);
      control = isControl(i);
    }
  }
  if (!topological(nodes)) fail(pass, 'the graph has a cycle');
  const asked = new Set([...ask.fetches, ...(ask.targets ?? []), ...(ask.feeds ?? [])].map(nodeName));
  const had = new Map(before.flatMap((n): [string, OptNode][] => (asked.has(n.name) ? [[n.name, n]] : [])));
  for (const name of [...ask.fetches, ...(ask.targets ?? [])].map(nodeName)) if (had.has(name) && !byName.has(name)) fail(pass, `'${name}' was asked for and is gone`);
  for (const name of (ask.feeds ?? []).map(nodeName)) {
    const was = had.get(name);
    if (was && byName.get(name)?.op !== was.op) fail(pass, `'${name}' is fed and was touched`);
  }
}

function fail(pass: string, what: string): never {
  throw new Error(`internal: after ${pass}, ${what}`);
}
