/**
 * The model beside a recording: from the parameters of the recorded run alone, what each of its epochs should have taken. Coefficients are
 * those of memory/coefficients, one set for all recordings; the recordings come from one class of machine (2 shared cores), and no factor is
 * fitted to any of them. A machine of another speed differs by one factor (`scale`), which is given beside the error.
 */
import { keras } from './keras.ts';
import { micro } from './micro.ts';
import { perceptron } from './perceptron.ts';
import type { Recording } from './recording.ts';
import type { ModelRow } from './rows.ts';

export type { ModelRow } from './rows.ts';

/** What the model says of a recording; null for drivers that it does not know. */
export function modelOf(recording: Recording): readonly ModelRow[] | null {
  const { params } = recording;
  if (typeof params.variant === 'string') return perceptron(recording);
  if (typeof params.case === 'string') return keras(recording);
  if (params.part === 'n' || params.part === 'p') return micro(recording);
  return null;
}

export interface ModelError {
  /** Epochs that are compared. */
  readonly epochs: number;
  /** Median over epochs of |model − recorded| / recorded. */
  readonly seconds: number;
  /** Median of recorded / model: above 1, the recording's machine was slower than the model's. */
  readonly scale: number;
  /** The error that is left when the model is multiplied by that one factor. */
  readonly scaled: number;
  /** Median over epochs of the error of main memory beyond the first epoch; NaN where it does not grow. */
  readonly bytes: number;
  /** Epochs whose number of nodes is not the recorded one. */
  readonly nodes: number;
}

/** Memory that grew by less than this says nothing: the allocator takes it in larger pieces. */
const GREW = 2e6;

export function errorOf(rows: readonly ModelRow[]): ModelError {
  const timed = rows.filter(({ recorded, seconds }) => recorded > 0 && Number.isFinite(seconds));
  const scale = median(timed.map(({ recorded, seconds }) => recorded / seconds));
  const grown = rows.filter(({ recordedBytes }) => recordedBytes > GREW);
  return {
    epochs: timed.length,
    seconds: median(timed.map(({ recorded, seconds }) => Math.abs(seconds - recorded) / recorded)),
    scale,
    scaled: median(timed.map(({ recorded, seconds }) => Math.abs(seconds * scale - recorded) / recorded)),
    bytes: median(grown.map(({ bytes, recordedBytes }) => Math.abs(bytes - recordedBytes) / recordedBytes)),
    nodes: rows.filter(({ nodes, recordedNodes }) => Number.isFinite(recordedNodes) && nodes !== recordedNodes).length,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length === 0 ? Number.NaN : sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
