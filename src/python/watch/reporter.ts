/** Puts together what is reported of a watched script, at most ten times a second: rows, events, status, and the part of the script itself. */
import { batchOf } from '../../accounts/record.ts';
import type { Report, RunState, Status } from '../../protocol/messages.ts';
import type { ScriptPart, ScriptProblem } from '../../protocol/script.ts';
import { findLeaks } from './findings.ts';
import { NO_PLAN } from './plan.ts';
import type { Epochs } from './epochs.ts';
import type { Lines } from './lines.ts';
import type { Loops } from './loops.ts';
import type { Outlet, WatchOptions } from './options.ts';
import type { Runs } from './runs.ts';
import type { Values } from './values.ts';

/** Milliseconds between two reports. */
const POST = 100;
/** Most characters of output that are reported in all. */
const OUTPUT = 1 << 20;

/** What there is to report of. */
export interface Reported {
  readonly lines: Lines;
  readonly epochs: Epochs;
  readonly loops: Loops;
  readonly values: Values;
  readonly runs: Runs;
  /** Milliseconds since Python stood. */
  readonly elapsed: number;
}

export class Reporter {
  private posted = -Infinity;
  private printed = '';
  private room = OUTPUT;
  private readonly source: readonly string[];

  constructor(private readonly of: Reported, private readonly options: WatchOptions, private readonly outlet: Outlet) {
    this.source = options.config.source.split('\n');
  }

  readonly print = (text: string): void => {
    if (this.room <= 0) return;
    this.printed += text.slice(0, this.room);
    this.room -= text.length;
    if (this.room <= 0) this.printed += '\n… what is printed from here on is not kept.\n';
  };

  begin(): void {
    this.post({ type: 'ready', run: this.options.run, title: 'Your script', script: this.source.map((text, i) => ({ text, id: i + 1 })) });
    this.send('running', null);
  }

  /** Reports if it is time to. */
  look(): void {
    const now = this.outlet.now();
    if (now - this.posted >= POST) this.send('running', null);
  }

  end(problem: ScriptProblem | null): void { this.send(problem ? 'failed' : 'done', problem); }

  private post(report: Report, transfer: Transferable[] = []): void { this.outlet.post(report, transfer); }

  private send(phase: ScriptPart['phase'], problem: ScriptProblem | null): void {
    const { epochs } = this.of;
    const { run } = this.options;
    this.posted = this.outlet.now();
    if (epochs.rows.length > 0 || epochs.events.length > 0) {
      const batch = batchOf(epochs.rows);
      const { events } = epochs;
      epochs.rows = [];
      epochs.events = [];
      this.post({ type: 'frames', run, batch, events }, [batch.rows.buffer]);
    }
    const part = this.part(phase, problem);
    const status = this.status(phase === 'running' ? 'running' : phase === 'done' ? 'done' : 'error', problem);
    this.post({ type: 'status', run, status }, [status.lineNodes.buffer, status.lineAdded.buffer]);
    // Last, since the page ends the worker when it hears that the script is over: nothing may be on its way then.
    this.post({ type: 'script', run, part }, [part.lines.passes.buffer, part.lines.added.buffer, part.lines.last.buffer, part.steps.buffer]);
  }

  private part(phase: ScriptPart['phase'], error: ScriptProblem | null): ScriptPart {
    const { lines, loops, values } = this.of;
    const { plan } = loops;
    const stdout = this.printed;
    this.printed = '';
    return {
      phase, stdout, epochs: plan && plan.epochs.length > 0 ? { line: plan.epochs[0], how: plan.how } : null, lines: lines.columns(), steps: lines.takeSteps(), dropped: lines.dropped,
      values: values.since(), findings: findLeaks(lines.records(), plan ?? NO_PLAN, this.source), error, seconds: this.of.elapsed / 1000,
    };
  }

  private status(state: RunState, problem: ScriptProblem | null): Status {
    const { epochs, loops, runs } = this.of;
    const { executed, seconds } = runs.speed;
    const lines = this.byLine();
    return {
      state, moment: { epoch: epochs.finished + 1, run: epochs.runs }, runsPerEpoch: epochs.runsPerEpoch, epochsInAll: state === 'done' ? epochs.finished : loops.epochsInAll(),
      models: Math.max(loops.models, epochs.model), nodes: epochs.graphs.nodes, progress: { phase: '', done: 0, total: 0 }, bytes: epochs.graphs.bytes(),
      rate: seconds > 0 ? executed / seconds : null, lineNodes: lines.now, lineAdded: lines.added, checkpoint: epochs.checkpoint, results: [],
      error: problem && {
        kind: 'script', message: problem.message, tensorflow: `${problem.type}: ${problem.message}`, epoch: epochs.finished + 1, canResume: false,
        way: problem.line === null ? 'Change the script and run it again.' : `Change the script, in line ${problem.line} or before, and run it again.`,
      },
      log: [], config: this.options.config,
    };
  }

  /** Nodes that each line has made: those in the graphs now, and all. */
  private byLine(): { now: Float64Array<ArrayBuffer>; added: Float64Array<ArrayBuffer> } {
    const now = new Float64Array(this.source.length + 1);
    const added = new Float64Array(this.source.length + 1);
    for (const { graph } of this.of.epochs.graphs.all()) for (const c of graph.classes) if (c.line > 0) now[c.line] += c.count;
    for (const line of this.of.lines.records()) added[line.line] = line.added;
    return { now, added };
  }
}
