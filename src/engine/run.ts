/** One session.run under way: executes in slices, so that its owner can listen between them. */
import { HostCompute } from './compute.ts';
import type { Tensor } from './dtype.ts';
import type { Graph } from './graph.ts';
import { CHUNK } from './heap.ts';
import { ALWAYS, NEEDED } from './masks.ts';
import type { Output, State } from './op.ts';
import { Values } from './values.ts';

/** What a run needs of its session. */
export interface Owner extends State {
  readonly always: number;
  current: number;
}

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

  /** Made by Session.run. `grew`: nodes added since the session's last run; `fresh`: a signature not met before. */
  constructor(
    private readonly session: Owner, private readonly graph: Graph, readonly needed: Int32Array,
    private readonly feeds: ReadonlyMap<number, Tensor>, readonly account: 'all' | 'needed', readonly real: boolean,
    readonly grew: number, readonly fresh: boolean,
  ) {
    graph.heap.resetScratch();
    this.counter = graph.heap.scratch(4);
    this.values = new Values(graph);
    this.host = new HostCompute(graph, this.values, session);
    // Feeds first: they may find the memory full, and then no mask must be left set.
    for (const [id, t] of feeds) this.values.feed({ id, index: 0 }, t);
    let extra = 0;
    for (const id of needed) {
      if (!(graph.mask(id) & ALWAYS)) extra++;
      graph.setMask(id, graph.mask(id) | NEEDED);
    }
    this.total = account === 'all' ? session.always + extra : needed.length;
    this.ranges = account === 'all' && real ? [0, graph.nodes] : contiguous(needed);
    this.at = this.ranges[0] ?? 0;
    graph.heap.i32[this.counter >> 2] = 0;
  }

  /** Nodes that the fetches reach and a run computes: what is fed is not. */
  get pruned(): number { return this.needed.length - this.feeds.size; }
  /** Nodes really executed so far. */
  get executed(): number { return this.graph.heap.i32[this.counter >> 2]; }
  get done(): boolean { return this.finished; }
  /** Nodes of the graph gone through, for a progress bar. */
  get position(): number { return this.at; }

  /** Goes through at most about `limit` nodes; true when the run is complete. Throws RunFailure or OutOfMemory: the run is then over. */
  advance(limit: number): boolean {
    if (this.finished) return true;
    const { graph } = this;
    try {
      while (this.range < this.ranges.length) {
        const end = this.ranges[this.range + 1];
        while (this.at < end) {
          if (limit <= 0) return false;
          const stop = Math.min(end, (this.at | (CHUNK - 1)) + 1, this.at + limit);
          const next = graph.heap.kernels.run(this.at, stop, this.counter);
          limit -= next - this.at;
          this.at = next;
          if (next < stop) {
            this.compute(next);
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

  private compute(id: number): void {
    if (!this.feeds.has(id)) {
      this.session.current = id;
      this.host.run(id);
    }
    this.graph.heap.i32[this.counter >> 2]++;
  }

  private end(): void {
    this.finished = true;
    for (const id of this.needed) this.graph.setMask(id, this.graph.mask(id) & ~NEEDED);
  }

  /** A copy of a fetched value. Valid until the session's next run. */
  fetch(o: Output): Tensor { return this.values.read(o); }
}

function contiguous(ids: Int32Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const from = ids[i];
    while (i + 1 < ids.length && ids[i + 1] === ids[i] + 1) i++;
    out.push(from, ids[i] + 1);
  }
  return out;
}
