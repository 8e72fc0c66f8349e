/** What all stages of the arithmetic pass share: names of the nodes they make, chains, and the list of nodes to look at. */
import { dataInputs, dedupControls, isControl, nodeName, portOf, type Work, type WorkGraph } from '../graph.ts';
import type { Notes } from '../pass.ts';
import type { Properties } from '../properties.ts';

export interface Arithmetic {
  readonly g: WorkGraph;
  readonly notes: Notes;
  readonly aggressive: boolean;
  readonly properties: Properties;
  /** Looks at a node later. */
  readonly later: (name: string) => void;
  /** Nodes that a stage is done with. */
  readonly done: { readonly fused: Set<string>; readonly hoisted: Set<string>; readonly factored: Set<string> };
}

/** Tries one rule on a node. Answers the input that stands for the node now, or null if nothing stands for it. */
export type Stage = (a: Arithmetic, n: Work) => string | null;

/** `scope/ArithmeticOptimizer/Stage_rule_leaf`, as Grappler names what it makes. */
export function madeName(n: { readonly name: string }, stage: string, rule = ''): string {
  const at = n.name.lastIndexOf('/');
  const [scope, leaf] = at < 0 ? ['', n.name] : [n.name.slice(0, at + 1), n.name.slice(at + 1)];
  return `${scope}ArithmeticOptimizer/${stage}${rule && `_${rule}`}_${leaf}`;
}

export function uniqueName(g: WorkGraph, name: string): string {
  if (!g.has(name)) return name;
  let k = 0;
  while (g.has(`${name}_unique${k}`)) k++;
  return `${name}_unique${k}`;
}

export const copyOf = (g: WorkGraph, n: Work, name: string, change: Partial<Work>): Work => g.add({ ...n, inputs: [...n.inputs], attrs: { ...n.attrs }, outputs: undefined, ...change, name });

/** Control inputs of nodes that are left out go to the node that stands for them. */
export function forwardControls(g: WorkGraph, to: Work, from: readonly Work[]): void {
  const controls = from.flatMap((n) => n.inputs.filter(isControl));
  if (controls.length > 0) g.setInputs(to, dedupControls([...to.inputs, ...controls]));
}

/** Data edges that leave a node. */
export function dataUses(g: WorkGraph, name: string): number {
  let uses = 0;
  for (const r of g.outputs(name)) for (const i of r.inputs) if (!isControl(i) && nodeName(i) === name) uses++;
  return uses;
}
export const drivenByControl = (n: Work): boolean => n.inputs.some(isControl);
export const drivesControl = (g: WorkGraph, n: Work): boolean => g.outputs(n.name).some((r) => r.inputs.includes(`^${n.name}`));

/** The last node backwards from `n` along first inputs for which all before it fit. */
export function tailOfChain(g: WorkGraph, n: Work, fits: (m: Work) => boolean): Work {
  let current = n;
  for (let next: Work | undefined = n; next && (next === n || fits(next));) {
    current = next;
    if (current.inputs.length === 0 || isControl(current.inputs[0])) break;
    next = g.node(current.inputs[0]);
  }
  return current;
}

/** All readers of a node read another output instead. */
export function rewireReaders(a: Arithmetic, name: string, to: string): void {
  for (const r of a.g.outputs(name).sort((x, y) => (x.name < y.name ? -1 : 1))) {
    if (r.name === nodeName(to)) continue;
    a.g.setInputs(r, dedupControls(r.inputs.map((i) => (nodeName(i) !== name ? i : isControl(i) ? `^${nodeName(to)}` : to))));
    a.later(r.name);
  }
}
export { dataInputs, isControl, nodeName, portOf };
