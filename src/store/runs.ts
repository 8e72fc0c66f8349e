/**
 * The runs that the visitor has made to their end, kept for the session of this tab: what they were set to and what they took in all. Loaded
 * with the views below the charts. Storage that is refused or holds something else is an answer, not an error.
 */
import { cycleOf } from '../lib/cycle.ts';
import type { Cycle } from '../lib/cycle.ts';
import { isSuccession } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import { PHASES } from '../protocol/frame.ts';
import type { History } from '../protocol/frame.ts';
import type { PlaygroundState } from './state.ts';
import type { PlaygroundStore } from './store.ts';

export const TIMES = ['modelled', 'measured'] as const;
export type Times = (typeof TIMES)[number];

const KEY = 'session-playground-runs';
const MOST = 60;
/** Seconds; null where nothing was measured. */
interface Total { modelled: number; measured: number | null }
export interface KeptRun {
  key: string;
  every: number;
  save: boolean;
  clear: boolean;
  reload: boolean;
  total: Total;
  cycle: { modelled: Cycle | null; measured: Cycle | null };
}

/** All of a config that must be the same for the totals of two runs to be compared. */
export function keyOf({ save: _s, clear: _c, reload: _r, every: _e, work: _w, mark: _m, ...rest }: RunConfig): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The cycle of a run so far, by one kind of time. */
export function cycleIn({ count, columns }: History, times: Times): Cycle | null {
  const of = (phases: readonly (typeof PHASES)[number][], row: number): number => phases.reduce((sum, phase) => sum + columns[`${times}.${phase}`][row], 0);
  const cure = ['save', 'clear', 'reload'] as const;
  const others = PHASES.filter((phase) => phase !== 'save' && phase !== 'clear' && phase !== 'reload');
  const rows = <T>(make: (row: number) => T): T[] => Array.from({ length: count }, (_, row) => make(row));
  return cycleOf({
    work: rows((row) => of(others, row)),
    over: rows((row) => of(cure, row)),
    cured: rows((row) => cure.every((phase) => columns[`modelled.${phase}`][row] > 0)),
    cleared: rows((row) => columns.cleared[row] > 0),
    added: columns.added,
    noisy: times === 'measured',
  }, count);
}

/** Whether all epochs are over. A link's `at` of the last one rests as paused, and nothing more would come. */
const isOver = ({ status, history }: Pick<PlaygroundState, 'status' | 'history'>): boolean =>
  status?.state === 'done' || (status?.state === 'paused' && history.count > 0 && history.count >= status.epochsInAll);

/** What is kept of a run that is over; null for one that was changed on the way, and where there is no K to choose. */
export function keptOf({ status, started, history }: Pick<PlaygroundState, 'status' | 'started' | 'history'>): KeptRun | null {
  if (status === null || !isOver({ status, history }) || status.log.length > 0 || history.count === 0 || isSuccession(started.program) || started.program === 'script') return null;
  const total = (times: Times): number => {
    let sum = 0;
    for (const phase of PHASES) for (let row = 0; row < history.count; row++) sum += history.columns[`${times}.${phase}`][row];
    return sum;
  };
  const measured = total('measured');
  const { every, save, clear, reload } = started;
  return {
    key: keyOf(started), every, save, clear, reload,
    total: { modelled: total('modelled'), measured: Number.isFinite(measured) ? measured : null },
    cycle: { modelled: cycleIn(history, 'modelled'), measured: Number.isFinite(measured) ? cycleIn(history, 'measured') : null },
  };
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export class Runs {
  private list: readonly KeptRun[];
  private readonly listeners = new Set<() => void>();
  private last = -1;

  constructor(private readonly storage: () => Storage) {
    this.list = read(storage);
  }

  get = (): readonly KeptRun[] => this.list;
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Keeps each run of the page that comes to its end from now on, once; one of the same settings takes the place of the former. */
  follow(store: PlaygroundStore): () => void {
    const look = (state: PlaygroundState): void => {
      if (state.run === this.last || !isOver(state)) return;
      this.last = state.run;
      const run = keptOf(state);
      if (run === null) return;
      const same = (other: KeptRun): boolean => other.key === run.key && other.every === run.every && other.save === run.save && other.clear === run.clear && other.reload === run.reload;
      this.list = [...this.list.filter((other) => !same(other)), run].slice(-MOST);
      try {
        this.storage().setItem(KEY, JSON.stringify(this.list));
      } catch {
        // Kept until the page is left.
      }
      for (const listener of this.listeners) listener();
    };
    look(store.getState());
    return store.subscribe(look);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const orNull = (is: (value: unknown) => boolean) => (value: unknown): boolean => value === null || is(value);
const isCycle = (value: unknown): value is Cycle => isObject(value) && isNumber(value.first) && orNull(isNumber)(value.slowdown) && isNumber(value.reach) && orNull(isNumber)(value.breaks) && orNull(isNumber)(value.overhead) && isNumber(value.dearer) && orNull(isNumber)(value.nodes) &&
  isObject(value.cures) && [value.cures.count, value.cures.K, value.cures.KK, value.cures.o, value.cures.Ko].every(isNumber);

/** Whether a value that was kept is a run as this page keeps it. */
function isKept(value: unknown): value is KeptRun {
  if (!isObject(value) || !isObject(value.total) || !isObject(value.cycle)) return false;
  const { key, every, save, clear, reload, total, cycle } = value;
  return (
    typeof key === 'string' && isNumber(every) && [save, clear, reload].every((hand) => typeof hand === 'boolean') &&
    isNumber(total.modelled) && orNull(isNumber)(total.measured) && orNull(isCycle)(cycle.modelled) && orNull(isCycle)(cycle.measured)
  );
}

function read(storage: () => Storage): readonly KeptRun[] {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept).slice(-MOST) : [];
  } catch {
    return [];
  }
}
