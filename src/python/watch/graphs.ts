/**
 * The graphs that a script has, each with a ledger of its account. There is one, mostly; what is shown is the sum. A graph is there until the
 * script resets it, or until Python holds nothing that belongs to it any more.
 */
import type { Bytes, Ledger, Place, Traffic } from '../../accounts/ledger.ts';
import { noSeconds, PARTS, type Seconds } from '../../accounts/phases.ts';
import type { Graph } from '../../tf/graph.ts';
import { Covering } from '../../handout/covering.ts';

export interface Entry {
  graph: Graph;
  readonly ledger: Ledger;
  /** As told: what every run executes. */
  covering: Covering;
  /** Nodes that are accounted for. */
  seen: number;
  /** Whether a session has run on it. */
  ran: boolean;
}

export class Graphs {
  private readonly entries = new Map<Graph, Entry>();
  /** Seconds and traffic of graphs that are gone. */
  private readonly late = noSeconds();
  private readonly past: Traffic = { upVideo: 0, downVideo: 0, upMain: 0, downMain: 0, touches: 0, faults: 0 };

  /** @param make a ledger for a graph that is found through the place, now and after a reset */
  constructor(private readonly make: (place: () => Place, graph: Graph) => Ledger) {}

  of(graph: Graph): Entry {
    const found = this.entries.get(graph);
    if (found) return found;
    const place = (): Place => ({ graph: entry.graph, maskVersion: entry.covering.version, executes: (id) => entry.covering.executes(id) });
    const ledger = this.make(place, graph);
    const entry: Entry = { graph, ledger, covering: new Covering(graph), seen: 0, ran: false };
    this.entries.set(graph, entry);
    return entry;
  }

  /** Whether a session has run on a graph. */
  ran(graph: Graph): boolean { return this.entries.get(graph)?.ran ?? false; }
  has(graph: Graph): boolean { return this.entries.has(graph); }
  all(): Iterable<Entry> { return this.entries.values(); }
  get size(): number { return this.entries.size; }
  get nodes(): number {
    let nodes = 0;
    for (const { graph } of this.entries.values()) nodes += graph.nodes;
    return nodes;
  }

  /** The graph was emptied: `next` takes its place. */
  replace(graph: Graph, next: Graph): void {
    const entry = this.of(graph);
    const { nodes } = graph;
    this.entries.delete(graph);
    // The next graph may be known already where the script keeps several.
    if (this.entries.has(next)) { this.leave(entry); return; }
    entry.graph = next;
    entry.covering = new Covering(next);
    entry.seen = 0;
    entry.ran = false;
    this.entries.set(next, entry);
    entry.ledger.cleared(nodes);
  }

  /** Forgets graphs that `alive` does not have; returns how many nodes they had. */
  drop(alive: ReadonlySet<Graph>): number {
    let nodes = 0;
    for (const entry of Array.from(this.entries.values())) {
      if (alive.has(entry.graph)) continue;
      nodes += entry.graph.nodes;
      this.entries.delete(entry.graph);
      this.leave(entry);
    }
    return nodes;
  }

  private leave({ ledger }: Entry): void {
    const seconds = ledger.take();
    for (const p of PARTS) this.late[p] += seconds[p];
    const traffic = ledger.traffic();
    for (const key of TRAFFIC) this.past[key] += traffic[key];
  }

  bytes(): Bytes {
    const sum = { video: 0, main: 0, disk: 0, held: 0, kept: 0, returned: 0, graphDef: 0 };
    for (const { ledger } of this.entries.values()) {
      const b = ledger.bytes();
      for (const key of ['video', 'main', 'disk', 'held', 'kept', 'returned'] as const) sum[key] += b[key];
      // The limit is of one graph.
      sum.graphDef = Math.max(sum.graphDef, b.graphDef);
    }
    return sum;
  }

  traffic(): Traffic {
    const sum = { ...this.past };
    for (const { ledger } of this.entries.values()) {
      const t = ledger.traffic();
      for (const key of TRAFFIC) sum[key] += t[key];
    }
    return sum;
  }

  take(): Seconds {
    const sum = { ...this.late };
    for (const p of PARTS) this.late[p] = 0;
    for (const { ledger } of this.entries.values()) {
      const seconds = ledger.take();
      for (const p of PARTS) sum[p] += seconds[p];
    }
    return sum;
  }

  check(): void { for (const { ledger } of this.entries.values()) ledger.check(); }
}

const TRAFFIC = ['upVideo', 'downVideo', 'upMain', 'downMain', 'touches', 'faults'] as const;
