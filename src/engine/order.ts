/**
 * In which order TensorFlow executes the nodes of a run, with one thread: what scripts see of it is which reads come before an update, which
 * of several failing nodes is reported, and the order of printed lines and of Python functions.
 *
 * - Grappler makes the graph small: what follows from constants is a constant, Identity nodes and NoOps are bypassed, what only control
 *   inputs need is not computed (constant_folding.cc, dependency_optimizer.cc).
 * - It lists the rest backwards from the sorted names of the fetches, depth first, and sorts that topologically, breadth first, then depth
 *   first, then breadth first (model_pruner.cc, transitive_fanin.cc, topological_sort.cc; remapper.cc by graph_view.cc). What is fed becomes an argument at the end of the list, and the list is
 *   read again, always the first node whose inputs are there (graph_constructor.cc). Consumers of a node are in the order of the list.
 * - The executor runs cheap nodes as they become ready, first come, first served; of several costly ones the last, if nothing cheap is
 *   ready, and the others go to the pool, whose only thread takes the newest first (executor.cc, and Eigen's thread pool).
 *
 * Not modelled: other rewrites of Grappler's, such as products with ones. Where a node has more than eight consumers, or more than
 * seven nodes have no inputs, TensorFlow's own order depends on addresses in memory; here it is that of the list.
 */
import { exact } from '../lib/exact-json.ts';
import type { Graph } from './graph.ts';
import { signatureOf } from './signature.ts';

/** What a run executes: `terminals` are the nodes that are fetched, as tensors or as operations. */
export interface Wanted {
  readonly graph: Graph;
  /** Ancestors of the terminals, inputs before their consumers. */
  readonly needed: Int32Array;
  readonly fed: (id: number) => boolean;
  /** Fed nodes that are executed all the same. */
  readonly driven: ReadonlySet<number>;
  readonly fetches: readonly number[];
  readonly targets: readonly number[];
}

/** Kernels that say of themselves that they are cheap (OpKernel::IsExpensive); all others start out as costly. */
const CHEAP = new Set(['Const', 'PlaceholderWithDefault', 'NoOp', 'ControlTrigger', 'Identity', 'IdentityN', 'StopGradient', 'PreventGradient', 'EnsureShape', 'Reshape', 'Squeeze', 'ExpandDims', 'Shape', 'ShapeN', 'Size', 'Rank', 'BroadcastGradientArgs', 'BroadcastArgs', 'ConcatOffset', 'Switch', 'RefSwitch', 'Merge', 'RefMerge', 'Enter', 'RefEnter', 'Exit', 'RefExit', 'NextIteration', 'RefNextIteration', 'RefIdentity', 'LoopCond', 'StackV2', 'StackPushV2', 'StackPopV2', 'StackCloseV2']);
export const isCheap = (type: string): boolean => CHEAP.has(type);

const COMMUTATIVE = new Set(['Add', 'AddV2', 'AddN', 'AccumulateNV2', 'Mul', 'Maximum', 'Minimum', 'SquaredDifference', 'Equal', 'NotEqual', 'ApproximateEqual', 'LogicalAnd', 'LogicalOr', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor']);
const PRODUCTS = new Set(['MatMul', 'BatchMatMul', 'BatchMatMulV2', 'SparseMatMul']);

/** Control inputs that follow from others are looked for with at most this many steps. */
const MOST_STEPS = 4_000_000;
/** Constants of more elements are not compared. */
const MOST_MERGED = 64;

/** A node of the small graph: places of its inputs in `needed`. */
interface Small { data: number[]; control: number[]; constant: boolean }

class Shrinking {
  readonly small = new Map<number, Small>();
  private readonly place = new Map<number, number>();
  private readonly constant: Uint8Array;
  private readonly kept = new Set<number>();
  private readonly raw = new Map<number, number[]>();
  private readonly stands = new Map<number, readonly number[]>();
  readonly fedAt = new Set<number>();

  constructor(private readonly run: Wanted) {
    const { needed, fed } = run;
    needed.forEach((id, i) => {
      this.place.set(id, i);
      if (fed(id) && !run.driven.has(id)) this.fedAt.add(i);
    });
    for (const id of [...run.fetches, ...run.targets]) this.kept.add(this.place.get(id)!);
    this.constant = new Uint8Array(needed.length);
    needed.forEach((_, i) => { this.constant[i] = this.folds(i) ? 1 : 0; });
    this.grow([...this.kept]);
    for (const [i, node] of this.small) {
      const all = new Set((this.raw.get(i) ?? []).flatMap((from) => this.standsFor(from)));
      for (const d of node.data) all.delete(d);
      all.delete(i);
      // In the order of their names, and once each.
      node.control = [...all].map((c) => ({ c, name: run.graph.name(needed[c]) })).sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ c }) => c);
    }
    // A constant that waits for nothing is not waited for.
    for (let round = 0; round < 2; round++) {
      for (const node of this.small.values()) node.control = node.control.filter((c) => { const s = this.small.get(c)!; return !s.constant || s.control.length > 0; });
    }
    this.reduce();
  }

  /** Constants of one value become one, the first of a list; literal ones, as far as they are small. */
  merge(list: readonly number[]): void {
    const { graph, needed } = this.run;
    const first = new Map<string, number>();
    const other = new Map<number, number>();
    for (const i of list) {
      const node = this.small.get(i)!;
      if (this.type(i) !== 'Const' || node.control.length > 0 || this.kept.has(i)) continue;
      const value = graph.constantValue({ id: needed[i], index: 0 });
      if (!value || value.data.length > MOST_MERGED) continue;
      const key = `${value.dtype} ${value.shape.join()} ${JSON.stringify(Array.from(value.data as ArrayLike<unknown>), exact)}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, i);
      else other.set(i, known);
    }
    for (const node of this.small.values()) node.data = node.data.map((i) => other.get(i) ?? i);
    for (const i of other.keys()) this.small.delete(i);
  }

  private type(i: number): string { return this.run.graph.classOf(this.run.needed[i]).op.type; }
  /** Places of the nodes that a node has data from, and of its control inputs. */
  data(i: number): number[] {
    const { graph, needed } = this.run;
    const id = needed[i];
    return Array.from({ length: graph.classOf(id).inputs }, (_, k) => this.place.get(graph.input(id, k).id)!);
  }
  controls(i: number): number[] { return this.run.graph.controls(this.run.needed[i]).map((id) => this.place.get(id)!); }

  private stays(i: number): boolean {
    const { op } = this.run.graph.classOf(this.run.needed[i]);
    return op.changes === true || op.flow !== undefined || op.type.startsWith('PyFunc') || op.type.startsWith('Placeholder') || signatureOf(op.signature).stateful;
  }

  private folds(i: number): boolean {
    if (this.fedAt.has(i)) return false;
    const { graph, needed } = this.run;
    const id = needed[i];
    const { op, inputs, attrs, outputs } = graph.classOf(id);
    if (op.type === 'Const') return true;
    if (outputs.length === 0 || inputs === 0 || this.stays(i) || signatureOf(op.signature).inputs.some((a) => a.ref)) return false;
    const statics = Array.from({ length: inputs }, (_, k) => graph.staticOf(graph.input(id, k)));
    if (op.type === 'ZerosLike' || op.type === 'OnesLike' ? statics[0].size >= 0 : op.fromStatic?.(statics, attrs)) return true;
    return this.data(i).every((from) => this.constant[from] === 1);
  }

  /** Where a node's data comes from; inputs that may change places are sorted by name (CanonicalizeNode in arithmetic_optimizer.cc). */
  private sources(i: number, waits: number[]): number[] {
    const { graph, needed } = this.run;
    const from = this.data(i).map((f, k) => {
      const source = this.source(f, waits, i);
      return { source, index: source === f ? graph.input(needed[i], k).index : 0 };
    });
    if (COMMUTATIVE.has(this.type(i)) && from.length > 1) {
      const named = from.map((f) => ({ ...f, name: f.index === 0 ? graph.name(needed[f.source]) : `${graph.name(needed[f.source])}:${f.index}` }));
      return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((f) => f.source);
    }
    return from.map((f) => f.source);
  }

  /**
   * Where data comes from: through Identity nodes that no one fetches, except those that read variables; products of matrices transpose
   * by themselves (arithmetic_optimizer.cc). Adds what these wait for.
   */
  private source(from: number, waits: number[], user: number): number {
    let i = from;
    if (PRODUCTS.has(this.type(user)) && !this.kept.has(user) && this.type(i) === 'Transpose' && !this.fedAt.has(i) && this.constant[i] === 0 && this.constant[this.data(i)[1]] === 1 && this.isMatrix(i)) {
      waits.push(...this.controls(i));
      [i] = this.data(i);
    }
    while (this.type(i) === 'Identity' && !this.kept.has(i) && !this.fedAt.has(i) && this.constant[i] === 0) {
      const [next] = this.data(i);
      if (this.isReference(i) || ['Switch', 'RefSwitch', 'Merge', 'RefMerge'].includes(this.type(next))) break;
      waits.push(...this.controls(i));
      i = next;
    }
    return i;
  }

  private isMatrix(i: number): boolean { return this.run.graph.classOf(this.run.needed[i]).outputs[0].shape?.length === 2; }

  private isReference(i: number): boolean {
    const { graph, needed } = this.run;
    const from = graph.input(needed[i], 0);
    // One argument may stand for many outputs: those beyond the list are values.
    return signatureOf(graph.classOf(from.id).op.signature).outputs.at(from.index)?.ref ?? false;
  }

  private grow(first: readonly number[]): void {
    const work: number[] = [];
    const seen = new Set<number>();
    const behind: number[] = [];
    const touch = (i: number): void => { if (!this.small.has(i)) { this.small.set(i, { data: [], control: [], constant: false }); work.push(i); } };
    first.forEach(touch);
    while (work.length > 0 || behind.length > 0) {
      while (work.length > 0) {
        const i = work.pop()!;
        const node = this.small.get(i)!;
        if (this.fedAt.has(i)) continue;
        const waits = this.controls(i);
        if (this.constant[i] === 1) {
          node.constant = true;
          waits.unshift(...this.data(i));
        } else {
          node.data = this.sources(i, waits);
          node.data.forEach(touch);
        }
        this.raw.set(i, waits);
        behind.push(...waits);
      }
      // What has effects stays, though only control inputs lead to it.
      while (behind.length > 0) {
        const i = behind.pop()!;
        if (seen.has(i)) continue;
        seen.add(i);
        if (this.small.has(i) || this.fedAt.has(i)) continue;
        if (this.stays(i)) touch(i);
        else behind.push(...this.data(i), ...this.controls(i));
      }
    }
  }

  /** Whether the node closes a loop: its Merge does not wait for it. */
  closes(from: number, i: number): boolean {
    const { graph, needed } = this.run;
    return graph.classOf(needed[i]).op.flow === 'merge' && graph.classOf(needed[from]).op.flow === 'next';
  }

  /** The nodes of the small graph that a control input on this one waits for. */
  private standsFor(start: number): readonly number[] {
    const stack = [start];
    while (stack.length > 0) {
      const i = stack[stack.length - 1];
      if (this.stands.has(i)) { stack.pop(); continue; }
      if (this.small.has(i)) { this.stands.set(i, [i]); continue; }
      const from = this.fedAt.has(i) ? [] : [...this.data(i), ...this.controls(i)];
      // In a loop a node may lead back to itself.
      const open = from.filter((f) => f < i && !this.stands.has(f));
      if (open.length > 0) { stack.push(...open); continue; }
      this.stands.set(i, [...new Set(from.flatMap((f) => this.stands.get(f) ?? []))]);
    }
    return this.stands.get(start)!;
  }

  /** Takes out control inputs that another input waits for. */
  private reduce(): void {
    let steps = 0;
    for (const node of this.small.values()) {
      if (node.control.length === 0 || steps > MOST_STEPS) continue;
      const least = node.control.reduce((a, b) => Math.min(a, b));
      const seen = new Set<number>();
      const stack = [...new Set([...node.data, ...node.control])];
      while (stack.length > 0) {
        const { data, control } = this.small.get(stack.pop()!)!;
        for (const list of [data, control]) {
          for (const from of list) {
            steps++;
            if (from < least || seen.has(from)) continue;
            seen.add(from);
            stack.push(from);
          }
        }
      }
      node.control = node.control.filter((c) => !seen.has(c));
    }
  }
}

/** Numbers, always the least first. */
class Least {
  private readonly heap: number[] = [];
  get size(): number { return this.heap.length; }
  push(x: number): void {
    const { heap } = this;
    let at = heap.push(x) - 1;
    while (at > 0 && heap[(at - 1) >> 1] > x) {
      heap[at] = heap[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    heap[at] = x;
  }
  pop(): number {
    const { heap } = this;
    const top = heap[0];
    const x = heap.pop()!;
    if (heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= x) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = x;
    return top;
  }
}

/** The nodes that some lead to, the last found first: a search against the edges from the last of them (utils/transitive_fanin.cc). */
function backwards(ends: readonly number[], small: ReadonlyMap<number, Small>): number[] {
  const out: number[] = [];
  const seen = new Set<number>();
  const stack = [...ends];
  while (stack.length > 0) {
    const i = stack.pop()!;
    if (seen.has(i)) continue;
    seen.add(i);
    out.push(i);
    const { data, control } = small.get(i)!;
    stack.push(...data, ...control);
  }
  return out.reverse();
}

/** The small graph's nodes in the order of TensorFlow's list, as places in `needed`. */
function listed(run: Wanted, shrunk: Shrinking): number[] {
  const { graph, needed } = run;
  const { small, fedAt } = shrunk;
  const kept = new Set([...run.fetches, ...run.targets]);
  const byName = [...small.keys()].filter((i) => fedAt.has(i) || kept.has(needed[i])).map((i) => ({ i, name: graph.name(needed[i]) }));
  byName.sort((a, b) => (a.name < b.name ? -1 : 1));
  const ends = byName.map(({ i }) => i);
  shrunk.merge(backwards(ends, small));
  const list = breadthFirst(depthFirst(breadthFirst(backwards(ends, small), shrunk), shrunk), shrunk);
  const args = byName.filter(({ i }) => fedAt.has(i)).map(({ i }) => i);
  if (args.length === 0) return list;
  const all = [...list.filter((i) => !fedAt.has(i)), ...args];
  const at = new Map(all.map((i, k) => [i, k]));
  const { users, pending } = edges(all, shrunk);
  const ready = new Least();
  for (const i of all) if (pending.get(i) === 0) ready.push(at.get(i)!);
  const out: number[] = [];
  while (ready.size > 0) {
    const i = all[ready.pop()];
    out.push(i);
    for (const u of users.get(i)!) if (arrives(pending, u)) ready.push(at.get(u)!);
  }
  return out;
}

/** Consumers of each node, by output and then those that only wait, and how many inputs each node waits for. */
function edges(list: readonly number[], shrunk: Shrinking): { users: Map<number, number[]>; pending: Map<number, number> } {
  const users = new Map<number, number[]>(list.map((i) => [i, []]));
  const waiting = new Map<number, number[]>();
  const pending = new Map<number, number>();
  for (const i of list) {
    const { data, control } = shrunk.small.get(i)!;
    pending.set(i, data.filter((from) => !shrunk.closes(from, i)).length + control.length);
    for (const from of data) users.get(from)!.push(i);
    for (const from of control) {
      const known = waiting.get(from);
      if (known) known.push(i);
      else waiting.set(from, [i]);
    }
  }
  for (const [i, more] of waiting) users.get(i)!.push(...more);
  return { users, pending };
}

function arrives(pending: Map<number, number>, i: number): boolean {
  const left = pending.get(i)! - 1;
  pending.set(i, left);
  return left === 0;
}

function breadthFirst(list: readonly number[], shrunk: Shrinking): number[] {
  const { users, pending } = edges(list, shrunk);
  const out = list.filter((i) => pending.get(i) === 0);
  for (let k = 0; k < out.length; k++) for (const u of users.get(out[k])!) if (arrives(pending, u)) out.push(u);
  return out;
}

/** The reverse of the order in which a search along the edges leaves the nodes (SortTopologically in utils/graph_view.cc), which begins with the last root. */
function depthFirst(list: readonly number[], shrunk: Shrinking): number[] {
  const { users, pending } = edges(list, shrunk);
  const left = new Set<number>();
  const entered = new Set<number>();
  const out: number[] = [];
  for (const first of list.filter((i) => pending.get(i) === 0).reverse()) {
    const stack = [first];
    while (stack.length > 0) {
      const i = stack[stack.length - 1];
      if (entered.has(i)) {
        stack.pop();
        if (!left.has(i)) out.push(i);
        left.add(i);
        continue;
      }
      entered.add(i);
      for (const u of users.get(i)!) if (!entered.has(u) && !shrunk.closes(i, u)) stack.push(u);
    }
  }
  return out.reverse();
}

/** What the executor makes of a list. */
function executed(run: Wanted, list: readonly number[], { small, fedAt }: Shrinking): number[] {
  const { graph, needed } = run;
  const data = new Map<number, number[]>(list.map((i) => [i, []]));
  const control = new Map<number, number[]>(list.map((i) => [i, []]));
  const pending = new Map<number, number>();
  for (const i of list) {
    const node = small.get(i)!;
    pending.set(i, node.data.length + node.control.length);
    for (const from of node.data) data.get(from)!.push(i);
    for (const from of node.control) control.get(from)!.push(i);
  }
  // A fetched value is handed over by a cheap node of its own; -1 stands for all of them.
  const fetched = new Set(run.fetches);
  for (const i of list) if (fetched.has(needed[i])) data.get(i)!.push(-1);
  const cheap = (i: number): boolean => i < 0 || fedAt.has(i) || small.get(i)!.constant || isCheap(graph.classOf(needed[i]).op.type);
  const out: number[] = [];
  /** The pool's tasks, the newest last. */
  const pool: number[] = [];
  const schedule = (ready: readonly number[], inline: number[], head: number): void => {
    const costly: number[] = [];
    for (const i of ready) (cheap(i) ? inline : costly).push(i);
    if (costly.length > 0 && inline.length === head) inline.push(costly.pop()!);
    pool.push(...costly);
  };
  const process = (inline: number[]): void => {
    for (let head = 0; head < inline.length; head++) {
      const i = inline[head];
      if (i < 0) continue;
      out.push(i);
      const ready = [...data.get(i)!, ...control.get(i)!].filter((u) => u < 0 || arrives(pending, u));
      schedule(ready, inline, head + 1);
    }
  };
  const roots: number[] = [];
  schedule(list.filter((i) => pending.get(i) === 0), roots, 0);
  process(roots);
  while (pool.length > 0) process([pool.pop()!]);
  return out;
}

/** Places in TensorFlow's list, by node; what its executor does not see of the graph has none. */
export function listing(run: Wanted): ReadonlyMap<number, number> {
  return new Map(listed(run, new Shrinking(run)).map((i, k) => [run.needed[i], k]));
}

/** All needed nodes in order of execution: what TensorFlow's executor does not see of them comes where it is first needed. */
export function executionOrder(run: Wanted): number[] {
  const { needed } = run;
  const shrunk = new Shrinking(run);
  const list = listed(run, shrunk);
  const done = new Uint8Array(needed.length);
  const out: number[] = [];
  const emit = (start: number): void => {
    const stack = [start];
    while (stack.length > 0) {
      const i = stack[stack.length - 1];
      const open = done[i] === 1 || shrunk.fedAt.has(i) ? [] : [...shrunk.data(i), ...shrunk.controls(i)].filter((from) => done[from] === 0);
      if (open.length > 0) { stack.push(...open); continue; }
      stack.pop();
      if (done[i] === 1) continue;
      done[i] = 1;
      out.push(needed[i]);
    }
  };
  for (const i of executed(run, list, shrunk)) emit(i);
  for (let i = 0; i < needed.length; i++) emit(i);
  return out;
}
