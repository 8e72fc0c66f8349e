/**
 * The worker's proxy: sends commands, folds reports into the store (at most one change an animation frame), and watches that
 * the worker still answers. When it dies, the run pauses with all its data and a fresh worker can start it over.
 */
import type { Action, Hand } from '../protocol/action.ts';
import { LIVE_KEYS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { RunGraph } from '../protocol/inside.ts';
import type { Command, Report } from '../protocol/messages.ts';
import { busy } from '../lib/busy.ts';
import { Asked } from './asked.ts';
import { orders } from './looking.ts';
import type { Orders } from './looking.ts';
import { beginRun, onReport, withNotice } from './reduce.ts';
import type { PlaygroundState } from './state.ts';
import { pace } from './pace.ts';
import type { Schedule } from './pace.ts';
import type { WorkerLike } from './worker-like.ts';
import type { ScriptHost } from './script/host.ts';
import { restStatus } from './script/rest.ts';
import type { PlaygroundStore } from './store.ts';

export interface ClientParts {
  store: PlaygroundStore;
  /** Makes a worker; called again after one died. */
  spawn: () => WorkerLike;
  /** When reports are folded into the state: see pace.ts. */
  schedule?: Schedule;
  /** What runs the visitor's own script; loaded when that program is first chosen, the same promise from then on. */
  script?: () => Promise<ScriptHost>;
  /** A checkpoint that the visitor asked for. */
  onCheckpoint?: (bytes: ArrayBuffer, name: string) => void;
  /** Of the machine; none given: the engine takes no second worker. */
  processors?: number;
}
export interface StartOptions {
  log?: Action[];
  at?: number | null;
  play?: boolean;
}
export interface Client {
  /** Starts a run; a script is only shown, and run by `play` and `restart` alone: these are the visitor's. */
  start(config: RunConfig, options?: StartOptions): void;
  /** The same settings from the beginning, on a fresh worker if the last one died. */
  restart(play?: boolean): void;
  play(): void;
  pause(): void;
  step(unit: 'run' | 'epoch'): void;
  setSpeed(speed: number): void;
  /** Changes settings: live ones at once, any other by starting over. */
  change(patch: Partial<RunConfig>): void;
  hand(hand: Hand): void;
  download(): void;
  upload(bytes: ArrayBuffer, name: string): void;
  /** The session's graph as it is now; `onShare` hears how much of it is written. */
  graph(onShare: (share: number) => void): Promise<SessionGraph>;
  /** What the session's latest training run needs of its graph; of a script, its last run. */
  latestRun(onShare?: (share: number) => void): Promise<RunGraph>;
  /** What can be looked at beside the run. */
  readonly watch: Orders;
  /** Resolves when everything sent so far has been answered and shown (at once if the engine has stopped). */
  answered(): Promise<void>;
  /** One beat of the watchdog; the owner calls it about once a second. */
  beat(): void;
}

/** Beats without an answer after which the worker counts as dead. */
export const PATIENCE = 10;
/** The same for a worker that has not said anything yet: it is still being loaded, with its data, over whatever network there is. */
export const PATIENCE_AT_FIRST = 60;

/** A client for `store`; nothing is spawned before the first `start`. */
export function createClient({ store, spawn, script, schedule = pace(), onCheckpoint, processors }: ClientParts): Client {
  let worker: WorkerLike | null = null;
  let queue: Report[] = [];
  let scheduled: 'no' | 'in its time' | 'soon' = 'no';
  let lastPing = 0;
  let lastPong = 0;
  let settingsPing = 0;
  let silentBeats = 0;
  /** Beats more that the worker may be silent: it has said so. */
  let granted = 0;
  let heard = false;
  let waiting: { id: number; resolve: () => void }[] = [];
  const asked = new Asked();

  const stop = (text: string) => {
    flush();
    worker?.terminate();
    worker = null;
    silentBeats = 0;
    store.setState({ engine: 'stopped', stopped: text, playing: false });
    releaseAll();
  };

  const releaseAll = () => {
    const released = waiting;
    waiting = [];
    for (const { resolve } of released) resolve();
    asked.stop();
  };

  const flush = (): boolean => {
    scheduled = 'no';
    const reports = queue;
    queue = [];
    if (reports.length > 0) {
      const before = store.getState();
      let state: PlaygroundState = before;
      for (const report of reports) {
        if (report.type === 'pong') lastPong = Math.max(lastPong, report.id);
        state = { ...state, ...onReport(state, report, lastPong >= settingsPing) };
      }
      store.setState(state);
    }
    const due = waiting.filter(({ id }) => id <= lastPong);
    waiting = waiting.filter(({ id }) => id > lastPong);
    for (const { resolve } of due) resolve();
    return reports.length > 0;
  };

  const receive = (report: Report) => {
    silentBeats = 0;
    heard = true;
    granted = report.type === 'long' ? Math.ceil(report.seconds) : 0;
    if (report.type === 'long') return;
    if (report.type === 'checkpoint') {
      if (report.run === store.getState().run) onCheckpoint?.(report.bytes, report.name);
      return;
    }
    if (asked.hear(report) || Object.values(watch).some((one) => one.hear(report, store.getState().run))) return;
    queue.push(report);
    // What a run reports of itself while it goes on may wait; an answer, an end or a failure may not.
    const goesOn = report.type === 'status' && (report.status.state === 'running' || report.status.state === 'seeking');
    const soon = report.type !== 'frames' && !goesOn;
    if (scheduled === 'no' || (soon && scheduled !== 'soon')) {
      scheduled = soon ? 'soon' : 'in its time';
      schedule(flush, soon);
    }
  };

  const connect = (): WorkerLike => {
    if (worker !== null) return worker;
    const fresh = spawn();
    const alive = (listener: (event: Event) => void) => (event: Event) => {
      if (worker === fresh) listener(event);
    };
    fresh.addEventListener(
      'message',
      alive((event) => receive((event as MessageEvent<Report>).data)),
    );
    fresh.addEventListener(
      'error',
      alive((event) => {
        event.preventDefault();
        const { message } = event as ErrorEvent;
        stop(message ? `The engine stopped: ${message}` : 'The engine could not be loaded or stopped without saying why.');
      }),
    );
    fresh.addEventListener(
      'messageerror',
      alive(() => stop('The engine sent something that could not be read.')),
    );
    worker = fresh;
    heard = false;
    silentBeats = granted = 0;
    lastPong = lastPing;
    settingsPing = lastPing;
    return fresh;
  };

  const send = (command: Command, transfer?: Transferable[]) => {
    if (worker !== null) worker.postMessage(command, transfer ?? []);
  };
  const watch = orders((command) => {
    if (!isScript()) send(command);
    // A script's worker answers when the script is over, and then at once.
    else if (command.type === 'field' || command.type === 'node') host?.look(command, (report) => void (watch.field.hear(report, store.getState().run) || watch.node.hear(report, store.getState().run)));
  });
  const ask = <T extends 'graph' | 'run-graph'>(type: T, onShare?: (share: number) => void) => {
    const answer = asked.graph(type, store.getState().run, onShare);
    if (isScript()) {
      if (!host?.graph(type, (report) => void asked.hear(report))) asked.stop('script');
    } else if (worker === null) asked.stop();
    else send({ type });
    return answer;
  };
  const ping = (): number => {
    send({ type: 'ping', id: ++lastPing });
    return lastPing;
  };

  let host: ScriptHost | null = null;
  const isScript = (): boolean => store.getState().config.program === 'script';
  /** At once where it is there already: a stop must not wait. */
  const withHost = (act: (ready: ScriptHost) => void): void => {
    if (host !== null) act(host);
    else void busy(script?.() ?? Promise.reject(new Error('internal: nothing runs scripts here'))).then(
      (ready) => {
        host = ready;
        act(ready);
      },
      (error: unknown) => store.setState((state) => withNotice(state, 'error', String(error))),
    );
  };

  const start: Client['start'] = (config, { log = [], at = null, play = true } = {}) => {
    host?.leave();
    queue = []; // of the former run
    asked.stop();
    if (config.program === 'script') {
      worker?.terminate();
      worker = null;
      store.setState((state) => ({ ...beginRun(state, config, [], false), engine: 'ready', status: restStatus(config) }));
      withHost(() => undefined);
      return;
    }
    connect();
    store.setState((state) => beginRun(state, config, log, play, at));
    const { run, speed } = store.getState();
    send({ type: 'start', run, config, log, at, play, speed, ...(processors !== undefined && { processors }) });
    for (const one of Object.values(watch)) one.repeat();
    settingsPing = ping();
  };
  const runScript = (ready: ScriptHost): void => {
    asked.stop();
    ready.run();
  };
  const restart = (play = true) => (isScript() ? withHost(runScript) : start(store.getState().config, { play }));
  const setPlaying = (playing: boolean) => {
    store.setState({ playing });
    send({ type: playing ? 'play' : 'pause' });
    settingsPing = ping();
  };

  return {
    start,
    restart,
    play() {
      const { status, engine } = store.getState();
      // A finished run begins anew, unless more epochs have been asked for since; models in succession are finished for good.
      const more = status !== null && status.models === 1 && status.moment.epoch <= status.epochsInAll;
      if (isScript() || engine === 'stopped' || (status?.state === 'done' && !more)) restart();
      else setPlaying(true);
    },
    pause: () => (isScript() ? host?.stop() : setPlaying(false)),
    step(unit) {
      if (isScript()) {
        host?.step(unit === 'run' ? 'line' : 'epoch', 1);
        return;
      }
      store.setState({ playing: false });
      send({ type: 'step', unit });
      settingsPing = ping();
    },
    setSpeed(speed) {
      store.setState({ speed });
      send({ type: 'speed', speed });
    },
    change(patch) {
      const { config, playing, history, engine, own } = store.getState();
      const changed = (Object.keys(patch) as (keyof RunConfig)[]).filter((key) => patch[key] !== config[key]);
      if (changed.length === 0) return;
      const live: readonly string[] = LIVE_KEYS;
      if (isScript() && (patch.program ?? 'script') === 'script') {
        // What was run is run again under other settings; an edited script waits until it is told to run.
        withHost((ready) => {
          ready.set(patch);
          if (own !== null && !changed.includes('source')) runScript(ready);
        });
      } else if (changed.every((key) => live.includes(key)) && engine !== 'stopped') {
        store.setState({ config: { ...config, ...patch } });
        send({ type: 'set', patch: patch });
        settingsPing = ping();
      } else {
        start({ ...config, ...patch }, { play: playing || history.count > 0 || isScript() });
      }
    },
    hand: (hand) => send({ type: 'hand', hand }),
    download: () => send({ type: 'download' }),
    upload: (bytes, name) => send({ type: 'upload', bytes, name }, [bytes]),
    graph: (onShare) => ask('graph', onShare),
    latestRun: (onShare) => ask('run-graph', onShare),
    watch,
    answered() {
      if (worker === null) return Promise.resolve();
      const id = ping();
      return new Promise((resolve) => waiting.push({ id, resolve }));
    },
    beat() {
      if (worker === null) return;
      if (lastPong < lastPing) silentBeats += 1;
      const patience = heard ? PATIENCE + granted : PATIENCE_AT_FIRST;
      if (silentBeats >= patience) stop(`The engine has not answered for ${patience} seconds.`);
      else if (lastPong >= lastPing) ping();
    },
  };
}
