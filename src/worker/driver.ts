/**
 * Drives a Runner in the worker: slices of some milliseconds between which commands are heard, frames and status posted at
 * most once per animation frame, speed and stepping. Knows nothing of `self`: worker.ts gives it a port.
 */
import { OutOfMemory } from '../engine/heap.ts';
import { loading } from '../programs/index.ts';
import type { Digits } from '../programs/program.ts';
import { buffersIn } from '../lib/buffers.ts';
import type { RunEvent } from '../protocol/frame.ts';
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { MemoryOrder } from '../protocol/memory.ts';
import type { RunGraph } from '../protocol/inside.ts';
import type { Command, Report, RunState, Status } from '../protocol/messages.ts';
import { decode, encode } from './checkpoint.ts';
import { PATH } from './cycle.ts';
import { importFor } from './importing.ts';
import type { Boundary } from './loop.ts';
import { batchOf } from '../accounts/record.ts';
import { Runner } from './runner.ts';
import type { FieldWatch } from './field-look.ts';
import type { Second } from './second.ts';
import type { MemoryWatch } from './memory-look.ts';
import { Watch } from './watch.ts';

/** Milliseconds of work between two looks at the mailbox. */
const WORK = 10;
/** Milliseconds between two posts: every other animation frame, so that the page has time to draw. */
const POST = 32;
/** Operations that a slow device does in a second at least: a twentieth of what was measured on two shared cores. */
const SLOWEST = 1e8;
/** Nodes from which on a second engine is worth its worker. */
const MANY = 300_000;

export interface Port {
  post(report: Report, transfer: Transferable[]): void;
  now(): number;
  /** Calls back after pending messages have been heard; `delay` in milliseconds. */
  later(callback: () => void, delay: number): void;
}

/** Something of the session's graph that is written for the page. */
interface Errand<G extends SessionGraph | RunGraph = SessionGraph | RunGraph> {
  nodes: number;
  steps: Generator<number, G>;
  told: number;
  answer(graph: G | Failed): void;
}
type Failed = Extract<SessionGraph, { kind: 'failed' }>;

type Want = 'stop' | 'run' | 'epoch' | 'play';

export class Driver {
  private runner: Runner | null = null;
  private steps: Generator<Boundary, void> | null = null;
  private run = 0;
  private state: RunState = 'paused';
  /** How far to go before stopping. */
  private want: Want = 'stop';
  private seek: number | null = null;
  private speed = Infinity;
  private due = 0;
  private processors = 1;
  private second: Promise<Second> | null = null;
  /** Whether the run can go on only when the second engine has answered. */
  private awaited = false;
  /** When the next turn is, by the port's clock. */
  private turn = Infinity;
  private rows: Float64Array[] = [];
  private events: RunEvent[] = [];
  private posted = -Infinity;
  private dirty = false;
  /** The loop was started for an action and has not come to rest yet. */
  private unrested = false;
  /** What is written for the page, a little between slices of the run, one after the other. */
  private errands: Errand[] = [];

  /** Takes pictures of what is learned, a little between slices of the run. */
  private readonly watch = new Watch({
    now: () => this.port.now(),
    post: (look, buffers) => this.port.post({ type: 'look', run: this.run, look }, buffers),
    wake: () => this.schedule(0),
  });

  /** Looks at the pages of the modelled machine, loaded when first asked for. */
  private pages: Promise<MemoryWatch> | null = null;
  private turnOfPages: MemoryWatch | null = null;
  /** Looks at the nodes of the graph, likewise. */
  private nodes: Promise<FieldWatch> | null = null;
  private turnOfNodes: FieldWatch | null = null;

  /** Commands that have not been obeyed yet: those behind a program that is being loaded. */
  private readonly waiting: Command[] = [];
  private obeying = false;

  constructor(private readonly port: Port, private readonly digits: Digits) {}

  /** Obeys at once, or, while the code of a program is being loaded, when that is there. Rejects where it cannot be loaded. */
  async handle(command: Command): Promise<void> {
    this.waiting.push(command);
    if (this.obeying) return;
    this.obeying = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        const wait = next.type === 'start' ? loading(next.config) : null;
        if (wait) await wait;
        const more = importFor(next);
        if (more) await more;
        this.obey(next);
      }
    } finally {
      this.obeying = false;
    }
  }

  private obey(command: Command): void {
    switch (command.type) {
      case 'start': this.start(command); break;
      case 'play': this.go('play'); break;
      case 'pause': this.want = 'stop'; this.seek = null; if (this.state === 'running' || this.state === 'seeking') this.state = 'paused'; break;
      case 'step': this.go(command.unit); break;
      case 'speed': this.speed = command.speed; this.due = 0; break;
      case 'set': this.runner?.ask(command.patch); this.introduce(); break;
      case 'hand': this.runner?.ask(command.hand); break;
      case 'download': this.download(); break;
      case 'upload': this.upload(new Uint8Array(command.bytes), command.name); break;
      case 'graph': this.exportGraph(); return;
      case 'run-graph': this.exportRun(); return;
      case 'look': this.watch.obey(command.order); this.schedule(0); return;
      case 'memory': this.lookAtMemory(command.order); return;
      case 'field': this.lookAtNodes((nodes) => nodes.obey(command.order)); return;
      case 'node': this.lookAtNodes((nodes) => nodes.name(command.order)); return;
      case 'ping': this.post(true); this.port.post({ type: 'pong', id: command.id }, []); return;
    }
    this.dirty = true;
    this.post(true);
    this.schedule(0);
  }

  private start(c: Extract<Command, { type: 'start' }>): void {
    this.run = c.run;
    this.rows = [];
    this.events = [];
    this.errands = [];
    this.speed = c.speed;
    this.processors = c.processors ?? 1;
    this.due = 0;
    this.runner = new Runner(c.config, c.log, this.digits, {
      now: () => this.port.now(),
      frame: (row) => this.rows.push(row),
      event: (e) => this.events.push(e),
      long: (flops) => this.port.post({ type: 'long', run: this.run, seconds: flops / SLOWEST }, []),
    });
    this.steps = this.runner.steps();
    // Nothing lies before the first epoch: that is only a pause.
    this.seek = c.at === 0 ? null : c.at;
    this.state = 'paused';
    this.want = 'stop';
    this.introduce();
    if (this.seek !== null || (c.play && c.at === null)) this.go('play');
  }

  private go(want: Want): void {
    if (!this.runner) return;
    this.want = want;
    this.state = this.seek !== null ? 'seeking' : 'running';
    this.due = 0;
  }

  /** Title and script of the program as now configured. */
  private introduce(): void {
    if (this.runner) this.port.post({ type: 'ready', run: this.run, title: this.runner.program.title, script: this.runner.script() }, []);
  }

  private schedule(delay: number): void {
    const at = this.port.now() + delay;
    if (at >= this.turn) return;
    this.turn = at;
    this.port.later(() => {
      if (this.turn !== at) return; // another came before it
      this.turn = Infinity;
      this.pump();
    }, delay);
  }

  private pump(): void {
    if (this.errands.length > 0) this.runErrand(this.errands[0]);
    const { runner, steps } = this;
    if (!runner || !steps) return;
    this.advance(runner, steps);
    const nap = Math.min(this.watch.turn(runner) ?? Infinity, this.turnOfPages?.turn(runner) ?? Infinity, this.turnOfNodes?.turn(runner) ?? Infinity);
    if (nap < Infinity) this.schedule(nap);
  }

  private advance(runner: Runner, steps: Generator<Boundary, void>): void {
    // What is asked for while nothing runs is done at once; it takes the loop to its next rest, not further.
    const resting = this.want === 'stop';
    if (resting && !runner.expectant && !this.unrested) { this.post(true); return; }
    this.unrested ||= resting;
    const until = this.port.now() + WORK;
    this.awaited = false;
    while (this.port.now() < until) {
      if (!resting && this.seek === null && this.due > this.port.now()) {
        this.post(false);
        this.schedule(Math.min(50, this.due - this.port.now()));
        return;
      }
      if (!this.step(runner, steps)) break;
    }
    const more = this.want !== 'stop' || runner.expectant || this.unrested;
    // What the loop came to rest at must not wait for another command.
    this.post(!more);
    if (more && (!this.awaited || this.errands.length > 0)) this.schedule(0);
  }

  /** One slice; false when the loop should look up. */
  private step(runner: Runner, steps: Generator<Boundary, void>): boolean {
    let boundary: Boundary;
    try {
      const next = steps.next();
      boundary = next.done ? 'done' : next.value;
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      boundary = 'error';
    }
    this.dirty = true;
    if (boundary === 'slice') return true;
    if (boundary === 'wait') { this.awaited = true; return false; }
    if (boundary === 'epoch') this.getHelp(runner);
    this.unrested = false;
    if (boundary === 'rest') {
      if (this.want === 'stop' && this.state === 'error') this.state = 'paused';
      return this.want !== 'stop';
    }
    if (boundary === 'error') { this.stop('error'); return false; }
    if (boundary === 'done') { this.stop('done'); return false; }
    if (this.want === 'run') { this.stop('paused'); return false; }
    if (boundary === 'epoch') {
      if (this.want === 'epoch') { this.stop('paused'); return false; }
      if (this.seek !== null && runner.moment.epoch > this.seek) { this.stop('paused'); return false; }
      if (this.want === 'play' && Number.isFinite(this.speed)) {
        const now = this.port.now();
        this.due = Math.max(this.due + 1000 / this.speed, now - 100);
        if (this.due > now) return true;
      }
    }
    return true;
  }

  /** Once old nodes are many and each is really executed, a second engine takes part of them. Where none can be had, the run goes on alone. */
  private getHelp(runner: Runner): void {
    if (this.processors < 2 || !runner.measures || runner.tf.graph.nodes < MANY) return;
    this.second ??= import('./second-start.ts').then(({ startSecond }) => startSecond());
    this.second.then((second) => {
      second.heard ??= () => { if (this.awaited) this.schedule(0); };
      if (runner === this.runner) runner.help(second);
    }, () => { this.processors = 1; });
  }

  private stop(state: RunState): void {
    this.want = 'stop';
    this.seek = null;
    this.state = state;
    this.dirty = true;
  }

  private download(): void {
    const { runner } = this;
    const tensors = runner?.files.get(PATH);
    if (!runner?.checkpoint || !tensors) {
      this.notice('error', 'There is no checkpoint to download yet: save first.');
      return;
    }
    const { epoch } = runner.checkpoint;
    const { buffer } = encode({ epoch, tensors });
    this.port.post({ type: 'checkpoint', run: this.run, bytes: buffer, name: `${runner.config.program}-epoch-${epoch}.safetensors` }, [buffer]);
  }

  private upload(bytes: Uint8Array, name: string): void {
    const { runner } = this;
    if (!runner) return;
    const read = decode(bytes);
    const why = typeof read === 'string' ? read : runner.shelve(read.epoch, read.tensors, bytes.length);
    if (why) this.notice('error', `${name} was not taken: ${why}. The run is untouched.`);
    else this.notice('info', `${name} is on the shelf; Reload will use it.`);
  }

  private exportGraph(): void {
    const { run, runner } = this;
    if (!runner) return;
    const { graph } = runner.tf;
    const answer = (exported: SessionGraph): void => this.port.post({ type: 'graph', run, graph: exported }, buffersIn(exported));
    void import('./graph-export.ts').then(
      ({ exportSession }) => this.send({ nodes: graph.nodes, steps: exportSession(runner), told: this.port.now(), answer }, run),
      () => answer({ kind: 'failed', why: 'unavailable', text: '' }),
    );
  }

  private exportRun(): void {
    const { run, runner } = this;
    if (!runner) return;
    const { tf: { graph }, session, latest, config: { program } } = runner;
    const answer = (exported: RunGraph): void => this.port.post({ type: 'run-graph', run, graph: exported }, buffersIn(exported));
    void import('../handout/run-graph.ts').then(
      ({ exportRun }) => this.send({ nodes: latest?.run.needed.length ?? 1, steps: exportRun(graph, session, latest, { program }), told: this.port.now(), answer }, run),
      () => answer({ kind: 'failed', why: 'unavailable', text: '' }),
    );
  }

  /** Sends somebody on an errand, unless another run has begun meanwhile. */
  private send<G extends SessionGraph | RunGraph>(errand: Errand<G>, run: number): void {
    if (run !== this.run) return;
    this.errands.push(errand);
    this.schedule(0);
  }

  /** Some milliseconds of it, before the run goes on. What goes wrong with it, such as too little memory, does not touch the run. */
  private runErrand(errand: Errand): void {
    const until = this.port.now() + WORK;
    do {
      let next: IteratorResult<number, SessionGraph | RunGraph>;
      try {
        next = errand.steps.next();
      } catch (error) {
        next = { done: true, value: { kind: 'failed', why: 'broken', text: error instanceof Error ? error.message : String(error) } };
      }
      if (next.done) {
        this.errands.shift();
        errand.answer(next.value);
        break;
      }
      if (this.port.now() - errand.told > 8 * POST) {
        errand.told = this.port.now();
        this.port.post({ type: 'graph-progress', run: this.run, share: next.value / errand.nodes }, []);
      }
    } while (this.port.now() < until);
    if (this.errands.length > 0) this.schedule(0);
  }

  private lookAtMemory(order: MemoryOrder): void {
    this.pages ??= import('./memory-look.ts').then(({ MemoryWatch }) => (this.turnOfPages = new MemoryWatch({
      now: () => this.port.now(),
      post: (look, buffers) => this.port.post({ type: 'memory', run: this.run, look }, buffers),
    })));
    this.pages.then((pages) => { pages.obey(order); this.schedule(0); }, () => { this.pages = null; this.port.post({ type: 'memory', run: this.run, look: null }, []); });
  }

  private lookAtNodes(order: (nodes: FieldWatch) => void): void {
    this.nodes ??= import('./field-look.ts').then(({ FieldWatch }) => (this.turnOfNodes = new FieldWatch({
      now: () => this.port.now(),
      field: (look, buffers) => this.port.post({ type: 'field', run: this.run, look }, buffers),
      node: (look) => this.port.post({ type: 'node', run: this.run, look }, []),
    })));
    this.nodes.then((nodes) => { order(nodes); this.schedule(0); }, () => { this.nodes = null; this.port.post({ type: 'field', run: this.run, look: null }, []); });
  }

  private notice(level: 'info' | 'error', text: string): void { this.port.post({ type: 'notice', run: this.run, level, text }, []); }

  /** Posts rows, events and status, at most once per animation frame unless `now`. */
  private post(now: boolean): void {
    const { runner } = this;
    if (!runner || (!now && this.port.now() - this.posted < POST)) return;
    if (!this.dirty && this.rows.length === 0 && this.events.length === 0) return;
    this.posted = this.port.now();
    this.dirty = false;
    if (this.rows.length > 0 || this.events.length > 0) {
      const batch = batchOf(this.rows);
      const { events } = this;
      this.rows = [];
      this.events = [];
      this.port.post({ type: 'frames', run: this.run, batch, events }, [batch.rows.buffer]);
    }
    const status = this.status(runner);
    this.port.post({ type: 'status', run: this.run, status }, [status.lineNodes.buffer, status.lineAdded.buffer]);
  }

  private status(runner: Runner): Status {
    const lines = runner.lines();
    const { executed, seconds } = runner.speed;
    return {
      state: this.state, moment: { ...runner.moment }, runsPerEpoch: runner.runsPerEpoch, epochsInAll: runner.epochsInAll,
      models: runner.specs.length, nodes: runner.tf.graph.nodes, progress: { ...runner.progress }, bytes: runner.ledger.bytes(),
      rate: seconds > 0 ? executed / seconds : null, lineNodes: lines.now, lineAdded: lines.added,
      checkpoint: runner.checkpoint, results: runner.results, error: runner.error, anew: runner.anew, log: runner.log, config: runner.asked,
    };
  }
}
