/**
 * One visitor's script in one interpreter, observed while it runs: counts by line, epochs with their account, findings, values, output; all of it
 * reported at most ten times a second. Pure but for what is measured: the same config gives the same rows anywhere. The parity run is script.ts.
 */
import type { Phase } from '../../protocol/frame.ts';
import type { ScriptProblem } from '../../protocol/script.ts';
import { bindings as tensorflow } from '../../tf/bindings/index.ts';
import { Context } from '../../tf/context.ts';
import { Graph } from '../../tf/graph.ts';
import { Bridge, type PythonSide } from '../bridge.ts';
import { oneDisk } from '../files.ts';
import { describeEnd, type Host } from '../host.ts';
import { numpyTables } from '../numpy/index.ts';
import { kindOf, purposeOf } from './calls.ts';
import { Epochs } from './epochs.ts';
import { Lines } from './lines.ts';
import { Loops } from './loops.ts';
import type { Plan } from './plan.ts';
import { inWords } from './problems.ts';
import { Reporter } from './reporter.ts';
import { Runs } from './runs.ts';
import type { Outlet, WatchOptions } from './options.ts';
import { Trails } from './trails.ts';
import { Values } from './values.ts';

/** Bounds of a visitor's script. */
export const GRAPH_BYTES = 1 << 30;
export const SECONDS = 60;
const NAME = 'script.py';
/** Lines between two looks at the clock. */
const LOOK = 63;

interface StartModule {
  connect(describe: string, call: Bridge['call'], free: Bridge['free']): void;
  watch(source: string, name: string, mark: number, plan: (text: string) => void, line: (line: number) => boolean, at: (line: number) => void,
    loop: Loops['mark'], write: (text: string) => void): string;
  callback: PythonSide['callback'];
}

export class Watched {
  readonly tf: Context;
  readonly lines: Lines;
  readonly epochs: Epochs;
  readonly loops: Loops;
  readonly values = new Values();
  readonly runs: Runs;
  readonly trails = new Trails();
  private readonly bridge: Bridge;
  private readonly reporter: Reporter;
  private readonly limit: number;
  private readonly seconds: number;
  private readonly started: number;
  private ticks = 0;
  private stopped: ScriptProblem | null = null;
  /** The call of the API that is under way, its graph's nodes up to now accounted for. */
  private calling = '';
  private since = 0;

  constructor(private readonly host: Host, private readonly options: WatchOptions, private readonly outlet: Outlet) {
    const { config } = options;
    this.limit = options.limit ?? GRAPH_BYTES;
    this.seconds = options.seconds ?? SECONDS;
    this.tf = new Context(this.limit);
    this.bridge = new Bridge(this.tf, [{ name: 'tensorflow', bindings: tensorflow, arrays: false }, { name: 'numpy', bindings: numpyTables({ digits: options.digits }), arrays: true }]);
    this.lines = new Lines(() => this.tf.graph.nodes);
    this.epochs = new Epochs(config);
    this.loops = new Loops({ begins: (model, pass) => this.begins(model, pass), ends: () => this.ends() });
    this.runs = new Runs({
      epochs: this.epochs, values: this.values, now: () => outlet.now(), line: () => this.line,
      begins: (graph) => { this.epochs.graphs.of(graph); this.settle(); this.trails.runs(graph); },
      ends: () => { this.since = outlet.now(); this.look(); },
      ran: (graph, needed) => this.trails.ran(graph, needed),
      overdue: () => { this.look(); return this.stopped !== null; },
    });
    this.reporter = new Reporter(this, options, outlet);
    this.started = outlet.now();
  }

  /** Milliseconds since Python stood. */
  get elapsed(): number { return this.outlet.now() - this.started; }
  get line(): number { return this.lines.statement; }
  get source(): string { return this.options.config.source; }
  get account(): 'told' | 'tensorflow' { return this.options.config.account; }

  /** Runs the script to its end, and reports it. Throws only where the playground itself is broken. */
  play(): void {
    const { tf, bridge, host } = this;
    const start = host.python.pyimport('_start') as unknown as StartModule;
    start.connect(bridge.describe(), (code, text) => this.call(code, text), bridge.free);
    bridge.python = { callback: start.callback };
    oneDisk(tf, host.python.FS);
    this.hook();
    tf.observer = this.runs;
    this.reporter.begin();
    let problem: ScriptProblem | null;
    try {
      const { source, mark } = this.options.config;
      problem = JSON.parse(start.watch(source, NAME, mark, this.planned, this.begin, this.back, this.loops.mark, this.reporter.print)) as ScriptProblem | null;
    } catch (error) {
      const { type, message } = describeEnd(error);
      problem = { type, line: this.line || null, message };
    }
    tf.observer = null;
    this.finish(this.stopped ?? (problem && inWords(problem, this.limit)));
  }

  private finish(problem: ScriptProblem | null): void {
    if (problem) {
      const where = problem.line === null ? '' : ` in line ${problem.line}`;
      this.epochs.event('error', `${problem.type}${where}: ${problem.message.split('\n')[0]}`, { kind: problem.type, line: problem.line ?? 0 });
    } else if (this.loops.plan?.epochs.length === 0 && this.lines.statement > 0) this.ends();
    this.lines.close();
    this.reporter.end(problem);
  }

  /** What tf/ tells only to whom replaces its functions: a reset of the default graph, a checkpoint's tensors. */
  private hook(): void {
    const { tf } = this;
    const reset = tf.reset.bind(tf);
    tf.reset = () => {
      this.settle();
      const before = tf.graph;
      const from = this.outlet.now();
      reset();
      if (this.loops.open || this.epochs.finished > 0) this.trails.cleared(tf.graph, this.epochs.finished + 1);
      this.epochs.cleared(before, tf.graph, (this.outlet.now() - from) / 1000);
    };
    const { files } = tf;
    const set = files.set.bind(files);
    files.set = (path, tensors) => {
      this.epochs.writes(path, tensors);
      return set(path, tensors);
    };
  }

  // --- what Python tells ---------------------------------------------------------------------------------------------

  private readonly planned = (text: string): void => {
    const plan = JSON.parse(text) as Plan;
    this.lines.plan = plan;
    this.loops.plan = plan;
    this.values.plan = plan;
  };

  /** A line begins (below zero: one of a lambda or a generator, which is part of its statement). True: the script is to stop. */
  private readonly begin = (line: number): boolean => {
    if (line < 0) this.lines.back(-line);
    else this.lines.begin(line, this.epochs.graphs.ran(this.tf.graph));
    if ((++this.ticks & LOOK) === 0) this.look();
    return this.stopped !== null;
  };

  private readonly back = (line: number): void => this.lines.back(line);

  private look(): void {
    if (this.stopped === null && this.elapsed > this.seconds * 1000) {
      this.stopped = { type: 'TimeoutError', line: this.line, message: `The script was stopped after ${this.seconds} seconds: that is how long a script may run here.` };
    }
    this.reporter.look();
  }

  private begins(model: number, pass: number): void {
    this.settle();
    if (this.options.config.finalize && pass === 2) this.tf.graph.finalized = true;
    if (model > this.epochs.model) this.epochs.event('model', `Model ${model} begins.`, { model });
    this.epochs.begin(model);
    this.trails.epoch(this.tf.graph, this.epochs.finished + 1);
  }

  private ends(): void {
    this.settle();
    this.epochs.dropDead(() => this.alive());
    this.epochs.finish();
    this.reporter.look();
  }

  /** Graphs that Python holds something of, and the default ones. */
  private alive(): Set<Graph> {
    const alive = new Set<Graph>([this.tf.graph]);
    for (const object of this.bridge.heldObjects()) {
      if (object instanceof Graph) alive.add(object);
      else if ('graph' in object && object.graph instanceof Graph) alive.add(object.graph);
    }
    return alive;
  }

  // --- calls of the API ----------------------------------------------------------------------------------------------

  private call(code: number, text: string): ReturnType<Bridge['call']> {
    const { maker } = this.tf.graph;
    const outer = this.calling;
    const { line, kind } = maker;
    if (outer !== '') this.settle();
    this.calling = this.bridge.names[code];
    maker.line = this.lines.statement;
    maker.kind = kindOf(this.calling);
    this.since = this.outlet.now();
    try {
      return this.bridge.call(code, text);
    } finally {
      this.settle();
      this.calling = outer;
      maker.line = line;
      maker.kind = kind;
    }
  }

  /** Accounts for the nodes that were made since the last time, as the work of the call under way. */
  private settle(): void {
    const { graphs } = this.epochs;
    const { graph } = this.tf;
    if (graph.nodes > 0 && !graphs.has(graph)) graphs.of(graph);
    for (const entry of graphs.all()) if (entry.graph.nodes > entry.seen) this.add(entry.graph, entry.seen);
  }

  private add(graph: Graph, from: number): void {
    const { calling } = this;
    const purpose = purposeOf(calling);
    const phase: Phase = purpose === 'saver' ? 'save' : purpose === 'restore' ? 'reload' : 'build';
    const gradients = purpose === 'gradients' || calling === 'Optimizer.minimize' ? 1 : 0;
    const now = this.outlet.now();
    this.lines.at(this.line).add(graph, from, graph.nodes, calling, this.loops.open);
    this.epochs.built(graph, phase, gradients, (now - this.since) / 1000);
    this.since = now;
  }
}
