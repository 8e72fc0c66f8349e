/**
 * A second engine in a worker of its own, which executes stretches of old nodes while the first goes on: the messages between them, and
 * who executes what. Nothing is shared: values that stretches use are sent with each run, and their own stay where they are.
 */
import { describe, feedsOf, type Helper, type Own, type Shipment } from '../engine/helper.ts';
import { OutOfMemory } from '../engine/heap.ts';
import type { Graph } from '../engine/graph.ts';
import type { Output } from '../engine/op-def.ts';
import { Stretches } from '../engine/stretch.ts';
import type { Template } from '../engine/templates.ts';

export type SecondAsk =
  | { type: 'make'; stretch: number; shipment: Shipment }
  | { type: 'run'; stretch: number; /** which asking this is: a run that failed may have asked before */ ticket: number; values: Float32Array[] }
  | { type: 'forget' };
export type SecondAnswer = { type: 'made'; stretch: number } | { type: 'done'; ticket: number; seconds: number } | { type: 'failed' };

/** Share of the graph's nodes that goes to the second engine: at most, and before anything is known of its speed. */
const MOST = 0.62;
const FIRST = 0.5;
const SMALLEST = 0.1;
/** What a share rises by where it was too small for any stretch: only what is given can show the second engine to be fast again. */
const RISE = 1.02;
/** Of what a run shows, so much counts at once: either engine is held up now and then by what else a machine does. */
const WEIGHT = 0.15;
/** Below so many nodes a message costs more than it saves. */
const LEAST = 16_384;

/** A stretch that was sent. Making it takes time: no run waits for that, it is given away once it is `there`. */
interface Sent { readonly stretch: number; readonly fed: Output[]; there: boolean }

/** The first engine's side. */
export class Second implements Helper {
  private graph: Graph | null = null;
  /** Data of constants that were sent: which it is, by address. */
  private data = new Map<number, number>();
  private shipped = new Map<Template, Sent | null>();
  private stretches = 0;
  /** Nodes that were sent; that the run `asking` has given away; and the share that a run may. */
  private nodes = 0;
  private asking: object | null = null;
  private given = 0;
  /** Whether that run was given nothing because of its share. */
  private withheld = false;
  private share = FIRST;
  private tickets = 0;
  /** What was asked and is not answered, by ticket. */
  private readonly open = new Map<number, Template>();
  private failed = false;
  private spent = 0;
  /** Called after each answer and when there will be none any more, for whoever waits. */
  heard: (() => void) | null = null;

  constructor(private readonly send: (ask: SecondAsk) => void) {}

  get pending(): number { return this.open.size; }

  begins(graph: Graph, t: Template, run: object): boolean {
    if (this.failed) return false;
    if (graph !== this.graph) this.forget(graph);
    if (run !== this.asking) {
      this.asking = run;
      this.given = this.spent = 0;
      this.withheld = false;
    }
    let sent = this.shipped.get(t);
    const nodes = t.count * t.period;
    if (this.given + nodes > this.share * graph.nodes) {
      this.withheld ||= this.given === 0;
      return false;
    }
    if (sent === undefined) {
      if (nodes < LEAST || this.nodes + nodes > MOST * graph.nodes) return false;
      const shipped = describe(graph, t, this.data);
      sent = shipped && { stretch: this.stretches++, fed: shipped.fed, there: false };
      this.shipped.set(t, sent);
      if (sent) {
        this.nodes += nodes;
        this.send({ type: 'make', stretch: sent.stretch, shipment: shipped!.shipment });
      }
    }
    if (!sent?.there) return false;
    this.given += nodes;
    const ticket = this.tickets++;
    this.open.set(ticket, t);
    this.send({ type: 'run', stretch: sent.stretch, ticket, values: feedsOf(graph, sent.fed) });
    return true;
  }

  lost(): Template[] {
    if (!this.failed) return [];
    const all = [...this.open.values()];
    this.open.clear();
    return all;
  }

  ended(own: Own, away: number): number {
    const { spent } = this;
    this.spent = 0;
    const nodes = own.nodes + away;
    if (away > 0 && spent > 0 && own.nodes > 0 && own.seconds > 0) {
      // The share at which both are over at the same time, as fast as each was: there, share · there; here, the rest and all that is not execution.
      const [here, there] = [own.seconds / own.nodes, spent / away];
      const best = ((own.busy - own.seconds) / nodes + here) / (here + there);
      this.share += (Math.min(MOST, Math.max(SMALLEST, best)) - this.share) * WEIGHT;
    } else if (away === 0 && this.withheld) {
      this.withheld = false;
      this.share = Math.min(FIRST, this.share * RISE);
    }
    return spent;
  }

  /** An answer of the other side. */
  hear(answer: SecondAnswer): void {
    if (answer.type === 'failed') { this.fail(); return; }
    if (answer.type === 'made') {
      for (const sent of this.shipped.values()) if (sent?.stretch === answer.stretch) sent.there = true;
      return;
    }
    if (this.open.delete(answer.ticket)) this.spent += answer.seconds;
    this.heard?.();
  }

  /** It will not answer any more; what it had begun is executed here. */
  fail(): void {
    this.failed = true;
    this.heard?.();
  }

  private forget(graph: Graph): void {
    this.graph = graph;
    this.shipped = new Map();
    this.data = new Map();
    this.nodes = this.spent = 0;
    this.open.clear();
    this.send({ type: 'forget' });
  }
}

/** The second engine's side: answers each ask. */
export class SecondEngine {
  private stretches = new Stretches();
  /** Numbers of stretches there, by those of the first engine. */
  private readonly made = new Map<number, number>();

  constructor(private readonly now: () => number) {}

  answer(ask: SecondAsk): SecondAnswer | null {
    if (ask.type === 'forget') {
      this.stretches = new Stretches();
      this.made.clear();
      return null;
    }
    try {
      if (ask.type === 'make') {
        const stretch = this.stretches.add(ask.shipment);
        this.stretches.rehearse(stretch);
        this.made.set(ask.stretch, stretch);
        return { type: 'made', stretch: ask.stretch };
      }
      const from = this.now();
      const stretch = this.made.get(ask.stretch);
      if (stretch === undefined) return { type: 'failed' };
      this.stretches.run(stretch, ask.values);
      return { type: 'done', ticket: ask.ticket, seconds: (this.now() - from) / 1000 };
    } catch (error) {
      if (error instanceof OutOfMemory) return { type: 'failed' };
      throw error;
    }
  }
}
