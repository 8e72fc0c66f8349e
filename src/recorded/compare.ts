/** A recording and the model beside each other, as columns for the charts, and how far apart they are. */
import { median, medianError } from './error.ts';
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
  /** Bytes by which the process grew after its first epoch; null where bytes were not taken. */
  readonly memory: Compared | null;
  /** Bytes of the process after its first epoch. */
  readonly base: number | null;
  /** Median of recorded / modelled seconds, how much slower than the model's this machine was, and the error left with that factor. NaN where there is none. */
  readonly scale: number;
  readonly scaled: number;
}

/** Growth below which its error says nothing: allocators take more at a time, in bytes. */
const LEAST_GROWTH = 8 * 1024 * 1024;

/** The clocks that a recording has. */
export const clocksOf = ({ epochs }: Recording): readonly Clock[] => CLOCKS.filter((clock) => epochs.some((row) => Number.isFinite(secondsOf(row, clock))));

/** Compares by one of the recording's clocks. `ours`: one of the page's index, whose scripts the model knows. */
export function compare(recording: Recording, clock: Clock, ours: boolean): Comparison {
  const { epochs } = recording;
  const rows = modelOf(recording, ours);
  const column = (value: (row: Recording['epochs'][number], i: number) => number | null): Float64Array => Float64Array.from(epochs, (row, i) => value(row, i) ?? Number.NaN);
  const modelled = (value: (row: NonNullable<typeof rows>[number], i: number) => number | null): Float64Array | null => {
    if (!rows) return null;
    const values = Float64Array.from(rows, (row, i) => value(row, i) ?? Number.NaN);
    return values.some(Number.isFinite) ? values : null;
  };
  const compared = (recorded: Float64Array, model: Float64Array | null): Compared => ({ recorded, model, error: model ? medianError(model, recorded) : Number.NaN });
  // Python and TensorFlow themselves, and what a first run takes once, are not the graph's.
  const base = epochs[0].bytes;
  let memory: Compared | null = null;
  if (base !== null) {
    const recorded = column(({ bytes }) => (bytes === null ? null : bytes - base));
    const zero = rows?.[0]?.bytes ?? 0;
    const model = modelled(({ bytes }) => bytes - zero);
    const grew = recorded.reduce((most, value) => (value > most ? value : most), 0) >= LEAST_GROWTH;
    memory = { recorded, model, error: model && grew ? medianError(model, recorded) : Number.NaN };
  }
  const time = compared(column((row) => secondsOf(row, clock)), modelled(({ seconds }) => seconds));
  const scale = time.model ? median(Array.from(time.recorded, (seconds, i) => seconds / (time.model?.[i] ?? Number.NaN))) : Number.NaN;
  return {
    epochs: column(({ epoch }) => epoch),
    nodes: compared(column(({ nodes }) => nodes), modelled(({ nodes }) => nodes)),
    time,
    memory,
    base,
    scale,
    scaled: time.model ? medianError(time.model.map((seconds) => seconds * scale), time.recorded) : Number.NaN,
  };
}
