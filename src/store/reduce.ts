/** How each report of the worker changes the state: pure functions, no timers, no messages. */
import type { RunConfig } from '../protocol/config.ts';
import type { Action } from '../protocol/action.ts';
import type { Report, Status } from '../protocol/messages.ts';
import { appendRows, emptyHistory, newest } from './history.ts';
import type { Notice, PlaygroundState } from './state.ts';

const NOTICES_KEPT = 4;

/** The state at the beginning of a run: nothing of the former run's data remains. */
export function beginRun(
  state: PlaygroundState,
  config: RunConfig,
  log: Action[],
  playing: boolean,
  target: number | null = null,
): Partial<PlaygroundState> {
  const sameScript = state.config.program === config.program;
  return {
    run: state.run + 1,
    engine: 'starting',
    playing,
    started: config,
    config,
    givenLog: log,
    target,
    status: null,
    script: sameScript ? state.script : [],
    own: null,
    history: emptyHistory(),
    events: [],
    lineBase: [],
    leaks: new Set(),
  };
}

/**
 * The state after `report`. Reports of another run change nothing. `settingsCurrent` says whether the worker has heard every
 * change of settings sent so far: only then does its config replace the page's.
 */
export function onReport(state: PlaygroundState, report: Report, settingsCurrent: boolean): Partial<PlaygroundState> {
  if (report.type === 'pong' || report.run !== state.run) return {};
  switch (report.type) {
    case 'ready':
      return { engine: 'ready', script: report.script };
    case 'frames':
      return {
        history: appendRows(state.history, report.batch),
        events: report.events.length > 0 ? [...state.events, ...report.events] : state.events,
      };
    case 'status':
      return onStatus(state, report.status, settingsCurrent);
    case 'notice':
      return withNotice(state, report.level, report.text);
    case 'long':
    case 'checkpoint':
    case 'graph':
    case 'run-graph':
    case 'graph-progress':
    case 'look':
    case 'memory':
    case 'field':
    case 'node':
    case 'script':
    case 'kit':
      return {};
  }
}

function onStatus(state: PlaygroundState, status: Status, settingsCurrent: boolean): Partial<PlaygroundState> {
  const change: Partial<PlaygroundState> = { status, engine: 'ready', ...linesAfter(state, status) };
  if (settingsCurrent) {
    change.playing = status.state === 'running' || status.state === 'seeking';
    if (!sameConfig(state.config, status.config)) change.config = status.config;
  }
  return change;
}

/**
 * What is known of the script's lines after `status`. A line leaks if it holds more nodes than when it first had any, or, for runs
 * that were never seen from the start, if it holds a good part of the graph and of what the epochs added: of a run that goes on the
 * greater part, since smaller leaks will show by growing. Once a leak, it stays one for the run: a clear drains the line, it does not
 * mend it.
 */
function linesAfter({ lineBase, leaks, history }: PlaygroundState, status: Status): Pick<PlaygroundState, 'lineBase' | 'leaks'> {
  const now = status.lineNodes;
  const added = history.count >= 2 ? newest(history, 'added') : Infinity;
  const part = status.nodes / (status.state === 'running' ? 2 : 4);
  let base = lineBase;
  let found = leaks;
  for (let id = 0; id < now.length; id++) {
    const nodes = now[id];
    const first = base[id] ?? 0;
    if (nodes === 0) continue;
    if (first === 0) {
      if (base === lineBase) base = lineBase.slice();
      while (base.length < now.length) base.push(0);
      base[id] = nodes;
    }
    const large = first === 0 && nodes > part && added > 0 && nodes > (added * history.count) / 4;
    if (!found.has(id) && ((first > 0 && nodes > first) || large)) found = new Set([...found, id]);
  }
  return { lineBase: base, leaks: found };
}

/** Whether two configs say the same. */
export function sameConfig(a: RunConfig, b: RunConfig): boolean {
  return a === b || (Object.keys(a) as (keyof RunConfig)[]).every((key) => a[key] === b[key]);
}

let notices = 0;
/** Adds a notice; one with the same words is not repeated. */
export function withNotice(state: PlaygroundState, level: Notice['level'], text: string): Partial<PlaygroundState> {
  const others = state.notices.filter((notice) => notice.text !== text);
  return { notices: [...others, { id: ++notices, level, text }].slice(-NOTICES_KEPT) };
}
