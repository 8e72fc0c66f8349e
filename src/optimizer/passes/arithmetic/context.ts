/** What every rule of the arithmetic pass is given, and what rules share. */
import { controlInputs, dataInputs, dedupControls, isControl, isTensor, nodeName, type Work, type WorkGraph } from '../../graph.ts';
import type { Properties } from '../../properties.ts';
import type { Attr, Tensor } from '../../types.ts';

export interface Rules {
  readonly g: WorkGraph;
  readonly props: Properties;
  readonly aggressive: boolean;
  /** Looks at a node (again), before all others. */
  push(n: Work): void;
  /** Nodes that a rule has marked, by the rule. */
  readonly marks: { readonly hoisted: Set<string>; readonly composed: Set<string>; readonly factored: Set<string> };
}

/** Rewrites a node. Returns the tensor that stands for it from now on, or null where the next rule shall look at it. */
export type Rule = (n: Work, r: Rules) => string | null;

/** `scope/ArithmeticOptimizer/Rule_name`: the name of a node that a rule makes. */
export function optimisedName(of: string, rule: string, part?: string): string {
  const at = of.lastIndexOf('/');
  const [scope, leaf] = at < 0 ? ['', of] : [`${of.slice(0, at)}/`, of.slice(at + 1)];
  return `${scope}ArithmeticOptimizer/${rule}_${part === undefined ? '' : `${part}_`}${leaf}`;
}

export const kept = (r: Rules, n: Work): boolean => r.g.preserve.has(n.name);
export const waits = (n: Work): boolean => n.inputs.some(isControl);
export const drives = (r: Rules, n: Work): boolean => r.g.outputs(n.name).some((o) => o.inputs.includes(`^${n.name}`));
export const onCpu = (n: Work): boolean => n.device === '' || /cpu/i.test(n.device);

/** How many data edges leave a node. */
export const dataEdges = (r: Rules, n: Work): number => r.g.outputs(n.name).reduce((sum, o) => sum + o.inputs.filter((i) => !isControl(i) && nodeName(i) === n.name).length, 0);
/** How many nodes read its data; those that only ask for its shape do not. */
export const dataReaders = (r: Rules, n: Work): number => r.g.dataOutputs(n.name).filter(({ op }) => op !== 'Shape').length;

/** The value of a constant that is not fed. */
export function constant(r: Rules, input: string): Tensor | null {
  const n = r.g.node(input);
  const value = n?.op === 'Const' && !r.g.feeds.has(n.name) ? n.attrs['value'] : undefined;
  return isTensor(value) ? value : null;
}
export const numbersOf = (t: Tensor): number[] => Array.from(t.data as ArrayLike<number>);
export const intAttr = (n: Work, key: string): number => Number(n.attrs[key] ?? 0);

/** Control inputs of nodes that are left out go to the one that stands for them. */
export function takeControls(r: Rules, to: Work, from: readonly Work[]): void {
  const more = from.flatMap((n) => controlInputs(n).reverse());
  r.g.setInputs(to, dedupControls([...to.inputs, ...more]));
}

/** Readers of a tensor read another; those that wait for its node wait for the other's. */
export function readersOf(r: Rules, old: string, now: string): void {
  for (const reader of r.g.outputs(nodeName(old))) {
    if (reader.name === nodeName(now)) continue;
    const inputs = reader.inputs.map((i) => (i === `^${nodeName(old)}` ? `^${nodeName(now)}` : i === old ? now : i));
    if (inputs.every((x, i) => x === reader.inputs[i])) continue;
    r.g.setInputs(reader, dedupControls(inputs));
    r.push(reader);
  }
}

/** Walks up first inputs from a node as long as they are of the kind asked for; the last of them, or the node itself. */
export function tailOf(r: Rules, from: Work, is: (n: Work) => boolean): Work {
  let current = from;
  for (let next: Work | undefined = from; next && (next === from || is(next));) {
    current = next;
    if (current.inputs.length === 0 || isControl(current.inputs[0])) break;
    next = r.g.node(current.inputs[0]);
    if (next === from) break;
  }
  return current;
}

export function copy(r: Rules, name: string, of: Work, change: { op?: string; inputs?: readonly string[]; attrs?: Record<string, Attr> } = {}): Work {
  return r.g.add({ name, op: change.op ?? of.op, inputs: [...(change.inputs ?? of.inputs)], attrs: { ...(change.attrs ?? of.attrs) }, device: of.device });
}
export const make = (r: Rules, name: string, op: string, inputs: readonly string[], attrs: Record<string, Attr>, like: Work): Work => r.g.add({ name, op, inputs: [...inputs], attrs, device: like.device });
export const firstOf = (r: Rules, n: Work): Work | undefined => (dataInputs(n).length > 0 ? r.g.node(n.inputs[0]) : undefined);
