/** One session.run under way: executes in slices, so that its owner can listen between them. */
import { HostCompute } from './compute.ts';
import type { Tensor } from './dtype.ts';
import { executorFor, type Executor, type Variables, type Work } from './executor.ts';
import type { Graph } from './graph.ts';
import { CHUNK } from './columns.ts';
import { ALWAYS, NEEDED } from './masks.ts';
import type { Output } from './op-def.ts';
import type { Sharing } from './sharing.ts';
import { signatureOf } from './signature.ts';
import type { Helper } from './helper.ts';
import type { Template, Templates } from './templates.ts';
import { Values } from './values.ts';

/** What a run needs of its session. */
export interface Owner extends Variables {
  readonly always: number;
  /** Rises whenever the masks of old nodes may have changed. */
  readonly maskVersion: number;
  /** Whether stretches that repeat are executed as batches. */
  readonly batches: boolean;
  /** Whether values that nothing asks for any more are dropped. */
  readonly drops: boolean;
  /** Another engine that takes some of them. */
  readonly helper: Helper | null;
  /** Hears of a node of many operations before it begins. */
  readonly long: ((flops: number) => void) | null;
  /** Variables that have no place in the graph's memory. */
  readonly loose: ReadonlyMap<number, Tensor>;
  /** The variable that a reference input stands for. */
  root(node: number, input: number): number;
  /** The variables that a node changes. */
  changedBy(id: number): readonly number[];
  /** Throws where a node reads a variable that has no value. */
  checkReads(id: number): void;
}

/** What Session.run has found out about the run. */
export interface Prepared {
  readonly needed: Int32Array;
  readonly fetches: readonly Output[];
  readonly feeds: ReadonlyMap<number, Tensor>;
  /** Fed nodes that are executed all the same. */
  readonly driven: ReadonlySet<number>;
  readonly account: 'all' | 'needed';
  readonly real: boolean;
  /** Of all nodes, those to be executed; null: each. */
  readonly within: { readonly from: number; readonly to: number } | null;
  /** Nodes added since the session's last run. */
  readonly grew: number;
  /** A signature not met before. */
  readonly fresh: boolean;
  /** Some variable has no value yet: each node's reads are checked. */
  readonly careful: boolean;
  /** How the run goes where its order can be seen; null: in order of ids. */
  readonly sharing: () => Sharing | null;
  /** The order of a run with control flow; null: first come, first served. */
  readonly order: () => Work['order'];
}

/** Where nodes are not in order of ids, runs that need more keep all values: each would be looked at for each stretch. */
const SCANNED = 4_096;
/** Operations from which on a node is announced: a second or more. */
const LONG = 1e9;

export class Run {
  private readonly values: Values;
  private readonly host: HostCompute;
  /** Contiguous id ranges to go through, flattened: from, to, from, to, … */
  private readonly ranges: number[];
  private range = 0;
  private at: number;
  private readonly counter: number;
  /** Nodes that this run executes by its account: in `all`, the skipped work of old nodes counts too. */
  readonly total: number;
  private finished = false;

  readonly needed: Int32Array;
  readonly account: 'all' | 'needed';
  readonly real: boolean;
  readonly grew: number;
  readonly fresh: boolean;
  private readonly feeds: ReadonlyMap<number, Tensor>;
  private readonly driven: ReadonlySet<number>;
  private readonly careful: boolean;
  /** Whether the nodes to be executed are marked; without, the ranges have these and no others. */
  private readonly marks: boolean;
  /** Addresses that fed nodes other than placeholders have outside of this run. */
  private readonly moved = new Map<number, number>();
  private readonly shared: Sharing | null = null;
  /** Stretches of nodes that are executed as batches, and the first of them that is not behind. */
  private readonly repeats: Templates | null = null;
  private stretch = 0;
  /** Nodes that another engine executes in this run, and whether they are counted. */
  private away = 0;
  private joint = false;
  /** Operations of a node by its class: all of a class have the same shapes in a run. */
  private readonly work = new Map<number, number>();
  /** Executes instead, where some node is part of a loop or a conditional. */
  private readonly frames: Executor | null = null;

  /** Made by Session.run. */
  constructor(private readonly session: Owner, private readonly graph: Graph, prepared: Prepared) {
    const { needed, feeds, account, real } = prepared;
    this.needed = needed;
    this.feeds = feeds;
    this.driven = prepared.driven;
    this.account = account;
    this.real = real;
    this.grew = prepared.grew;
    this.fresh = prepared.fresh;
    this.careful = prepared.careful;
    graph.heap.resetScratch();
    this.counter = graph.heap.scratch(4);
    this.values = new Values(graph);
    this.host = new HostCompute(graph, this.values, session);
    if (graph.flows && needed.some((id) => graph.classOf(id).op.flow)) {
      this.frames = executorFor({ graph, session, needed, fetches: prepared.fetches, feeds, careful: this.careful, order: prepared.order() });
      this.total = needed.length;
      this.marks = false;
      this.ranges = [];
      this.at = 0;
      return;
    }
    // Feeds first: they may find the memory full, and then no mask must be left set.
    for (const [id, t] of feeds) this.feed(id, t);
    this.marks = account === 'all' || this.careful || this.moved.size > 0;
    let extra = 0;
    for (const id of this.marks ? needed : []) {
      if (!(graph.mask(id) & ALWAYS)) extra++;
      // What is fed in place of a computed node has its value already: the interpreter must pass it over.
      if (!this.moved.has(id) || this.driven.has(id)) graph.setMask(id, graph.mask(id) | NEEDED);
    }
    this.total = account === 'all' ? session.always + extra : needed.length;
    if (account === 'needed') this.shared = prepared.sharing();
    const { from, to } = prepared.within ?? { from: 0, to: graph.nodes };
    this.ranges = account === 'all' && real ? [from, to] : contiguous(this.shared?.order ?? needed, !this.shared && !graph.forward);
    this.at = this.ranges[0] ?? 0;
    graph.heap.i32[this.counter >> 2] = 0;
    // Where nodes are checked one by one, or do not all follow the order of ids, or some are passed over, each has its own turn.
    if (!this.careful && !this.shared && this.moved.size === 0 && this.session.batches) this.repeats = graph.repeats();
  }

  /** Puts a fed tensor in place of a node's value. What is no placeholder gets another place for this run: its own may be shared or be kept. */
  private feed(id: number, t: Tensor): void {
    const { graph } = this;
    const c = graph.classOf(id);
    if (c.bytes > 0 && !c.op.type.startsWith('Placeholder')) {
      const at = graph.heap.scratch(c.bytes);
      this.moved.set(id, graph.valueOf(id));
      graph.setValue(id, at);
    }
    this.values.put({ id, index: 0 }, t);
  }

  /** Nodes that the fetches reach and a run computes: what is fed is not. */
  get pruned(): number { return this.needed.reduce((n, id) => (this.feeds.has(id) ? n : n + 1), 0); }
  /** The nodes in the order in which they are executed, where it is known before; with loops, inputs before their consumers. */
  get order(): readonly number[] { return this.shared?.order ?? Array.from(this.needed); }
  /** Nodes really executed so far. */
  get executed(): number { return this.frames ? this.frames.executed : this.graph.heap.i32[this.counter >> 2]; }
  get done(): boolean { return this.finished; }
  /** Nodes of the graph gone through, for a progress bar. */
  get position(): number { return this.at; }

  /** Goes through at most about `limit` nodes; true when the run is complete. Throws RunFailure or OutOfMemory: the run is then over. */
  advance(limit: number): boolean {
    if (this.finished) return true;
    const { graph } = this;
    try {
      if (this.frames && !this.frames.advance(limit)) return false;
      while (this.range < this.ranges.length) {
        const end = this.ranges[this.range + 1];
        while (this.at < end) {
          if (limit <= 0) return false;
          const batch = this.batch(end, limit);
          limit -= batch;
          if (batch > 0) continue;
          const stop = Math.min(end, (this.at | (CHUNK - 1)) + 1, this.at + limit, this.border());
          const next = this.careful ? this.at : graph.heap.kernels.run(this.at, stop, this.counter, !this.marks);
          limit -= next - this.at;
          this.at = next;
          if (next < stop) {
            if (!this.careful || graph.mask(next) !== 0) this.compute(next);
            this.at = next + 1;
            limit -= 16;
          }
        }
        this.range += 2;
        this.at = this.ranges[this.range] ?? this.at;
      }
    } catch (error) {
      this.end();
      throw error;
    }
    this.end();
    return true;
  }

  /** Executes the instances that begin here and end before `end`, about `limit` nodes; how many nodes that were. */
  private batch(end: number, limit: number): number {
    const { repeats, at } = this;
    if (!repeats) return 0;
    const { found } = repeats;
    while (this.stretch < found.length && found[this.stretch].from + found[this.stretch].count * found[this.stretch].period <= at) this.stretch++;
    if (this.stretch === found.length) return 0;
    const t = found[this.stretch];
    const i = (at - t.from) / t.period;
    const whole = Math.min(t.count - i, Math.floor((end - at) / t.period));
    const count = Math.min(whole, Math.ceil(limit / t.period));
    if (i < 0 || !Number.isInteger(i) || count < 1 || (this.account === 'all' && this.real && !repeats.whole(t, this.session.maskVersion))) return 0;
    const { helper, drops } = this.session;
    const alone = (helper !== null || drops) && this.account === 'all' && repeats.closed(t) && this.unasked(t);
    if (alone && helper && i === 0 && whole === t.count && helper.begins(this.graph, t, this)) {
      this.at += whole * t.period;
      this.away += whole * t.period;
      return 1;
    }
    const { heap } = this.graph;
    heap.kernels.runTemplate(t.records, t.period, i, i + count, t.tile, alone && drops && t.apart);
    heap.i32[this.counter >> 2] += count * t.period;
    this.at += count * t.period;
    return count * t.period;
  }

  /** Whether neither a later node nor the run's fetches ask for values of a stretch. */
  private unasked(t: Template): boolean { return !t.used && !this.reaches(t); }

  /** Whether the run's fetches need a node of a stretch. */
  private reaches({ from, count, period }: Template): boolean {
    const { needed } = this;
    const end = from + count * period;
    if (this.graph.forward) return needed.length > SCANNED || needed.some((id) => id >= from && id < end);
    // In ascending order: the first that is not before the stretch.
    let [low, high] = [0, needed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (needed[middle] < from) low = middle + 1;
      else high = middle;
    }
    return low < needed.length && needed[low] < end;
  }

  /** Once the run is complete here: takes into account what another engine executes, and executes what it lost; false while it has not finished. */
  joined(): boolean {
    const { helper, drops } = this.session;
    if (!helper || this.away === 0 || this.joint) return true;
    const { heap } = this.graph;
    for (const t of helper.lost()) heap.kernels.runTemplate(t.records, t.period, 0, t.count, t.tile, drops && t.apart && this.unasked(t));
    if (helper.pending > 0) return false;
    heap.i32[this.counter >> 2] += this.away;
    return (this.joint = true);
  }

  /** Nodes of `executed` that another engine has executed. */
  get elsewhere(): number { return this.joint ? this.away : 0; }

  /** Where the next instance begins, or a stretch ends that cannot be executed as a batch. */
  private border(): number {
    const t = this.repeats?.found[this.stretch];
    if (!t) return Infinity;
    if (this.at < t.from) return t.from;
    const over = (this.at - t.from) % t.period;
    return over > 0 ? this.at + t.period - over : t.from + t.count * t.period;
  }

  private compute(id: number): void {
    const fed = this.feeds.get(id);
    if (!fed || this.driven.has(id)) {
      const away = fed ? this.moved.get(id) : undefined;
      const at = this.graph.valueOf(id);
      if (away !== undefined) this.graph.setValue(id, away);
      this.session.current = id;
      if (this.careful) this.session.checkReads(id);
      if (this.session.long) this.announce(id, this.session.long);
      this.host.run(id);
      if (this.session.loose.size > 0) this.place(id);
      if (this.shared && this.graph.classOf(id).op.changes) this.share(id);
      if (away !== undefined) this.graph.setValue(id, at);
      if (fed) this.values.put({ id, index: 0 }, fed);
    }
    this.graph.heap.i32[this.counter >> 2]++;
  }

  private announce(id: number, long: (flops: number) => void): void {
    const { graph, values } = this;
    const { id: of, op, inputs, outputs, attrs } = graph.classOf(id);
    let flops = this.work.get(of);
    if (flops === undefined) {
      flops = 0;
      if (op.flops && outputs.length > 0) {
        const shapes = Array.from({ length: inputs }, (_, i) => values.shape(graph.input(id, i)));
        const batch = Math.max(...shapes.map(([first = 1]) => first));
        flops = op.flops(shapes, outputs.map(({ shape }) => (shape ?? []).map((d) => d ?? batch)), attrs);
      }
      this.work.set(of, flops);
    }
    if (flops >= LONG) long(flops);
  }

  /** Puts variables that have no place of their own where this run finds them, before the first use and after every change. */
  private place(id: number): void {
    const { op } = this.graph.classOf(id);
    if (op.type !== 'VariableV2' && !(op.changes && signatureOf(op.signature).inputs[0]?.ref)) return;
    const own = op.type === 'VariableV2' ? id : op.computes === false ? -1 : this.session.root(id, 0);
    const t = this.session.loose.get(own);
    if (t) this.values.put({ id: own, index: 0 }, t);
  }

  /** Shows a change to all reads of the variable. */
  private share(id: number): void {
    const { graph } = this;
    const { heap } = graph;
    for (const variable of this.session.changedBy(id)) {
      const { bytes } = graph.classOf(variable);
      if (bytes <= 0) continue;
      const from = graph.valueOf(variable);
      for (const reader of this.shared!.readers.get(variable) ?? []) if (graph.classOf(reader).bytes === bytes) heap.u8.copyWithin(graph.valueOf(reader), from, from + bytes);
    }
  }

  private end(): void {
    this.finished = true;
    for (const [id, address] of this.moved) this.graph.setValue(id, address);
    if (this.frames || !this.marks) return;
    for (const id of this.needed) this.graph.setMask(id, this.graph.mask(id) & ~NEEDED);
  }

  /** A copy of a fetched value. Valid until the session's next run. */
  fetch(o: Output): Tensor { return this.frames ? this.frames.fetch(o) : this.values.read(o); }
}

function contiguous(ids: ArrayLike<number>, ascending: boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const from = ids[i];
    // Mostly one range to the end.
    if (ascending && ids[ids.length - 1] - from === ids.length - 1 - i) return [...out, from, from + ids.length - i];
    while (i + 1 < ids.length && ids[i + 1] === ids[i] + 1) i++;
    out.push(from, ids[i] + 1);
  }
  return out;
}
