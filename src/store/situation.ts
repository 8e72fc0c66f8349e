/** What is going on, as plain data: the facts behind the live sentence. No words here; the catalogue puts it into words. */
import { builtInLoop, isSuccession } from '../protocol/config.ts';
import { cureInForce } from './combination.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { History, RunEvent } from '../protocol/frame.ts';
import { newest } from './history.ts';
import type { PlaygroundState } from './state.ts';

export type Mode = 'running' | 'paused' | 'done';
/** The numbers that every sentence about a run may use. Nodes are counts, bytes are bytes, factors are ratios. */
export interface Facts {
  mode: Mode;
  account: RunConfig['account'];
  /** finished epochs, and the epochs of the run */
  epochs: number;
  epochsInAll: number;
  nodes: number;
  added: number;
  every: number;
  /** share of video memory in use, 0…1 */
  fill: number;
  /** bytes over all links in the last epoch */
  moved: number;
  /** modelled time of the last epoch over that of the second (the first pays for building), 1 while unknown */
  factor: number;
}
export type Situation =
  | { kind: 'starting' | 'stopped' }
  | { kind: 'error'; epoch: number; message: string }
  | { kind: 'seeking'; epochs: number; target: number }
  | { kind: 'before'; nodes: number; build: RunConfig['build']; succession: boolean }
  | ({ kind: 'models'; model: number; models: number; clearing: boolean } & Facts)
  | ({ kind: 'cured' | 'forgetting'; /** most nodes since the epoch `since` */ peak: number; since: number; /** whether a whole cycle is over since, so that there will not be more */ known: boolean } & Facts)
  | ({ kind: 'thrashing' | 'spilled'; since: number | null } & Facts)
  | ({ kind: 'flat' | 'growing' } & Facts);

const FLAT_EPOCHS = 3;
/** What the loop itself builds is the least of so many epochs: a save or a reload adds its own nodes to some. */
const LOOP_EPOCHS = 3;

type Known = Pick<PlaygroundState, 'engine' | 'status' | 'history' | 'events' | 'config' | 'started' | 'target'> & { totals: Float64Array };

/** The situation a visitor should read about now. Total order of importance: error, seeking, the cure, disk, main, growth, flat. */
export function situationOf(known: Known): Situation {
  const { engine, status, history, config, events } = known;
  if (engine === 'stopped') return { kind: 'stopped' };
  if (status === null) return { kind: 'starting' };
  if (status.error !== null && status.state === 'error') return { kind: 'error', epoch: status.error.epoch, message: status.error.message };
  const succession = isSuccession(config.program);
  if (status.state === 'seeking') return { kind: 'seeking', epochs: history.count, target: known.target ?? status.epochsInAll };
  if (history.count === 0 && status.state === 'running') return { kind: 'starting' };
  if (history.count === 0) return { kind: 'before', nodes: status.nodes, build: builtInLoop(config), succession };
  const facts = factsOf(known, status.epochsInAll);
  if (succession)
    return {
      kind: 'models',
      model: newest(history, 'model'),
      models: status.models,
      clearing: config.clear && clearedAt(history, (config.every + 1) * config.epochs) !== null,
      ...facts,
      nodes: config.clear || facts.mode === 'running' ? Math.max(facts.nodes, newest(history, 'peak')) : facts.nodes,
    };
  // Switches that are set when all is over have done nothing to the run that is shown.
  const cure = cureInForce(known);
  const cleared = clearedAt(history, 2 * cure.every);
  const under = firstClear(history, switchedAt(known));
  if (cure.clear && cleared !== null && (under !== null || facts.mode !== 'done')) {
    // What a run held before its first clear under these switches is the past, not what they keep it to.
    const first = under ?? cleared;
    const from = first < cure.every ? 0 : first + 1;
    const peak = Math.max(facts.nodes, highest(history.columns.peak, from, history.count));
    return { kind: cure.save && cure.reload ? 'cured' : 'forgetting', peak, since: from + 1, known: history.count - from >= cure.every || facts.mode === 'done', ...facts };
  }
  // What is looked at while nothing runs may have been cleared by hand since the last epoch.
  const holds = (tier: 'main' | 'disk'): boolean => newest(history, tier) > 0 && (facts.mode === 'running' || status.bytes[tier] > 0);
  if (holds('disk')) return { kind: 'thrashing', since: sinceEvent(events, 'spill-disk'), ...facts };
  if (config.account === 'told' && holds('main'))
    return { kind: 'spilled', since: sinceEvent(events, 'spill-main'), ...facts };
  return { kind: isFlat(history, builtInLoop(config)) || (facts.added === 0 && !cure.reload) ? 'flat' : 'growing', ...facts };
}

/** What must differ for the change to be worth announcing to someone who listens. */
export function meaningOf(situation: Situation): string {
  const mode = 'mode' in situation ? situation.mode : '';
  const since = 'since' in situation && situation.kind !== 'cured' && situation.kind !== 'forgetting' ? situation.since : '';
  const model = situation.kind === 'models' ? situation.model : '';
  const message = situation.kind === 'error' ? situation.message : '';
  return [situation.kind, mode, since, model, message].join('|');
}

function factsOf({ status, history, config, totals }: Known, epochsInAll: number): Facts {
  const state = status?.state;
  // While a run goes on, all numbers are of its last whole epoch; at rest, of the graph as it is: in the middle of an epoch, or changed by hand.
  const live = status !== null && (state === 'paused' || state === 'done');
  const last = history.count - 1;
  const base = totals[Math.min(1, last)] ?? 0;
  const now = totals[last] ?? 0;
  return {
    mode: state === 'done' ? 'done' : state === 'paused' ? 'paused' : 'running',
    account: config.account,
    epochs: newest(history, 'epoch'),
    epochsInAll,
    nodes: live ? status.nodes : newest(history, 'nodes'),
    added: lowest(history.columns.added, Math.max(0, history.count - LOOP_EPOCHS), history.count),
    every: config.every,
    fill: config.video > 0 ? (live ? status.bytes.video : newest(history, 'video')) / config.video : 0,
    moved: newest(history, 'upVideo') + newest(history, 'downVideo') + newest(history, 'upMain') + newest(history, 'downMain'),
    factor: base > 0 ? now / base : 1,
  };
}

/** Row of the newest clear within the last `rows` rows (at least the last clear if rows cover it), else null. */
function clearedAt(history: History, rows: number): number | null {
  for (let row = history.count - 1; row >= Math.max(0, history.count - 1 - rows); row--) {
    if (history.columns.cleared[row] > 0) return row;
  }
  return null;
}

/** Epoch from which on the present switches and K have held: that of the last change of one of them, or 1. */
function switchedAt({ status }: Known): number {
  const log = (status?.log ?? []).filter(({ epoch }) => status?.state !== 'done' || epoch < status.moment.epoch);
  for (let i = log.length - 1; i >= 0; i--) {
    const action = log[i];
    if (action.kind === 'set' && ['save', 'clear', 'reload', 'every'].some((key) => key in action.patch)) return action.epoch;
  }
  return 1;
}

/** Row of the first clear from epoch `epoch` on, else null. */
function firstClear(history: History, epoch: number): number | null {
  for (let row = Math.max(0, epoch - 1); row < history.count; row++) if (history.columns.cleared[row] > 0) return row;
  return null;
}

function isFlat(history: History, build: RunConfig['build']): boolean {
  const first = Math.max(1, history.count - FLAT_EPOCHS);
  // The first epoch builds the model, whatever the loop does.
  if (history.count < 2) return build === 'hoisted';
  for (let row = first; row < history.count; row++) if (history.columns.added[row] > 0) return false;
  return true;
}

function highest(column: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let row = from; row < to; row++) most = Math.max(most, column[row]);
  return most;
}

function lowest(column: Float64Array, from: number, to: number): number {
  let least = Infinity;
  for (let row = from; row < to; row++) least = Math.min(least, column[row]);
  return least;
}

function sinceEvent(events: RunEvent[], kind: 'spill-main' | 'spill-disk'): number | null {
  for (let i = events.length - 1; i >= 0; i--) if (events[i].kind === kind) return events[i].epoch;
  return null;
}
