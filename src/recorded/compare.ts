/** A recording and the model beside each other, as columns for the charts, and how far apart they are. */
import { medianError } from './error.ts';
import { modelOf } from './model.ts';
import { CLOCKS, secondsOf } from './recording.ts';
import type { Clock, Recording } from './recording.ts';

export interface Compared {
  readonly recorded: Float64Array;
  /** null: the model says nothing of it. */
  readonly model: Float64Array | null;
  /** Median over epochs of |model − recorded| / recorded, as a share; NaN where there is none. */
  readonly error: number;
}
export interface Comparison {
  readonly epochs: Float64Array;
  readonly nodes: Compared;
  readonly time: Compared;
  /** Bytes by which the process grew since `base` was taken; null where bytes were not taken. */
  readonly memory: Compared | null;
  /** Bytes of the process at the start, or after the first epoch where they were not taken before. */
  readonly base: { readonly bytes: number; readonly since: 'start' | 'first' } | null;
}

/** Growth below which its error says nothing: allocators take more at a time, in bytes. */
const LEAST_GROWTH = 8 * 1024 * 1024;

/** The clocks that a recording has. */
export const clocksOf = ({ epochs }: Recording): readonly Clock[] => CLOCKS.filter((clock) => epochs.some((row) => Number.isFinite(secondsOf(row, clock))));

/** Compares by one of the recording's clocks. */
export function compare(recording: Recording, clock: Clock): Comparison {
  const { epochs, start } = recording;
  const rows = modelOf(recording);
  const column = (value: (row: Recording['epochs'][number], i: number) => number | null): Float64Array => Float64Array.from(epochs, (row, i) => value(row, i) ?? Number.NaN);
  const modelled = (value: (row: NonNullable<typeof rows>[number], i: number) => number | null): Float64Array | null => {
    if (!rows) return null;
    const values = Float64Array.from(rows, (row, i) => value(row, i) ?? Number.NaN);
    return values.some(Number.isFinite) ? values : null;
  };
  const compared = (recorded: Float64Array, model: Float64Array | null): Compared => ({ recorded, model, error: model ? medianError(model, recorded) : Number.NaN });
  // What a process holds before its first epoch, Python and TensorFlow themselves, is not the graph's.
  const first = epochs[0].bytes;
  const base: Comparison['base'] = start.bytes !== null ? { bytes: start.bytes, since: 'start' } : first !== null ? { bytes: first, since: 'first' } : null;
  let memory: Compared | null = null;
  if (base) {
    const recorded = column(({ bytes }) => (bytes === null ? null : bytes - base.bytes));
    const zero = base.since === 'first' ? (rows?.[0]?.bytes ?? 0) : 0;
    const model = modelled(({ bytes }) => bytes - zero);
    const grew = recorded.reduce((most, value) => (value > most ? value : most), 0) >= LEAST_GROWTH;
    memory = { recorded, model, error: model && grew ? medianError(model, recorded) : Number.NaN };
  }
  return {
    epochs: column(({ epoch }) => epoch),
    nodes: compared(column(({ nodes }) => nodes), modelled(({ nodes }) => nodes)),
    time: compared(column((row) => secondsOf(row, clock)), modelled(({ seconds }) => seconds)),
    memory,
    base,
  };
}
