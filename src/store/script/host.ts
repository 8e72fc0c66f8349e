/**
 * Runs the visitor's own script: a worker for each run, which is ended to stop it, since Python hears nothing while it works, and else
 * stays as long as its script is shown: it has the graph.
 * The kit that the first worker gives back spares later ones the boot. Loaded when that program is first chosen.
 */
import { packSource } from '../../presets/source.ts';
import type { RunConfig } from '../../protocol/config.ts';
import type { Command, Report } from '../../protocol/messages.ts';
import { beforeDrawing } from '../../lib/frame-loop.ts';
import type { WorkerLike } from '../worker-like.ts';
import { beginRun, onReport } from '../reduce.ts';
import type { PlaygroundState } from '../state.ts';
import type { PlaygroundStore } from '../store.ts';
import { restStatus } from './rest.ts';
import { emptyOwn, moved, onPart } from './own.ts';

export interface ScriptHostParts {
  store: PlaygroundStore;
  spawn: () => WorkerLike;
  schedule?: (callback: () => void) => void;
}

/** What the page can do with the script in the config. */
export interface ScriptHost {
  run(): void;
  /** Ends the run at once. All that was reported stays. */
  stop(): void;
  /** The same, and nothing more will be asked about the script. */
  leave(): void;
  /** Takes other settings, and shows nothing else of them before the next run. */
  set(patch: Partial<RunConfig>): void;
  /** Moves the cursor over the recorded steps. */
  step(unit: 'line' | 'epoch', by: 1 | -1): void;
  /** Asks for the graph of a script that is over, or for its last run; what is answered goes to `hear`. False: there is none to be asked. */
  graph(type: 'graph' | 'run-graph', hear: (report: Report) => void): boolean;
  /** Asks for the nodes of a script that is over; what is answered goes to `hear`. */
  look(order: Extract<Command, { type: 'field' | 'node' }>, hear: (report: Report) => void): void;
  goTo(step: number | null): void;
}

/** Seconds after which the page ends a script that its worker could not: it looks at the clock between lines only. */
const SECONDS = 65;

export function createScriptHost({ store, spawn, schedule = beforeDrawing }: ScriptHostParts): ScriptHost {
  let worker: WorkerLike | null = null;
  let kit: unknown;
  let queue: Report[] = [];
  let scheduled = false;
  let limit: ReturnType<typeof setTimeout> | undefined;
  /** Whether the worker's script is over; it only answers from then on. */
  let over = false;
  let hears: (report: Report) => void = () => undefined;
  let sees: (report: Report) => void = () => undefined;

  const flush = (): void => {
    scheduled = false;
    const reports = queue;
    queue = [];
    if (reports.length === 0) return;
    let state: PlaygroundState = store.getState();
    for (const report of reports) {
      state = { ...state, ...onReport(state, report, true) };
      if (report.type === 'script' && report.run === state.run && state.own !== null) state = { ...state, own: onPart(state.own, report.part) };
    }
    const { phase } = state.own ?? {};
    // A worker that failed before the script began says so in its part alone.
    if (phase === 'failed' && state.status?.state === 'running') state = { ...state, playing: false, status: { ...state.status, state: 'error' } };
    // Whoever hears of the end may ask the worker at once.
    if (phase === 'done' || phase === 'failed') {
      clearTimeout(limit);
      limit = undefined;
      over = true;
    }
    store.setState(state);
    if (phase === 'running') limit ??= setTimeout(() => end('TimeoutError', `The script was stopped after ${SECONDS} seconds.`), SECONDS * 1000);
  };

  /** Nothing more is wanted of the worker. */
  const release = (): void => {
    clearTimeout(limit);
    limit = undefined;
    worker?.terminate();
    worker = null;
  };

  const end = (type: string, message: string): void => {
    flush();
    if (worker === null) return;
    release();
    if (over) return;
    const { own, status } = store.getState();
    if (own === null) return;
    store.setState({
      playing: false,
      own: { ...own, phase: 'failed', error: { type, line: null, message } },
      status: status && { ...status, state: 'error', progress: { phase: '', done: 0, total: 0 } },
    });
  };

  const stop = (): void => {
    flush();
    if (worker === null || over) return;
    release();
    const { own, status } = store.getState();
    store.setState({
      playing: false,
      own: own && { ...own, phase: 'stopped' },
      status: status && { ...status, state: 'paused', progress: { phase: '', done: 0, total: 0 } },
    });
  };

  const connect = (): WorkerLike => {
    const fresh = spawn();
    const alive = (listener: (event: Event) => void) => (event: Event) => {
      if (worker === fresh) listener(event);
    };
    fresh.addEventListener(
      'message',
      alive((event) => {
        const report = (event as MessageEvent<Report>).data;
        if (report.type === 'kit') kit = report.kit;
        else if (report.type === 'graph' || report.type === 'graph-progress' || report.type === 'run-graph') hears(report);
        else if (report.type === 'field' || report.type === 'node') sees(report);
        else queue.push(report);
        if (!scheduled) {
          scheduled = true;
          schedule(flush);
        }
      }),
    );
    fresh.addEventListener(
      'error',
      alive((event) => {
        event.preventDefault();
        end('SystemError', (event as ErrorEvent).message || 'Python could not be loaded, or stopped without saying why.');
      }),
    );
    fresh.addEventListener('messageerror', alive(() => end('SystemError', 'Python sent something that could not be read.')));
    return fresh;
  };

  return {
    run() {
      stop();
      release();
      over = false;
      queue = [];
      store.setState((state) => ({
        ...beginRun(state, state.config, [], true),
        engine: 'ready',
        status: restStatus(state.config, 'running'),
        own: emptyOwn(state.config.source),
        opened: false,
      }));
      worker = connect();
      const { run, config, speed } = store.getState();
      worker.postMessage({ type: 'start', run, config, log: [], at: null, play: true, speed, ...(kit !== undefined && { kit }) });
    },
    stop,
    leave() {
      stop();
      release();
    },
    graph(type, hear) {
      if (worker === null || !over) return false;
      hears = hear;
      worker.postMessage({ type });
      return true;
    },
    look(order, see) {
      if (worker === null || !over) return;
      sees = see;
      worker.postMessage(order);
    },
    set(patch) {
      store.setState((state) => {
        // Another text is not under the former one's proof.
        const config = { ...state.config, ...(patch.source !== undefined && { finalize: false }), ...patch };
        return { config, started: config, packed: patch.source === undefined ? state.packed : packSource(patch.source) };
      });
    },
    step(unit, by) {
      store.setState(({ own }) => (own === null ? {} : { own: { ...own, cursor: moved(own.steps, own.cursor, by, unit, own.epochs?.line ?? null) } }));
    },
    goTo: (cursor) => store.setState(({ own }) => (own === null ? {} : { own: { ...own, cursor } })),
  };
}
