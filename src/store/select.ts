/** Memoised views of the state that more than one part of the page needs. Not the state itself. */
import { FitAccumulator } from '../lib/fit.ts';
import type { Projection } from '../lib/fit.ts';
import { PHASES } from '../protocol/frame.ts';
import type { History } from '../protocol/frame.ts';
import type { PlaygroundState } from './state.ts';
import { situationOf } from './situation.ts';
import type { Situation } from './situation.ts';

const MODELLED = PHASES.map((phase) => `modelled.${phase}` as const);

/** A selector of the modelled seconds of each epoch, all phases together; continues where it left off while the run grows. */
export function createTotals(): (run: number, history: History) => Float64Array {
  let known = { run: -1, count: 0, totals: new Float64Array(256) };
  return (run, history) => {
    let { totals } = known;
    const from = run === known.run && known.count <= history.count ? known.count : 0;
    if (totals.length < history.count) {
      totals = new Float64Array(Math.max(history.count, totals.length * 2));
      totals.set(known.totals.subarray(0, from));
    }
    for (let row = from; row < history.count; row++) {
      let sum = 0;
      for (const column of MODELLED) sum += history.columns[column][row];
      totals[row] = sum;
    }
    known = { run, count: history.count, totals };
    return totals;
  };
}

/** Remembers the last result of `compute` while `keys(state)` are the same by `Object.is`. */
export function remember<T>(
  keys: (state: PlaygroundState) => readonly unknown[],
  compute: (state: PlaygroundState) => T,
): (state: PlaygroundState) => T {
  let last: { keys: readonly unknown[]; value: T } | null = null;
  return (state) => {
    const now = keys(state);
    if (last === null || now.some((key, i) => !Object.is(key, last?.keys[i]))) last = { keys: now, value: compute(state) };
    return last.value;
  };
}

const totals = createTotals();
/** Modelled seconds of each finished epoch; valid up to `history.count`. */
export function selectTotals(state: PlaygroundState): Float64Array {
  return totals(state.run, state.history);
}

/** The situation behind the live sentence. */
export const selectSituation: (state: PlaygroundState) => Situation = remember(
  (state) => [state.engine, state.status, state.history, state.events, state.config],
  (state) => situationOf({ ...state, totals: selectTotals(state) }),
);

/** Epochs finished so far. */
export function finishedEpochs(state: PlaygroundState): number {
  const { history } = state;
  return history.count === 0 ? 0 : history.columns.epoch[history.count - 1];
}

/** Epochs at the start that also build the model and compile its first runs: no part of the trend. The headless command leaves them out too. */
const BUILDS = 1;
let fits: { run: number; accumulator: FitAccumulator } = { run: -1, accumulator: new FitAccumulator() };
/** Fits of modelled time per epoch for the whole run; null while there are too few epochs. */
export const selectProjection: (state: PlaygroundState) => Projection | null = remember(
  (state) => [state.run, state.history, state.status?.epochsInAll],
  (state) => {
    if (fits.run !== state.run || fits.accumulator.count > state.history.count)
      fits = { run: state.run, accumulator: new FitAccumulator() };
    const seconds = selectTotals(state);
    for (let row = fits.accumulator.count; row < state.history.count; row++) fits.accumulator.push(row < BUILDS ? NaN : seconds[row]);
    return fits.accumulator.project(state.status?.epochsInAll ?? state.config.epochs);
  },
);
