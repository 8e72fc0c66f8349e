/**
 * What a session executes: Grappler's graph with feeds and fetches as nodes of their own, without what nothing needs, and then what the
 * session's own optimiser makes of it (common_runtime/graph_execution_state.cc, constant_folding.cc, optimizer_cse.cc).
 */
import { controlInputs, dataInputs, fanin, isControl, isTensor, nodeName, portOf, tensorName, type Work } from './graph.ts';
import { optimize } from './index.ts';
import { evaluate } from './evaluate.ts';
import { givesReference, isCommutative, isFlow, isStateful } from './kinds.ts';
import { attrKey } from './same.ts';
import type { Ask, Attr, OptGraph, OptNode, Tensor } from './types.ts';

/** Rounds of the session's own optimiser, as many as TensorFlow makes at most. */
const MOST_ROUNDS = 10;

/**
 * The nodes that run on the processor for what is asked for. `grappler`: whether Grappler comes first, as it does by default.
 * Nodes asked to be with others (`_class`) are told apart by it. Numbers in names of new constants count from 0, TensorFlow's through the process.
 */
export function sessionGraph(graph: OptGraph, ask: Ask, { grappler = true }: { readonly grappler?: boolean } = {}): readonly OptNode[] {
  const placed = { nodes: graph.nodes.map((n) => ({ ...n, device: onCpu(n.device) ? '' : n.device, inputs: inOrder(n.inputs) })) };
  const nodes = grappler ? optimize(placed, ask).result : placed.nodes;
  let work = reachable(forExecution(besideWhatIsThere(nodes), graph, ask), ask);
  markReferences(work);
  const numbers = { next: 0 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const folded = foldConstants(work, numbers);
    if (folded) work = reachable(work, ask);
    const merged = mergeEqual(work);
    if (!folded && !merged) break;
    work = reachable(work, ask);
  }
  return work.map((n) => ({ ...n, inputs: inOrder(n.inputs), attrs: Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k !== '_class')) }));
}

/** Nodes are told to be with others no more that the optimiser took away. */
function besideWhatIsThere(nodes: readonly OptNode[]): readonly OptNode[] {
  const names = new Set(nodes.map((n) => n.name));
  return nodes.map((n) => {
    const { _class: beside, ...attrs } = n.attrs;
    if (!Array.isArray(beside)) return n;
    const left = (beside as readonly unknown[]).filter((place) => typeof place !== 'string' || !place.startsWith('loc:@') || names.has(place.slice(5))) as Attr[];
    return left.length === beside.length ? n : { ...n, attrs: left.length > 0 ? { ...attrs, _class: left } : attrs };
  });
}

/**
 * Each node carries a mark whether a variable held by reference has to do with it: whether one leads to it, or it leads to a node to which one
 * leads. Those of the second kind lead no further (compiler/jit, GetNodesRelatedToRefVariables: forwards once, then backwards once).
 */
function markReferences(work: readonly Work[]): void {
  const readers = new Map<string, string[]>();
  for (const n of work) for (const from of n.inputs.map(nodeName)) { const list = readers.get(from); if (list) list.push(n.name); else readers.set(from, [n.name]); }
  const after = new Set<string>();
  const open = work.filter((n) => givesReference(n)).map((n) => n.name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (after.has(name)) continue;
    after.add(name);
    open.push(...(readers.get(name) ?? []));
  }
  const marked = fanin(work, after);
  for (const n of work) n.attrs = { ...n.attrs, _XlaHasReferenceVars: marked.has(n.name) };
}

const onCpu = (device: string): boolean => /^(\/job:\w+)?(\/replica:\d+)?(\/task:\d+)?(\/(device:)?cpu:0)?$/i.test(device);
/** Control inputs by name: a graph keeps no other order of them. */
const inOrder = (inputs: readonly string[]): string[] => [...dataInputs({ inputs }), ...[...controlInputs({ inputs })].sort()];

function dtypeOf(n: OptNode | undefined, tensor: string): string {
  const known = n?.outputs?.[portOf(tensor)]?.dtype.replace(/_ref$/, '') ?? n?.attrs['dtype'] ?? n?.attrs['T'];
  return typeof known === 'string' ? known : 'float32';
}

/** An _Arg for each feed, a _Retval for each fetched tensor, both counted in the order of names. */
function forExecution(nodes: readonly OptNode[], graph: OptGraph, ask: Ask): Work[] {
  const byName = new Map(graph.nodes.map((n) => [n.name, n]));
  const dtype = (t: string): string => dtypeOf(byName.get(nodeName(t)), t);
  const full = (t: string): string => `${nodeName(t)}:${Math.max(0, portOf(t))}`;
  const short = (t: string): string => tensorName(nodeName(t), Math.max(0, portOf(t)));
  const feeds = [...new Set((ask.feeds ?? []).map(full))].sort();
  const fetches = [...new Set(ask.fetches.filter((f) => f.includes(':')).map(full))].sort();
  const name = (kind: string, tensor: string, index: number): string => `_${kind}_${tensor.replace(/:(\d+)$/, '_$1')}_${index}`;
  const fed = new Map(feeds.map((t, i) => [short(t), name('arg', t, i)]));
  const waits = new Map(feeds.map((t, i) => [`^${nodeName(t)}`, `^${name('arg', t, i)}`]));
  const read = (i: string): string => (isControl(i) ? waits.get(i) : fed.get(short(i))) ?? i;
  const work: Work[] = nodes.map((n) => ({ ...n, inputs: n.inputs.map(read), attrs: { ...n.attrs } }));
  feeds.forEach((t, index) => { work.push({ name: name('arg', t, index), op: '_Arg', inputs: [], attrs: { T: dtype(t), index }, device: '' }); });
  fetches.forEach((t, index) => { work.push({ name: name('retval', t, index), op: '_Retval', inputs: [read(short(t))], attrs: { T: dtype(t), index }, device: '' }); });
  return work;
}

function reachable(work: readonly Work[], ask: Ask): Work[] {
  const targets = [...(ask.targets ?? []), ...ask.fetches.filter((f) => !f.includes(':'))].map(nodeName);
  const need = fanin(work, [...work.filter((n) => n.op === '_Retval').map((n) => n.name), ...targets]);
  return work.filter((n) => need.has(n.name));
}

/** Node by node, inputs before readers, of branches the one that was made first (GetReversePostOrder). */
function inTurn(work: readonly Work[]): Work[] {
  const at = new Map(work.map((n, i) => [n.name, i]));
  const readers: number[][] = work.map(() => []);
  work.forEach((n, i) => { for (const input of n.inputs) { const from = at.get(nodeName(input)); if (from !== undefined) readers[from].push(i); } });
  const order: number[] = [];
  const seen = new Uint8Array(work.length);
  const open: number[] = work.flatMap((n, i) => (n.inputs.length === 0 ? [i] : []));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < 0) { order.push(-1 - next); continue; }
    if (seen[next] === 1) continue;
    seen[next] = 1;
    open.push(-1 - next, ...readers[next].sort((a, b) => a - b));
  }
  return order.reverse().map((i) => work[i]);
}

/** Constants for what depends on constants alone and is read by something that does not. */
function foldConstants(work: Work[], numbers: { next: number }): boolean {
  const values = new Map<string, { readonly tensors: readonly Tensor[]; readonly waits: ReadonlySet<string>; readonly given: boolean }>();
  for (const n of inTurn(work)) {
    const data = dataInputs(n).map((i) => ({ from: values.get(nodeName(i)), port: portOf(i) }));
    // Random numbers of a given key are no state, and Grappler folds them; the session's own folding was recorded to leave them.
    if (isFlow(n) || isStateful(n) || n.op.startsWith('StatelessRandom') || n.op === '_Arg' || n.op === '_Retval' || n.op === 'Placeholder') continue;
    const value = n.attrs['value'];
    const given = n.op === 'Const';
    let tensors: readonly Tensor[] | null = [];
    if (given) tensors = isTensor(value) ? [value] : null;
    else if (n.op !== 'NoOp') {
      const inputs = data.map(({ from, port }) => from?.tensors[port]);
      if (inputs.some((t) => t === undefined || 'unrecorded' in t.data) || inputs.length === 0) continue;
      tensors = n.op === 'PlaceholderWithDefault' ? (inputs as Tensor[]) : evaluate(n.op, n.attrs, inputs as Tensor[]);
    }
    if (!tensors) continue;
    const waits = new Set<string>();
    for (const i of n.inputs) {
      const from = values.get(nodeName(i));
      if (from) for (const w of from.waits) waits.add(w);
      else waits.add(`^${nodeName(i)}`);
    }
    values.set(n.name, { tensors, waits, given });
  }
  const made = new Map<string, Work>();
  const readersOf = new Map<string, Work[]>();
  for (const r of work) for (const from of new Set(r.inputs.map(nodeName))) { const list = readersOf.get(from); if (list) list.push(r); else readersOf.set(from, [r]); }
  for (const n of [...work].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const own = values.get(n.name);
    if (!own || own.given) continue;
    own.tensors.forEach((tensor, port) => {
      const input = tensorName(n.name, port);
      const readers = (readersOf.get(n.name) ?? []).filter((r) => r.inputs.includes(input));
      if (readers.every((r) => values.has(r.name))) return;
      const name = `${n.name}/_${made.size}__cf__${numbers.next++}`;
      const constant: Work = { name, op: 'Const', inputs: [...own.waits].sort(), attrs: { dtype: tensor.dtype, value: tensor }, device: n.device };
      made.set(name, constant);
      for (const r of readers) r.inputs = r.inputs.map((i) => (i === input ? name : i));
    });
  }
  work.push(...made.values());
  return made.size > 0;
}

/** Of equal nodes the first stands for all; those that read a variable itself, or keep a state, are nobody's equal. */
function mergeEqual(work: readonly Work[]): boolean {
  const byName = new Map(work.map((n) => [n.name, n]));
  const stands = new Map<string, string>();
  const first = new Map<string, { readonly name: string; readonly waits: string }>();
  for (const n of inTurn(work)) {
    n.inputs = n.inputs.map((i) => { const to = stands.get(nodeName(i)); return to === undefined ? i : isControl(i) ? `^${to}` : tensorName(to, portOf(i)); });
    if (isStateful(n) || n.op.startsWith('Placeholder') || n.op === '_Arg' || n.op === '_Retval' || dataInputs(n).some((i) => { const from = byName.get(nodeName(i)); return from !== undefined && givesReference(from) && takesReference(n); })) continue;
    const data = dataInputs(n);
    if (isCommutative(n)) data.sort();
    // A constant of this pass is written in another way than those of a graph, and is nobody else's equal.
    const key = `${n.op}|${n.device}|${n.name.includes('/_') && n.name.includes('__cf__') ? 'cf' : ''}|${attrKey(n.attrs)}|${data.join('|')}`;
    const waits = [...new Set(controlInputs(n))].sort().join('|');
    const equal = first.get(key);
    // What a node waits for is compared, but not looked up by: only the first of these is ever compared with.
    if (equal === undefined) first.set(key, { name: n.name, waits });
    else if (equal.waits === waits) stands.set(n.name, equal.name);
  }
  if (stands.size === 0) return false;
  for (const n of work) n.inputs = n.inputs.map((i) => { const to = stands.get(nodeName(i)); return to === undefined ? i : isControl(i) ? `^${to}` : tensorName(to, portOf(i)); });
  return true;
}

/** Identity reads the value of a variable, all that write take the variable itself. */
const takesReference = (n: Work): boolean => givesReference(n) || n.op === 'CountUpTo';
