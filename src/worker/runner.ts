/**
 * The training loop of a program, as a generator of slices: builds, runs, saves, clears and reloads, and accounts for it.
 * A pure function of (config, log of actions) but for what it measures; its owner decides when the next slice runs.
 */
import type { Output } from '../engine/op-def.ts';
import type { Helper } from '../engine/helper.ts';
import { OutOfMemory } from '../engine/heap.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import type { Run } from '../engine/run.ts';
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import { Session, type Files } from '../engine/session.ts';
import { fitted } from '../memory/machines/links.ts';
import { machineFor } from '../memory/machines/own.ts';
import { batches } from '../programs/classifier.ts';
import { programOf } from '../programs/index.ts';
import type { Aside, Digits, Knobs, Line, Model, ModelSpec, Program } from '../programs/program.ts';
import type { Action, Hand, Moment } from '../protocol/action.ts';
import { oversubscribes, type LivePatch, type RunConfig } from '../protocol/config.ts';
import { PHASES, type EventKind, type Phase, type RunEvent } from '../protocol/frame.ts';
import type { CheckpointInfo, ResultRow, RunError } from '../protocol/messages.ts';
import { Context, type Tensor } from '../tf/context.ts';
import type { Bytes, Ledger } from '../accounts/ledger.ts';
import { mismatch } from './checkpoint.ts';
import * as cycle from './cycle.ts';
import { memoryError, runError } from './errors.ts';
import { EpochRecord } from '../accounts/record.ts';
import type { Boundary, ClearedOf, Loop, SavedGraph } from './loop.ts';
import type { Latest } from '../handout/run-graph.ts';
import { Trail } from '../handout/trail.ts';
import { AsTensorFlow } from '../accounts/tensorflow.ts';
import { Told } from '../accounts/told.ts';

export { loading } from '../programs/index.ts';

/** Nodes gone through between two yields: a few milliseconds. */
const SLICE = 32_768;

export interface Host {
  /** Milliseconds, monotonic. */
  now(): number;
  frame(row: Float64Array): void;
  event(event: RunEvent): void;
  /** A node of so many operations begins; nothing is heard before it is over. */
  long?(flops: number): void;
}

export class Runner implements Loop {
  readonly program: Program;
  readonly tf: Context;
  session: Session;
  readonly files: Files = new Map();
  readonly shared = new Map<string, Tensor>();
  readonly ledger: Ledger;
  model: Model | null = null;
  spec: ModelSpec;
  checkpoint: CheckpointInfo | null = null;
  saved: SavedGraph | null = null;
  /** The latest training run of the graph that there is now. */
  latest: Latest | null = null;
  readonly trail = new Trail();
  config: RunConfig;
  moment: Moment = { epoch: 1, run: 0 };
  runsPerEpoch = 1;
  readonly results: ResultRow[] = [];
  error: RunError | null = null;
  /** Actions that took effect, in order: with the config at the start they replay this run. */
  readonly log: Action[] = [];
  progress = { phase: '', done: 0, total: 0 };
  /** Node executions and seconds of the last real runs, measured. */
  speed = { executed: 0, seconds: 0 };
  record: EpochRecord;
  readonly specs: ModelSpec[];
  private readonly waiting: (Hand | LivePatch)[] = [];
  private readonly replay: Action[];
  private second: Helper | null = null;
  /** Whether a run of the loop is under way, what is built for it included: then the graph is of an epoch that is not over. */
  training = false;
  lost: ClearedOf | null = null;
  anew: ClearedOf | null = null;
  private spilled = { main: false, disk: false };
  private lineTotals: number[] = [];
  private modelNumber = 1;
  private modelSeconds = 0;

  /** @param limit greatest bytes of the engine's memory */
  constructor(config: RunConfig, log: readonly Action[], readonly digits: Digits, private readonly host: Host, limit?: number) {
    this.config = { ...config };
    this.replay = [...log];
    this.program = programOf(config.program);
    this.specs = this.program.models(this.knobs);
    this.spec = this.specs[0];
    this.tf = new Context(limit);
    this.session = this.opened();
    const unknown = batches(this.knobs, this.spec.train)[0].length;
    const options = {
      machine: fitted(machineFor(config), config), prefetch: config.prefetch, video: config.video, main: config.main, policy: config.policy, page: config.page,
      seed: config.seed, unified: oversubscribes(config), unknown, graph: this.tf.graph, session: () => this.session,
    };
    this.ledger = config.account === 'told' ? new Told(options) : new AsTensorFlow({ ...options, clearing: () => this.config });
    this.record = this.newRecord(1);
  }

  /** A session of the graph as it is. */
  private opened(): Session {
    const session = new Session(this.tf.graph, this.files);
    session.drops = true;
    session.helper = this.second;
    session.long = this.host.long ?? null;
    return session;
  }

  /** From now on another engine takes part of what old nodes compute. */
  help(second: Helper): void { if (this.second !== second) this.second = this.session.helper = second; }

  get knobs(): Knobs { return this.config; }
  /** What the graph is of: the epoch under way with `run` of its runs over and perhaps the next one `within`, or the last epoch that is over, with no run of the next. */
  get place(): Moment & { within: boolean } {
    const { training, moment: { epoch, run } } = this;
    return { epoch: training || run > 0 ? epoch : epoch - 1, run, within: training };
  }
  get epochsInAll(): number { return this.config.epochs * this.specs.length; }
  get measures(): boolean { return this.config.work === 'real'; }

  /** Asks for something; it takes effect when the run under way is over. */
  ask(what: Hand | LivePatch): void { this.waiting.push(what); }
  /** Whether something asked for has not taken effect yet. */
  get expectant(): boolean { return this.waiting.length > 0; }
  /** The Python text for the config as it will be. */
  script(): Line[] { return this.program.script(this.asked, this.asked); }
  /** The config as it will be when everything asked for has taken effect. */
  get asked(): RunConfig { return Object.assign({ ...this.config }, ...this.waiting.filter((w) => typeof w === 'object')); }

  private newRecord(epoch: number): EpochRecord { return new EpochRecord(epoch, this.modelNumber, this.ledger.traffic(), this.measures); }

  // --- the loop ------------------------------------------------------------------------------------------------------

  *steps(): Generator<Boundary, void> {
    for (const [i, spec] of this.specs.entries()) {
      this.spec = spec;
      this.modelNumber = i + 1;
      this.record = this.newRecord(this.moment.epoch);
      if (i > 0) {
        this.model = null;
        this.event('model', `Model ${i + 1} of ${this.specs.length} begins: ${spec.name}.`, { model: i + 1, name: spec.name });
      }
      for (let e = 1; e <= this.config.epochs; e++) yield* this.epoch(e);
    }
    for (;;) {
      yield 'done';
      yield* this.boundary();
      // More epochs may have been asked for meanwhile; models in succession are finished for good.
      while (!this.program.succession && this.moment.epoch <= this.config.epochs) yield* this.epoch(this.moment.epoch);
    }
  }

  private *epoch(ofModel: number): Generator<Boundary, void> {
    const { moment } = this;
    this.record = this.newRecord(moment.epoch);
    this.trail.epoch(moment.epoch, this.tf.graph.nodes);
    yield* this.boundary();
    const parts = batches(this.knobs, this.spec.train);
    this.runsPerEpoch = parts.length;
    while (moment.run < parts.length) {
      this.training = true;
      yield* this.guarded(() => this.train(parts[moment.run]));
      this.training = false;
      moment.run++;
      yield* this.boundary();
      if (moment.run < parts.length) {
        yield 'run';
        // What was asked for while the run rested here takes effect here, not a run later.
        yield* this.boundary();
      }
    }
    const last = ofModel === this.config.epochs;
    if (this.program.succession && last) yield* this.guarded(() => this.validate());
    if (this.program.succession ? last && this.modelNumber % this.config.every === 0 : moment.epoch % this.config.every === 0) {
      yield* cycle.periodic(this);
    }
    this.finishEpoch(last);
    moment.epoch++;
    moment.run = 0;
    yield 'epoch';
  }

  private finishEpoch(last: boolean): void {
    const { graph } = this.tf;
    const kinds = new Map<string, number>();
    for (const c of graph.classes) kinds.set(c.kind, (kinds.get(c.kind) ?? 0) + c.count);
    const modelled = this.ledger.take();
    this.modelSeconds += PHASES.reduce((sum, p) => sum + modelled[p], 0);
    if (last && this.program.succession) {
      const row = this.results.at(-1);
      if (row && row.model === this.modelNumber) row.seconds = this.modelSeconds;
      this.modelSeconds = 0;
    }
    this.ledger.check();
    this.host.frame(this.record.close({
      nodes: graph.nodes, kinds, bytes: this.ledger.bytes(), traffic: this.ledger.traffic(), modelled,
      signatures: this.session.cachedSignatures, engineBytes: graph.heap.bytes,
    }));
  }

  /** Repeats `work` until it succeeds: an error pauses the run, and what the visitor does about it may mend it. */
  private *guarded(work: () => Generator<Boundary, void>): Generator<Boundary, void> {
    for (;;) {
      try {
        yield* work();
        return;
      } catch (error) {
        if (error instanceof OutOfMemory) this.fail(memoryError(error, this.moment.epoch));
        else if (error instanceof TensorFlowError) this.fail(runError(error, this.moment.epoch));
        else throw error;
      }
      yield* this.stopped();
    }
  }

  fail(error: RunError): void {
    this.error = error;
    this.event('error', error.message, { kind: error.kind });
  }

  /** Waits for the visitor after an error. */
  *stopped(): Generator<Boundary, void> {
    yield 'error';
    this.error = null;
    yield* this.boundary();
  }

  // --- one session.run -----------------------------------------------------------------------------------------------

  /** Builds a model where there is none and initialises it. */
  *ensureModel(phase: Phase): Generator<Boundary, Model> {
    if (this.model) return this.model;
    const { graph } = this.tf;
    const from = graph.nodes;
    const built = this.build(phase, () => {
      if (this.tf.graph.nodes === 0) this.shared.clear();
      return this.program.build(this.tf, this.knobs, this.spec, this.digits, this.shared);
    }, 1);
    const end = graph.nodes;
    yield* this.maintain([], [built.initialise], new Map(), phase);
    this.model = built;
    this.trail.model = [from, end];
    this.anew ??= this.lost;
    this.lost = null;
    return built;
  }

  private *train(samples: readonly number[]): Generator<Boundary, void> {
    const model = yield* this.ensureModel('build');
    yield 'slice';
    const { moment: { epoch, run: at }, runsPerEpoch: runs, config: { fix } } = this;
    const gradients = this.program.gradients?.(this.knobs) ?? (this.config.build === 'everything' ? 1 : 0);
    const step = this.build('build', () => model.step(samples, { epoch, run: at, runs, fix }), gradients);
    yield 'slice';
    for (const aside of step.before ?? []) yield* this.aside(aside);
    const all = this.config.account === 'told';
    const { late } = step;
    const { targets, outputs } = late ? this.build('build', late) : step;
    const { feeds } = step;
    const fetches = [step.loss, step.accuracy, ...outputs];
    const run = this.session.run(fetches, targets, feeds, all ? 'all' : 'needed', this.config.work === 'real');
    const { nodes } = this.tf.graph;
    yield* this.execute(run, 'execute');
    this.latest = { run, epoch, at, nodes, fetches, targets, feeds, signatures: this.session.cachedSignatures };
    this.record.learned(scalar(run, step.loss), scalar(run, step.accuracy), samples.length);
    this.record.set('fetched', run.pruned);
    const { after } = step;
    for (const aside of after ? this.build('build', after) : []) yield* this.aside(aside);
  }

  /** What the loop runs beside the training step. */
  private *aside({ kind, fetches, targets, feeds, got }: Aside): Generator<Boundary, void> {
    const all = kind === 'run' && this.config.account === 'told';
    const run = this.session.run(fetches, targets, feeds, all ? 'all' : 'needed', this.config.work === 'real');
    yield* this.execute(run, kind === 'save' ? 'save' : 'execute');
    got?.(fetches.map((o) => copied(run.fetch(o))));
  }

  /** The model's accuracy on the samples it was not trained on: the last run of each model in succession. */
  private *validate(): Generator<Boundary, void> {
    const { model, spec } = this;
    if (!model || !spec.test) return;
    const all = this.config.account === 'told';
    const run = this.session.run([model.accuracy], [], model.feed(spec.test), all ? 'all' : 'needed', this.config.work === 'real');
    yield* this.execute(run, 'execute');
    const learned = this.record.soFar();
    this.results.push({
      model: this.modelNumber, name: spec.name, nodes: this.tf.graph.nodes, seconds: null,
      values: { loss: learned.loss, 'training accuracy': learned.accuracy, 'validation accuracy': scalar(run, model.accuracy) },
    });
  }

  /** A run of initialisers, save or restore: only what it fetches, in both accounts. */
  *maintain(fetches: readonly Output[], targets: readonly number[], feeds: Parameters<Session['run']>[2], phase: Phase): Generator<Boundary, void> {
    yield* this.execute(this.session.run(fetches, targets, feeds, 'needed'), phase);
  }

  private *execute(run: Run, phase: Phase): Generator<Boundary, void> {
    const total = run.account === 'all' && run.real ? this.tf.graph.nodes : run.needed.length;
    this.progress = { phase, done: 0, total };
    let seconds = 0;
    try {
      for (let over = false; !over;) {
        const from = this.host.now();
        over = run.advance(SLICE);
        seconds += (this.host.now() - from) / 1000;
        this.progress.done = run.position;
        if (!over) yield 'slice';
      }
      let since = this.host.now();
      let busy = seconds;
      this.trail.ran(run.needed);
      this.record.add('executed', run.total);
      this.record.add('runs', 1);
      for (const _ of this.ledger.ran(run, phase)) {
        busy += (this.host.now() - since) / 1000;
        yield 'slice';
        since = this.host.now();
      }
      busy += (this.host.now() - since) / 1000;
      while (!run.joined()) yield 'wait';
      // Two engines at a time take as long as the slower of them.
      if (this.second) seconds = Math.max(seconds, this.second.ended({ nodes: run.executed - run.elsewhere, seconds, busy }, run.elsewhere));
      if (this.measures) this.record.measured(phase, seconds);
      if (phase === 'execute' && this.measures) this.speed = { executed: run.executed, seconds };
    } finally {
      this.progress = { phase: '', done: 0, total: 0 };
    }
    this.notice();
  }

  /** Builds nodes, measured and accounted for. `gradients`: calls of tf.gradients in it. */
  build<T>(phase: Phase, make: () => T, gradients = 0): T {
    return this.make(phase, make, (nodes) => this.ledger.built(phase, nodes, gradients));
  }
  imports<T>(make: () => T): T { return this.make('reload', make, (nodes) => this.ledger.imported(nodes)); }

  private make<T>(phase: Phase, make: () => T, account: (nodes: number) => void): T {
    const { graph } = this.tf;
    const nodes = graph.nodes;
    const from = this.host.now();
    try {
      return make();
    } finally {
      if (this.measures) this.record.measured(phase, (this.host.now() - from) / 1000);
      this.record.add('added', graph.nodes - nodes);
      account(graph.nodes - nodes);
      this.notice();
    }
  }

  /** Peaks, and the first spill into a tier. */
  private notice(): void {
    const bytes = this.ledger.bytes();
    this.record.peaks(this.tf.graph.nodes, bytes);
    this.spill('main', bytes);
    this.spill('disk', bytes);
  }

  private spill(tier: 'main' | 'disk', bytes: Bytes): void {
    const told = this.config.account === 'told';
    if (bytes[tier] > 0 && !this.spilled[tier] && (told || tier === 'disk')) {
      const full = tier === 'main' ? 'Video memory' : 'Main memory';
      const to = tier === 'main' ? 'main memory' : 'disk';
      this.event(`spill-${tier}`, `${full} is full: the graph spills to ${to}.`, { nodes: this.tf.graph.nodes });
    }
    this.spilled[tier] = bytes[tier] > 0;
  }

  // --- actions -------------------------------------------------------------------------------------------------------

  /** Between runs: replays the log's entries of this moment, then does what was asked for, and what is asked for while it rests. */
  private *boundary(): Generator<Boundary, void> {
    while (yield* this.act()) yield 'rest';
  }

  /** All that is due at this moment; true if the visitor asked for some of it. */
  private *act(): Generator<Boundary, boolean> {
    let asked = false;
    for (;;) {
      const next = this.replay[0];
      const due = next && (next.epoch < this.moment.epoch || (next.epoch === this.moment.epoch && next.run <= this.moment.run));
      if (due) this.replay.shift();
      const what = due ? (next.kind === 'hand' ? next.hand : next.patch) : this.waiting.shift();
      if (what === undefined) return asked;
      asked ||= !due;
      const at = { epoch: this.moment.epoch, run: this.moment.run };
      if (typeof what === 'string') {
        this.log.push({ ...at, kind: 'hand', hand: what });
        yield* cycle.byHand(this, what);
      } else {
        this.log.push({ ...at, kind: 'set', patch: what });
        this.apply(what);
      }
    }
  }

  private apply(patch: LivePatch): void {
    this.config = { ...this.config, ...patch };
    if (patch.video !== undefined || patch.main !== undefined) this.ledger.resize(this.config.video, this.config.main);
    if (patch.policy !== undefined) this.ledger.setPolicy(patch.policy);
  }

  /** Where something happens: in a run, after one of several, or (run 0) at the end of an epoch or between two, which is after the former; models begin the latter, and errors are met in it. */
  event(kind: EventKind, text: string, detail: RunEvent['detail'] = {}): void {
    const { training, runsPerEpoch, moment: { epoch, run } } = this;
    const between = !training && run === 0 && kind !== 'model' && kind !== 'error';
    this.host.event({ epoch: between ? epoch - 1 : epoch, run: training ? run + 1 : run % runsPerEpoch, kind, text, detail });
  }

  /** Nodes that each script line has made: in the graph now, and since the run began. */
  lines(): { now: Float64Array<ArrayBuffer>; added: Float64Array<ArrayBuffer> } {
    const now: number[] = [];
    for (const c of this.tf.graph.classes) if (c.line >= 0) now[c.line] = (now[c.line] ?? 0) + c.count;
    const size = Math.max(now.length, this.lineTotals.length);
    const at = (list: number[], i: number): number => list[i] ?? 0;
    return {
      now: Float64Array.from({ length: size }, (_, i) => at(now, i)),
      added: Float64Array.from({ length: size }, (_, i) => at(now, i) + at(this.lineTotals, i)),
    };
  }

  /** Empties the graph; the lines' counts so far are kept. */
  reset(): number {
    const from = this.host.now();
    const nodes = this.tf.graph.nodes;
    const { added } = this.lines();
    this.lineTotals = Array.from(added);
    this.session.close();
    this.tf.reset();
    this.shared.clear();
    this.session = this.opened();
    this.model = null;
    this.latest = null;
    this.trail.reset(this.moment.epoch);
    this.ledger.cleared(nodes);
    this.record.add('cleared', nodes);
    if (this.measures) this.record.measured('clear', (this.host.now() - from) / 1000);
    this.spilled = { main: false, disk: false };
    return nodes;
  }

  /** Puts an uploaded checkpoint on the shelf. Returns why not, or null. */
  shelve(epoch: number, tensors: Parameters<typeof mismatch>[0], bytes: number): string | null {
    const wanted = new Map([...(this.model?.variables ?? [])].map(([name, v]) => [name, { shape: v.dims, optional: this.model!.slots.has(name) }]));
    const why = this.model ? mismatch(tensors, wanted) : null;
    if (why) return why;
    this.files.set(cycle.PATH, tensors);
    this.checkpoint = {
      epoch, bytes, origin: 'upload',
      variables: [...tensors].map(([name, t]) => ({ name, shape: [...t.shape], slot: wanted.get(name)?.optional ?? name.includes('/') })),
    };
    this.event('upload', `A checkpoint of epoch ${epoch} was uploaded; Reload will use it. A link does not carry it.`, { epoch });
    return null;
  }
}

/** Values of a run live until the next one. */
const copied = (t: HostTensor): HostTensor => ({ ...t, data: t.data.slice() });

function scalar(run: Run, o: Output): number {
  const { data } = run.fetch(o);
  return Number(data[0]);
}
