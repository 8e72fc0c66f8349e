/** The graph while a pass works on it: nodes by name, who reads whom, and the names that must stay. */
import type { Ask, Attr, OptGraph, OptNode, OutputInfo, Tensor } from './types.ts';

/** A node that may be written. */
export interface Work {
  name: string;
  op: string;
  inputs: string[];
  attrs: Readonly<Record<string, Attr>>;
  device: string;
  outputs?: readonly OutputInfo[] | undefined;
}

export const isControl = (input: string): boolean => input.charCodeAt(0) === 94;
export const controlOf = (name: string): string => `^${nodeName(name)}`;

/** Where the colon before an output's number stands; -1 if the input names no number. */
function colon(input: string): number {
  let at = input.length - 1;
  let code = input.charCodeAt(at);
  if (code < 48 || code > 57) return -1;
  while (code >= 48 && code <= 57) code = input.charCodeAt(--at);
  return code === 58 && at > 0 ? at : -1;
}

/** The node that an input names. */
export function nodeName(input: string): string {
  if (input.charCodeAt(0) === 94) return input.slice(1);
  const at = colon(input);
  return at < 0 ? input : input.slice(0, at);
}

/** The output that an input names; -1 for a control input. */
export function portOf(input: string): number {
  if (input.charCodeAt(0) === 94) return -1;
  const at = colon(input);
  return at < 0 ? 0 : Number(input.slice(at + 1));
}

export const tensorName = (node: string, port: number): string => (port > 0 ? `${node}:${port}` : node);
export const dataInputs = (n: { readonly inputs: readonly string[] }): string[] => n.inputs.filter((i) => !isControl(i));
export const controlInputs = (n: { readonly inputs: readonly string[] }): string[] => n.inputs.filter(isControl);
export const isTensor = (a: Attr | undefined): a is Tensor => typeof a === 'object' && a !== null && 'data' in a && 'dtype' in a;

/** A type attribute by its name; empty where the node has none. */
export function typeAttr(n: { readonly attrs: Readonly<Record<string, Attr>> }, ...names: readonly string[]): string {
  for (const name of names) { const a = n.attrs[name]; if (typeof a === 'string') return a; }
  return '';
}

const NONE: ReadonlySet<string> = new Set();

export class WorkGraph {
  nodes: Work[];
  private byName = new Map<string, Work>();
  private readers = new Map<string, Set<string>>();
  readonly preserve: ReadonlySet<string>;
  readonly feeds: ReadonlySet<string>;

  constructor(graph: OptGraph, ask: Ask) {
    // Attributes are never written to: a pass that changes some gives the node others.
    this.nodes = graph.nodes.map(({ name, op, inputs, attrs, device, outputs }) => ({ name, op, inputs: inputs.slice(), attrs, device, outputs }));
    this.feeds = new Set((ask.feeds ?? []).map(nodeName));
    this.preserve = new Set([...ask.fetches, ...(ask.targets ?? []), ...(ask.feeds ?? [])].map(nodeName));
    this.index();
  }

  /** Finds names and readers anew. */
  index(): void {
    this.byName = new Map(this.nodes.map((n) => [n.name, n]));
    this.readers = new Map();
    for (const n of this.nodes) for (const i of n.inputs) this.addReader(nodeName(i), n.name);
  }

  has(name: string): boolean { return this.byName.has(name); }
  node(input: string): Work | undefined { return this.byName.get(nodeName(input)); }
  /** The node that an input names. Throws when there is none. */
  at(input: string): Work {
    const n = this.node(input);
    if (!n) throw new Error(`expected a node for input '${input}', found none`);
    return n;
  }
  addReader(from: string, reader: string): void {
    let set = this.readers.get(from);
    if (!set) this.readers.set(from, (set = new Set()));
    set.add(reader);
  }
  dropReader(from: string, reader: string): void { this.readers.get(from)?.delete(reader); }
  /** Nodes that read this one, by data or control, in the order in which they were found. */
  outputs(name: string): Work[] {
    const found: Work[] = [];
    for (const r of this.readers.get(name) ?? NONE) { const n = this.byName.get(r); if (n) found.push(n); }
    return found;
  }
  /** Whether nothing reads this node. */
  unread(name: string): boolean {
    for (const r of this.readers.get(name) ?? NONE) if (this.byName.has(r)) return false;
    return true;
  }
  reads(from: string, reader: string): boolean { return this.readers.get(from)?.has(reader) ?? false; }
  dataOutputs(name: string): Work[] { return this.outputs(name).filter((r) => r.inputs.some((i) => !isControl(i) && nodeName(i) === name)); }

  add(node: Work): Work {
    if (this.byName.has(node.name)) throw new Error(`internal: there is a node '${node.name}' already`);
    this.nodes.push(node);
    this.byName.set(node.name, node);
    for (const i of node.inputs) this.addReader(nodeName(i), node.name);
    return node;
  }

  /** Gives a node other inputs. */
  setInputs(node: Work, inputs: readonly string[]): void {
    const before = new Set(node.inputs.map(nodeName));
    node.inputs = [...inputs];
    const after = new Set(inputs.map(nodeName));
    for (const b of before) if (!after.has(b)) this.dropReader(b, node.name);
    for (const a of after) this.addReader(a, node.name);
  }
  setInput(node: Work, index: number, input: string): void { this.setInputs(node, node.inputs.map((old, i) => (i === index ? input : old))); }

  /** Takes nodes out; the others stay in their order. */
  remove(names: ReadonlySet<string>): void {
    if (names.size === 0) return;
    this.nodes = this.nodes.filter((n) => !names.has(n.name));
    this.forget(names);
  }
  /** The same with the order that Grappler's swaps leave. */
  erase(names: ReadonlySet<string>): void {
    if (names.size === 0) return;
    this.nodes = erase(this.nodes, names);
    this.forget(names);
  }
  private forget(names: ReadonlySet<string>): void {
    for (const name of names) {
      const n = this.byName.get(name);
      if (!n) continue;
      this.byName.delete(name);
      for (const i of n.inputs) this.dropReader(nodeName(i), name);
    }
  }
}

/** Takes nodes out as Grappler does: from the end on, the last one takes the place of each. Later passes go through what is left in that order. */
export function erase(nodes: readonly Work[], names: ReadonlySet<string>): Work[] {
  const left = [...nodes];
  let last = left.length - 1;
  for (let i = last; i >= 0; i--) {
    if (!names.has(left[i].name)) continue;
    [left[i], left[last]] = [left[last], left[i]];
    last--;
  }
  return left.slice(0, last + 1);
}

/** Takes one input out as Grappler does: the last one takes its place. */
export function dropInput(inputs: string[], at: number): void {
  inputs[at] = inputs[inputs.length - 1];
  inputs.pop();
}

/** Each control input once, and none from a node that is read anyway. The order is Grappler's. */
export function dedupControls(from: readonly string[]): string[] {
  const inputs = [...from];
  const seen = new Set<string>();
  for (let i = 0; i < inputs.length;) {
    const name = nodeName(inputs[i]);
    if (seen.has(name) && isControl(inputs[i])) dropInput(inputs, i);
    else { seen.add(name); i++; }
  }
  return inputs;
}

/** Data inputs first, by swaps. */
export function dataFirst(from: readonly string[]): string[] {
  const inputs = [...from];
  let at = 0;
  for (let i = 0; i < inputs.length; i++) {
    if (isControl(inputs[i])) continue;
    [inputs[at], inputs[i]] = [inputs[i], inputs[at]];
    at++;
  }
  return inputs;
}

/** Nodes that these reach backwards, themselves included, in the order in which a stack finds them. */
export function fanin(nodes: readonly OptNode[], from: Iterable<string>): Set<string> {
  const byName = new Map(nodes.map((n) => [n.name, n]));
  const seen = new Set<string>();
  const todo = [...from];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const n = byName.get(name);
    if (!n || seen.has(name)) continue;
    seen.add(name);
    for (const i of n.inputs) todo.push(nodeName(i));
  }
  return seen;
}

/** Inputs before readers, ready nodes first come first served; null if there is a cycle that no NextIteration closes. */
export function topological<N extends OptNode>(nodes: readonly N[]): N[] | null {
  const at = new Map(nodes.map((n, i) => [n.name, i]));
  const waits = new Int32Array(nodes.length);
  const readers: number[][] = nodes.map(() => []);
  nodes.forEach((n, i) => {
    for (const input of n.inputs) {
      const from = at.get(nodeName(input));
      if (from === undefined || (n.op === 'Merge' && nodes[from].op.endsWith('NextIteration'))) continue;
      readers[from].push(i);
      waits[i]++;
    }
  });
  const order: number[] = [];
  nodes.forEach((_, i) => { if (waits[i] === 0) order.push(i); });
  for (let k = 0; k < order.length; k++) for (const r of readers[order[k]]) if (--waits[r] === 0) order.push(r);
  return order.length === nodes.length ? order.map((i) => nodes[i]) : null;
}
