/** What each line of a script does while it runs: passes, nodes and their makers, and the order of execution. */
import type { Graph } from '../../tf/graph.ts';
import { RECENT, type LineRecord } from './findings.ts';
import type { Plan } from './plan.ts';

/** Steps of the order of execution that are kept. */
export const MOST_STEPS = 100_000;

class Line implements LineRecord {
  passes = 0;
  added = 0;
  last = 0;
  counted = 0;
  inEpochs = 0;
  counts = false;
  readonly ops = new Map<string, number>();
  readonly calls = new Map<string, number>();
  /** Nodes of the last passes that count, and of all last passes: what is told of a line is told of all. */
  private readonly ring: number[] = [];
  private readonly all: number[] = [];
  private fresh = true;

  constructor(readonly line: number) {}

  /** A pass begins; `counts`: it is one that the leak finder looks at. */
  begin(counts: boolean): void {
    this.all[this.passes % RECENT] = 0;
    this.passes++;
    this.last = 0;
    this.fresh = true;
    this.counts = counts;
    if (!counts) return;
    this.ring[this.counted % RECENT] = 0;
    this.counted++;
  }

  add(graph: Graph, from: number, to: number, call: string, inEpoch: boolean): void {
    const nodes = to - from;
    if (this.fresh) {
      this.fresh = false;
      this.ops.clear();
      if (this.counts && inEpoch) this.inEpochs++;
    }
    this.added += nodes;
    this.last += nodes;
    if (this.passes > 0) this.all[(this.passes - 1) % RECENT] += nodes;
    if (this.counts) this.ring[(this.counted - 1) % RECENT] += nodes;
    this.calls.set(call, (this.calls.get(call) ?? 0) + nodes);
    for (let id = from; id < to; id++) {
      const { type } = graph.classOf(id).op;
      this.ops.set(type, (this.ops.get(type) ?? 0) + 1);
    }
  }

  get lately(): number { return this.all.filter((nodes) => nodes > 0).length; }

  get recent(): number[] {
    const at = this.counted % RECENT;
    return this.counted <= RECENT ? this.ring.slice() : [...this.ring.slice(at), ...this.ring.slice(0, at)];
  }
}

export class Lines {
  plan: Plan | null = null;
  /** The statement that is being executed; 0 before the first. */
  statement = 0;
  /** The line within it. */
  private raw = 0;
  private readonly known: (Line | undefined)[] = [];
  private steps: number[] = [];
  private open = false;
  private kept = 0;
  dropped = 0;

  /** @param nodes tells the nodes of the default graph */
  constructor(private readonly nodes: () => number) {}

  /** A line begins: a pass of its statement, unless that is only going on. Lines that the script does not have are passed over. */
  begin(line: number, counts: boolean): void {
    const statement = this.plan?.statement[line];
    if (statement === undefined || line >= this.plan!.statement.length - 1) return;
    const goesOn = statement === this.statement && line !== this.raw;
    this.raw = line;
    if (goesOn) return;
    this.statement = statement;
    this.at(statement).begin(counts);
    this.step(statement);
  }

  /** Execution is back on a line, or in a new function. */
  back(line: number): void {
    const statement = this.plan?.statement[line];
    if (statement === undefined || line >= this.plan!.statement.length - 1) return;
    this.raw = line;
    this.statement = statement;
  }

  at(statement: number): Line { return (this.known[statement] ??= new Line(statement)); }
  /** All that were executed, by line. */
  *records(): Generator<Line> { for (const line of this.known) if (line) yield line; }

  private step(statement: number): void {
    this.close();
    if (this.kept === MOST_STEPS) { this.dropped++; return; }
    this.kept++;
    this.steps.push(statement, 0);
    this.open = true;
  }

  /** The newest step is over: the nodes after it are known. */
  close(): void {
    if (this.open) this.steps[this.steps.length - 1] = this.nodes();
    this.open = false;
  }

  /** Steps since the last time; the one under way waits. */
  takeSteps(): Int32Array<ArrayBuffer> {
    const over = this.open ? this.steps.length - 2 : this.steps.length;
    const taken = Int32Array.from(this.steps.slice(0, over));
    this.steps = this.steps.slice(over);
    return taken;
  }

  /** Columns by line. */
  columns(): { passes: Float64Array<ArrayBuffer>; added: Float64Array<ArrayBuffer>; last: Float64Array<ArrayBuffer> } {
    const size = this.known.length;
    const of = (value: (line: Line) => number): Float64Array<ArrayBuffer> => Float64Array.from({ length: size }, (_, i) => { const line = this.known[i]; return line ? value(line) : 0; });
    return { passes: of((l) => l.passes), added: of((l) => l.added), last: of((l) => l.last) };
  }
}
