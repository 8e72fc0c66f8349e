/** The nodes of the run's graph, looked at beside it: what has changed since the last look, a little between slices of the run. Loaded when asked for. */
import { factsOf, FieldColumn, type FieldSource, type Pages } from '../handout/field.ts';
import type { FieldLook, FieldOrder, NodeLook, NodeOrder } from '../protocol/field.ts';
import { Ownership } from './memory-look.ts';
import type { Runner } from './runner.ts';

/** Milliseconds from one look to the next at least; looks that take long are taken more seldom. */
const PAUSE = 150;
const SHARE = 5;
const WORK = 8;
const NAP = 40;

export interface FieldPort {
  now(): number;
  field(look: FieldLook, buffers: ArrayBuffer[]): void;
  node(look: NodeLook): void;
}

/** What the run knows of its graph. The pages are looked at as the memory view does. */
export function sourceOf(runner: Runner, ownership: Ownership): FieldSource {
  const { trail, latest, tf: { graph }, config: { page } } = runner;
  return {
    graph, trail,
    latest: latest && { needed: latest.run.needed, nodes: latest.nodes, all: latest.run.account === 'all' },
    *pages(): Generator<void, Pages> {
      const { tiers, top, size, pieces } = runner.ledger.memory();
      yield* ownership.update(graph, page, trail.model, size, pieces);
      const tier = tiers.snapshot();
      if (top === 1) for (let p = 0; p < tier.length; p++) tier[p]++;
      return { first: ownership.columns(tier.length).first, tier, size };
    },
  };
}

/** Obeys the page's orders: the field, and one node of it. */
export class FieldWatch {
  private order: FieldOrder | null = null;
  private wanted: NodeOrder | null = null;
  private answered = true;
  private of: { runner: Runner; graph: unknown; ownership: Ownership } | null = null;
  private graphs = 0;
  private column: FieldColumn | null = null;
  private steps: Generator<void, () => void> | null = null;
  private seen: readonly unknown[] = [];
  private due = 0;
  private spent = 0;

  constructor(private readonly port: FieldPort) {}

  obey(order: FieldOrder): void {
    this.order = order.on ? order : null;
    this.column = this.steps = null;
    this.seen = [];
    this.due = 0;
  }

  name(order: NodeOrder): void {
    this.wanted = order.on && order.node >= 0 ? order : null;
    this.answered = this.wanted === null;
  }

  /** Some milliseconds of it. Milliseconds after which another turn is wanted; null: when something has happened. */
  turn(runner: Runner): number | null {
    if (!this.order && this.answered) return null;
    const from = this.port.now();
    const { tf: { graph } } = runner;
    if (this.of?.runner !== runner || this.of.graph !== graph) {
      if (this.of?.graph !== graph) this.graphs++;
      this.of = { runner, graph, ownership: new Ownership() };
      this.column = this.steps = null;
      this.seen = [];
      this.due = 0;
    }
    this.steps ??= this.next(runner, this.of.ownership, from);
    if (!this.steps) return this.fresh(runner) ? Math.min(NAP, this.due - from) : null;
    for (;;) {
      const next = this.steps.next();
      const now = this.port.now();
      if (next.done) {
        this.spent += now - from;
        this.steps = null;
        next.value();
        return 0;
      }
      if (now - from < WORK) continue;
      this.spent += now - from;
      return 0;
    }
  }

  private state({ moment, training, latest, tf: { graph }, ledger, config }: Runner): unknown[] {
    return [graph.nodes, moment.epoch, moment.run, training, latest, this.order?.by === 'tier' ? ledger.traffic().touches : 0, config.page, config.video, config.main];
  }
  private fresh(runner: Runner): boolean {
    return this.order !== null && this.state(runner).some((part, i) => part !== this.seen[i]);
  }

  /** The node that was asked for first; else the field, where something has changed and it is due. */
  private next(runner: Runner, ownership: Ownership, now: number): Generator<void, () => void> | null {
    const { wanted, order } = this;
    if (wanted && !this.answered) {
      this.answered = true;
      return this.describe(sourceOf(runner, ownership), wanted);
    }
    if (!order || this.due > now || !this.fresh(runner)) return null;
    this.seen = this.state(runner);
    this.spent = 0;
    return this.look(runner, sourceOf(runner, ownership), order);
  }

  private *describe(source: FieldSource, { id, node }: NodeOrder): Generator<void, () => void> {
    const pages = source.pages();
    let next = pages.next();
    // A large graph is gone through first: what else is known need not wait.
    if (!next.done) this.port.node({ id, node: factsOf(source, node, null) });
    while (!next.done) {
      yield;
      next = pages.next();
    }
    const { value } = next;
    return () => this.port.node({ id, node: factsOf(source, node, value) });
  }

  private *look({ place, config }: Runner, source: FieldSource, { id, by }: FieldOrder): Generator<void, () => void> {
    const column = (this.column ??= new FieldColumn(by));
    const change = yield* column.update(source);
    return () => {
      this.due = this.port.now() + Math.max(PAUSE, SHARE * this.spent);
      // What was said of the node may have changed.
      this.answered = this.wanted === null;
      const look: FieldLook = { id, by, ...place, graph: this.graphs, real: config.work === 'real', ...change };
      this.port.field(look, [look.codes.buffer, look.counts.buffer]);
    };
  }
}
