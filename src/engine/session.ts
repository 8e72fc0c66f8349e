/**
 * A session: the variables of a graph, the signatures it has met, and its runs. Two accounts of a run: `all` (as the answer tells it:
 * every node that computes a value) and `needed` (as TensorFlow does: the ancestors of the fetches). No clock and no model of memory here.
 */
import { invariant } from '../lib/assert.ts';
import type { Helper } from './helper.ts';
import { arrayType, showDims, sizeOf, type Numbers, type Tensor } from './dtype.ts';
import type { Work } from './executor.ts';
import type { Graph } from './graph.ts';
import { CHUNK } from './columns.ts';
import { ALWAYS, FED, NEEDED } from './masks.ts';
import { RunFailure, TensorFlowError, type Output, type State } from './op-def.ts';
import type { isCheap, listing, Wanted } from './order.ts';
import { Run, type Prepared } from './run.ts';
import type { changedBy, sharing, Sharing } from './sharing.ts';
import { unfed } from './unfed.ts';

const plainPath = (path: string): string => path.split('/').filter((p, i) => p !== '.' && (p !== '' || i === 0)).join('/');
const samePath = (a: string, b: string): boolean => plainPath(a) === plainPath(b);

/** What only scripts need of the order of execution: sharing.ts, order.ts. */
export interface Share { sharing: typeof sharing; changedBy: typeof changedBy; listing: typeof listing; isCheap: typeof isCheap }

/** From so many nodes that a run needs on, they are found by one sweep over the graph. */
const MANY = 16_384;

/** Orders, and what is executed, of at most this many signatures are kept. */
const KEPT = 64;

/** Checkpoints by path: outlives graphs and sessions, as a disk does. */
export type Files = Map<string, ReadonlyMap<string, Tensor>>;

interface Reached { readonly needed: Int32Array; /** Fed nodes that are executed all the same. */ readonly driven: ReadonlySet<number> }

export class Session implements State {
  private readonly live = new Set<number>();
  private readonly signatures = new Set<string>();
  private readonly draws = new Map<number, number>();
  /** Variables that have no place in the graph's memory: strings, and those whose shape is known only from what was assigned. */
  readonly loose = new Map<number, Tensor>();
  private readonly resources: object[] = [];
  /** Values of this session's variables while another session uses the graph. */
  private stashed: Map<number, Numbers> | null = null;
  /** How reads share the memory of variables (sharing.ts); absent: they do not. */
  share: Share | null = null;
  private readonly shared = new Map<string, Sharing | null>();
  private readonly listings = new Map<string, ReadonlyMap<number, number>>();
  /** Whether stretches that repeat are executed as batches (templates.ts); without, node by node, which gives the same. */
  batches = true;
  /** Whether values that neither a fetch nor a later node asks for are dropped, as TensorFlow's executor drops them; else each node keeps its latest. */
  drops = false;
  /** Another engine that executes some of them at the same time (helper.ts). */
  helper: Helper | null = null;
  /** Hears of a node that is a lot of work before it begins; nothing can be heard or said in between. */
  long: ((flops: number) => void) | null = null;
  /** What tf.Print wrote, for whoever shows it. */
  printed: (text: string) => void = () => {};
  private readonly reached = new Map<string, Reached>();
  /** Changes of the graph's edges when `reached` was found. */
  private edits = 0;
  private fedKey = '';
  private maskedTo = 0;
  /** Rises whenever the masks of old nodes may have changed. */
  maskVersion = 0;
  /** Nodes that every run of the `all` account executes. */
  always = 0;
  private lastNodes = 0;
  private open = true;
  /** The node whose kernel is running; random ops keep their counters by it. */
  current = -1;
  /** Devices that are not there, in sessions that place nodes only where they were told to. */
  refuses: ((device: string) => boolean) | null = null;
  /** What the run under way is fed. */
  private fed: ReadonlyMap<number, Tensor> = new Map();

  constructor(readonly graph: Graph, private readonly files: Files) {}

  /**
   * Prepares a run. `fetches` are outputs to read, `targets` nodes to execute; `feeds` replaces outputs by id of their node. `within`: of
   * all nodes, those of a range only.
   * Throws RunFailure with TensorFlow's error types: FailedPreconditionError, InvalidArgumentError, RuntimeError.
   */
  run(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>, account: 'all' | 'needed', real = true, within: Prepared['within'] = null): Run {
    if (!this.open) throw new TensorFlowError('RuntimeError', 'Attempted to use a closed Session.');
    this.activate();
    const graph = this.graph;
    this.resources.length = 0;
    for (const o of [...fetches, ...targets.map((id) => ({ id, index: 0 }))]) invariant(o.id < graph.nodes, `fetch of node ${o.id} of ${graph.nodes}`);
    for (const [id, t] of feeds) this.checkFeed(id, t);
    this.fed = feeds;
    const grew = graph.nodes - this.lastNodes;
    const signature = this.signature(fetches, targets, feeds);
    if (grew > 0 || graph.edits !== this.edits) this.reached.clear();
    this.edits = graph.edits;
    const { needed, driven } = this.reached.get(signature) ?? this.reach(signature, fetches, targets, feeds);
    this.lastNodes = graph.nodes;
    const fresh = !this.signatures.has(signature);
    this.signatures.add(signature);
    if (account === 'all') this.updateMasks(feeds);
    for (const o of fetches) {
      if (graph.classOf(o.id).op.type === 'VariableV2' && !this.live.has(o.id) && !feeds.has(o.id)) this.pendingFetch(o.id, needed);
    }
    const careful = driven.size > 0 || this.unset(needed);
    const wanted = { graph, needed, fed: (id: number): boolean => feeds.has(id), driven, fetches: fetches.map((o) => o.id), targets };
    return new Run(this, graph, { needed, fetches, feeds, driven, account, real, within, grew, fresh, careful, sharing: () => this.sharing(signature, wanted, careful), order: () => this.order(signature, wanted) });
  }

  /** What a run of that signature executes, kept until the graph grows. */
  private reach(signature: string, fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>): Reached {
    const driven = new Set<number>();
    const reached = { needed: this.ancestors(fetches, targets, feeds, driven), driven };
    if (this.reached.size >= KEPT) this.reached.clear();
    this.reached.set(signature, reached);
    return reached;
  }

  get cachedSignatures(): number { return this.signatures.size; }

  close(): void {
    this.open = false;
    this.live.clear();
    this.signatures.clear();
  }

  get isOpen(): boolean { return this.open; }

  /** Takes the graph's variables over from the session that used it last: their places in memory are shared, their values are not. */
  private activate(): void {
    const { graph } = this;
    const before = graph.user;
    if (before === this) return;
    graph.user = this;
    before?.stash();
    if (before) this.resetMasks();
    for (const [id, data] of this.stashed ?? new Map<number, Numbers>()) (this.variable(id).data as Float32Array).set(data);
    this.stashed = null;
  }

  stash(): void {
    this.stashed = new Map();
    for (const id of this.live) if (!this.loose.has(id)) this.stashed.set(id, (this.variable(id).data as Numbers).slice());
  }

  // --- variables -----------------------------------------------------------------------------------------------------

  isInitialised(variable: number): boolean { return this.live.has(variable); }
  initialised(input: number): boolean { return this.live.has(this.root(this.current, input)); }

  /** A copy of a variable's value. Throws RunFailure when it has none. */
  readVariable(id: number): Tensor {
    if (!this.live.has(id)) throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${this.graph.name(id)}`);
    const stashed = this.stashed?.get(id);
    const t = this.variable(id);
    return { ...t, data: stashed ?? (t.data as Numbers).slice() };
  }

  /** Ids of all variables of the graph that have a value here, ascending. */
  get variables(): number[] { return [...this.live].sort((a, b) => a - b); }

  /** The value of an initialised variable; its data is a view that lives until the next allocation. */
  variable(id: number): Tensor {
    const loose = this.loose.get(id);
    if (loose) return loose;
    const s = this.graph.staticOf({ id, index: 0 });
    if (s.dtype === 'string') return { dtype: s.dtype, shape: s.shape as readonly number[], data: [] };
    return { dtype: s.dtype, shape: s.shape as readonly number[], data: this.graph.heap.view(s.dtype, this.graph.valueOf(id), s.size) };
  }

  /** The variable that a reference input stands for: assignments and updates hand their reference on. */
  root(node: number, input: number): number {
    let { id } = this.graph.input(node, input);
    for (let c = this.graph.classOf(id); c.op.type !== 'VariableV2'; c = this.graph.classOf(id)) {
      invariant(c.inputs > 0, `${this.graph.name(node)} writes to ${this.graph.name(id)}, which is no variable`);
      ({ id } = this.graph.input(id, 0));
    }
    return id;
  }

  write(input: number, shape?: readonly number[]): Numbers { return this.writeVariable(this.root(this.current, input), shape); }

  writeStrings(input: number, shape: readonly number[], data: readonly string[]): void { this.writeText(this.root(this.current, input), shape, data); }

  writeText(id: number, shape: readonly number[], data: readonly string[]): void {
    this.enliven(id);
    this.loose.set(id, { dtype: 'string', shape, data });
  }

  private enliven(id: number): void {
    if (this.live.has(id)) return;
    this.live.add(id);
    // What depends on the variable may now run: forget the masks from there on.
    if (id < this.maskedTo) this.resetMasks();
  }

  writeVariable(id: number, shape?: readonly number[]): Numbers {
    this.enliven(id);
    const s = this.graph.staticOf({ id, index: 0 });
    if (s.size >= 0 && shape && sizeOf(shape) !== s.size) throw new RunFailure('UnimplementedError', `A value of shape ${showDims(shape)} cannot be assigned to ${this.graph.name(id)} of shape ${showDims(s.shape)} in this playground: only variables without a static shape may change theirs.`);
    if (s.size >= 0) return this.graph.heap.view(s.dtype, this.graph.valueOf(id), s.size);
    const known = this.loose.get(id);
    if (known && (!shape || known.shape.join() === shape.join())) return known.data as Numbers;
    invariant(shape !== undefined, `a shape for ${this.graph.name(id)}`);
    const made: Tensor = { dtype: s.dtype, shape, data: new (arrayType(s.dtype))(sizeOf(shape)) };
    this.loose.set(id, made);
    return made.data as Numbers;
  }

  /** How a run goes is found out once for a signature, while the graph's edges stay as they are. */
  private sharing(signature: string, wanted: Wanted, careful: boolean): Sharing | null {
    if (!this.share) return null;
    const key = `${signature}.${this.graph.edits}.${careful ? 1 : 0}`;
    let found = this.shared.get(key);
    if (found === undefined) {
      found = this.share.sharing(wanted, careful, (node, input) => this.root(node, input));
      if (this.shared.size >= KEPT) this.shared.clear();
      this.shared.set(key, found);
    }
    return found;
  }
  private order(signature: string, wanted: Wanted): Work['order'] {
    if (!this.share) return null;
    const key = `${signature}.${this.graph.edits}`;
    let places = this.listings.get(key);
    if (!places) {
      places = this.share.listing(wanted);
      if (this.listings.size >= KEPT) this.listings.clear();
      this.listings.set(key, places);
    }
    return { places, cheap: this.share.isCheap };
  }
  changedBy(id: number): readonly number[] { return this.share ? this.share.changedBy(this.graph, id, (node, input) => this.root(node, input)) : []; }

  keep(object: object): number { return this.resources.push(object) - 1; }
  kept(handle: number): object { return this.resources[handle]; }
  print(text: string): void { this.printed(text); }

  random(blocks: number): { seed: number; seed2: number; block: number } {
    const { attrs } = this.graph.classOf(this.current);
    const block = this.draws.get(this.current) ?? 0;
    this.draws.set(this.current, block + blocks);
    // Without any seed TensorFlow draws anew in every process; here each node has its own numbers, and they are repeatable.
    const unseeded = attrs.seed === 0 && attrs.seed2 === 0;
    return { seed: attrs.seed as number, seed2: unseeded ? this.current + 1 : (attrs.seed2 as number), block };
  }

  save(file: string, entries: readonly { name: string; tensor: Tensor }[]): void {
    // The same file under another spelling of its path is the same file.
    for (const path of this.files.keys()) if (path !== file && samePath(path, file)) this.files.delete(path);
    this.files.set(file, new Map(entries.map((e) => [e.name, e.tensor])));
  }

  forget(file: string): void { this.files.delete(file); }

  restore(file: string): ReadonlyMap<string, Tensor> {
    const found = this.files.get(file) ?? [...this.files].find(([path]) => samePath(path, file))?.[1];
    if (!found) throw new RunFailure('ValueError', `The passed save_path is not a valid checkpoint: ${file}`);
    return found;
  }

  // --- what a run covers ---------------------------------------------------------------------------------------------

  private checkFeed(id: number, t: Tensor): void {
    const s = this.graph.staticOf({ id, index: 0 });
    const fits = s.dtype === t.dtype && (s.shape === null || (s.shape.length === t.shape.length && s.shape.every((d, i) => d === null || d === t.shape[i])));
    if (!fits) {
      throw new TensorFlowError('ValueError', `Cannot feed value of shape (${t.shape.join(', ')}) for Tensor ${this.graph.name(id)}:0, which has shape (${(s.shape ?? []).map((d) => d ?? '?').join(', ')})`);
    }
  }

  private signature(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>): string {
    // Two independent 32-bit hashes: a thousand fetches would make long strings, and they are kept for ever.
    let a = 0x811c9dc5;
    let b = 0x01000193;
    const mix = (x: number): void => { a = Math.imul(a ^ x, 0x01000193); b = Math.imul(b ^ x, 0x5bd1e995) ^ (b >>> 13); };
    for (const o of fetches) mix(o.id * 8 + o.index);
    mix(-1);
    for (const id of targets) mix(id);
    mix(-2);
    for (const id of [...feeds.keys()].sort((x, y) => x - y)) mix(id);
    return `${fetches.length}.${targets.length}.${a >>> 0}.${b >>> 0}`;
  }

  /**
   * Ancestors of the fetches and targets in an order of execution, stopping at fed nodes (which count). Feeding an output replaces the
   * value, not the operation: what control inputs or targets ask for is executed all the same, and is added to `driven`.
   */
  private ancestors(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>, driven: Set<number>): Int32Array {
    const { graph } = this;
    const stack: number[] = [];
    const found: number[] = [];
    const visit = (id: number): void => {
      if (graph.mask(id) & NEEDED) return;
      graph.setMask(id, graph.mask(id) | NEEDED);
      found.push(id);
      stack.push(id);
    };
    const drive = (id: number): void => {
      if (feeds.has(id) && !driven.has(id) && graph.classOf(id).op.type !== 'Placeholder') {
        driven.add(id);
        stack.push(id);
      }
      visit(id);
    };
    try {
      for (const o of fetches) visit(o.id);
      for (const id of targets) drive(id);
      while (stack.length > 0) {
        if (found.length > MANY && this.sweeps(feeds)) return this.sweep(feeds);
        const id = stack.pop()!;
        if (feeds.has(id) && !driven.has(id)) continue;
        const c = graph.classOf(id);
        if (c.device && this.refuses?.(c.device)) throw new RunFailure('InvalidArgumentError', `Cannot assign a device for operation ${graph.name(id)}: {{node ${graph.name(id)}}} was explicitly assigned to ${c.device} but available devices are [ /job:localhost/replica:0/task:0/device:CPU:0 ]. Make sure the device specification refers to a valid device.`, id);
        // In the order of execution something else may fail before.
        if (c.op.type === 'Placeholder' && !this.share) throw unfed(graph.name(id), c.attrs, id);
        const at = graph.edgesAt(id);
        for (let i = 0; i < c.inputs; i++) visit(graph.heap.i32[at + i] >>> 4);
        for (const control of graph.controls(id)) drive(control);
      }
    } finally {
      for (const id of found) graph.setMask(id, graph.mask(id) & ~NEEDED);
    }
    const ids = Int32Array.from(found).sort();
    return graph.forward ? this.sorted(ids) : ids;
  }

  /** Whether one sweep over all ids finds the same: nothing but placeholders is fed, and edges are as they were made. */
  private sweeps(feeds: ReadonlyMap<number, Tensor>): boolean {
    const { graph } = this;
    return graph.edits === 0 && graph.columns.plain && !this.refuses && !this.share && [...feeds.keys()].every((id) => graph.classOf(id).op.type === 'Placeholder');
  }

  /** Ancestors of the nodes marked NEEDED and these nodes, in ascending order; takes the marks off. */
  private sweep(feeds: ReadonlyMap<number, Tensor>): Int32Array {
    const { graph, graph: { heap, nodes } } = this;
    // Room first: where there is none, no mark must be left.
    heap.resetScratch();
    const out = heap.scratch(CHUNK * 4);
    for (const id of feeds.keys()) graph.setMask(id, graph.mask(id) | FED);
    const count = heap.kernels.markAncestors(nodes);
    for (const id of feeds.keys()) graph.setMask(id, graph.mask(id) & ~FED);
    const ids = new Int32Array(Math.max(0, count));
    let n = 0;
    for (let from = 0; from < nodes; from += CHUNK) {
      const more = heap.kernels.collect(from, Math.min(nodes, from + CHUNK), out);
      if (count >= 0) ids.set(heap.i32.subarray(out >> 2, (out >> 2) + more), n);
      n += more;
    }
    if (count < 0) throw unfed(graph.name(-1 - count), graph.classOf(-1 - count).attrs, -1 - count);
    return ids;
  }

  /** The same nodes with inputs before their consumers; edges that close a loop are passed over. */
  private sorted(ids: Int32Array): Int32Array {
    const { graph } = this;
    const wanted = new Set(ids);
    const state = new Map<number, boolean>();
    const out: number[] = [];
    for (const start of ids) {
      const stack: { id: number; from: number[]; next: number }[] = [];
      const enter = (id: number): void => {
        if (!wanted.has(id) || state.has(id)) return;
        state.set(id, false);
        const c = graph.classOf(id);
        const data = Array.from({ length: c.inputs }, (_, i) => graph.input(id, i).id).filter((from) => c.op.flow !== 'merge' || graph.classOf(from).op.flow !== 'next');
        stack.push({ id, from: [...data, ...graph.controls(id)], next: 0 });
      };
      enter(start);
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        if (top.next < top.from.length) enter(top.from[top.next++]);
        else {
          out.push(top.id);
          stack.pop();
        }
      }
    }
    return Int32Array.from(out);
  }

  /** Whether some variable or placeholder that these nodes use has no value: nodes must then be checked one by one. */
  private unset(needed: Int32Array): boolean {
    const open = this.graph.outside.filter((id) => !this.fed.has(id) && !this.live.has(id));
    if (open.length === 0) return false;
    const among = new Set(open);
    return needed.some((id) => among.has(id));
  }

  /** A fetched variable without a value must at least be assigned in this run. */
  private pendingFetch(id: number, needed: Int32Array): void {
    if (needed.some((n) => this.graph.classOf(n).op.type === 'Assign' && this.graph.input(n, 0).id === id)) return;
    throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${this.graph.name(id)}`);
  }

  /** Throws where node `id` reads a variable that has no value; assigning to it is no reading. */
  checkReads(id: number): void {
    const c = this.graph.classOf(id);
    if (c.op.type === 'Assign' || c.op.type === 'IsVariableInitialized' || c.op.flow) return;
    for (let i = 0; i < c.inputs; i++) {
      const input = this.graph.input(id, i).id;
      if (this.graph.classOf(input).op.type === 'VariableV2' && !this.live.has(input) && !this.fed.has(input)) {
        throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${this.graph.name(input)}`, id);
      }
    }
  }

  private resetMasks(): void {
    this.maskedTo = 0;
    this.always = 0;
    this.maskVersion++;
  }

  /** Brings the ALWAYS bits up to date: O(new nodes), or O(all) when other placeholders are fed than last time. */
  private updateMasks(feeds: ReadonlyMap<number, Tensor>): void {
    const key = [...feeds.keys()].sort((x, y) => x - y).join();
    if (key !== this.fedKey) {
      this.fedKey = key;
      this.resetMasks();
    }
    const { graph } = this;
    for (let id = this.maskedTo; id < graph.nodes; id++) {
      const on = this.computes(id, feeds);
      graph.setMask(id, on ? ALWAYS : 0);
      if (on) this.always++;
    }
    this.maskedTo = graph.nodes;
  }

  /** Whether the `all` account executes a node in every run: model.md section 2. No-ops run with the nodes they wait for. */
  private computes(id: number, feeds: ReadonlyMap<number, Tensor>): boolean {
    const { graph } = this;
    if (feeds.has(id)) return true;
    const c = graph.classOf(id);
    if (c.op.changes || c.op.type === 'Placeholder') return false;
    if (c.op.type === 'VariableV2') return this.live.has(id);
    const inputs = c.inputs + c.controls;
    if (c.op.computes === false && inputs === 0) return false;
    const at = graph.edgesAt(id);
    for (let i = 0; i < inputs; i++) if (!(graph.mask(graph.heap.i32[at + i] >>> 4) & ALWAYS)) return false;
    return true;
  }
}
