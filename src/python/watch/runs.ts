/** Listens to a script's session runs: accounts for each when it is complete, and keeps what it fetched. */
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import { RunFailure, type Output } from '../../engine/op-def.ts';
import type { Run } from '../../engine/run.ts';
import type { Session } from '../../engine/session.ts';
import type { Bundle, ObservedRun, Observer } from '../../tf/context.ts';
import { VALUES_MOST, valuesOf } from '../../handout/run-values.ts';
import type { RunValues } from '../../protocol/inside.ts';
import type { Graph } from '../../tf/graph.ts';
import type { Epochs } from './epochs.ts';
import type { Values } from './values.ts';

interface Surroundings {
  readonly epochs: Epochs;
  readonly values: Values;
  now(): number;
  /** Statement that is being executed. */
  line(): number;
  /** A run on this graph begins: what was built must be accounted for. */
  begins(graph: Graph): void;
  ends(): void;
  /** What a run on this graph has reached. */
  ran(graph: Graph, needed: Int32Array): void;
  /** Whether the script's time is over. */
  overdue(): boolean;
}

/** The script's last run, for the view that looks inside it. */
export interface LastRun {
  readonly engine: Session;
  readonly run: Run;
  readonly graph: Graph;
  /** Nodes that there were. */
  readonly nodes: number;
  readonly feeds: ReadonlyMap<number, HostTensor>;
  /** What was fetched and not fed, and operations that were run without a value. */
  readonly fetches: readonly Output[];
  readonly targets: readonly number[];
  readonly epoch: number;
  readonly at: number;
  /** The session as the run left it: the script may have closed it since. */
  readonly left: { readonly signatures: number; readonly variables: readonly number[] };
  /** What it can be executed with again, from when its session was closed; null: it is open, or was left to Python. */
  values: RunValues | null;
}

interface Going {
  readonly graph: Graph;
  readonly names: readonly string[];
  /** Samples that are fed. */
  readonly batch: number;
  readonly line: number;
  readonly from: number;
  prepared: Pick<LastRun, 'engine' | 'run' | 'feeds' | 'fetches' | 'targets'> | null;
}

export class Runs implements Observer {
  count = 0;
  /** Nodes really executed and seconds of the newest runs, for a rate. */
  readonly speed = { executed: 0, seconds: 0 };
  /** null: the script has run nothing. */
  last: LastRun | null = null;
  /** Innermost last: a run may be started from within another. */
  private readonly open: Going[] = [];

  constructor(private readonly on: Surroundings) {}

  begin({ graph, fetches, feeds }: ObservedRun): void {
    this.on.begins(graph);
    this.open.push({ graph, names: fetches, batch: feeds[0]?.[1][0] ?? 1, line: this.on.line(), from: this.on.now(), prepared: null });
  }

  running(engine: Session, run: Run, feeds: ReadonlyMap<number, HostTensor>, { fetches, targets }: Pick<LastRun, 'fetches' | 'targets'>): void {
    const going = this.open.at(-1);
    if (going) going.prepared = { engine, run, feeds, fetches, targets };
    const advance = run.advance.bind(run);
    run.advance = (limit) => {
      // A loop inside the graph may never end either.
      if (this.on.overdue()) throw new RunFailure('DeadlineExceededError', 'the time of the script is over');
      return advance(limit);
    };
  }

  /** What the session takes with it is kept for the run that is looked into later. */
  closing(engine: Session): void {
    const { last } = this;
    if (last?.engine === engine) last.values = valuesOf(last.graph, engine, last, VALUES_MOST);
  }

  end(values: readonly (HostTensor | Bundle | null)[] | null, executed: number): void {
    const going = this.open.pop();
    if (!going?.prepared || values === null) return;
    const { epochs } = this.on;
    const { engine, run, feeds, fetches, targets } = going.prepared;
    const seconds = (this.on.now() - going.from) / 1000;
    this.count++;
    this.last = { engine, run, graph: going.graph, nodes: going.graph.nodes, feeds, fetches, targets, epoch: epochs.finished + 1, at: epochs.runs, left: { signatures: engine.cachedSignatures, variables: engine.variables }, values: null };
    this.on.ran(going.graph, run.needed);
    // Rates are of the last runs: older ones count less and less.
    this.speed.executed = this.speed.executed * 0.98 + executed;
    this.speed.seconds = this.speed.seconds * 0.98 + seconds;
    epochs.ran(engine, run, feeds, seconds);
    const { loss, accuracy } = this.on.values.take(going.line, this.count, going.names, values);
    if (loss !== null) epochs.loss.add(loss, going.batch);
    if (accuracy !== null) epochs.accuracy.add(accuracy, going.batch);
    this.on.ends();
  }
}
