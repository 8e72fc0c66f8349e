/**
 * A recording of real TensorFlow (`schema: tf-graph-run/1`), as far as the model reads it: what was run, and by epoch (or iteration,
 * or measured point) how long it took, how many nodes there were and how large the process was. Plain data.
 */
export interface RecordedEpoch { readonly [key: string]: unknown }

export interface Recording {
  readonly id: string;
  readonly experiment: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly versions?: Readonly<Record<string, unknown>>;
  readonly summary?: Readonly<Record<string, unknown>>;
  readonly epochs: readonly RecordedEpoch[];
}

/** What is not a number is NaN. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const isOn = (value: unknown): boolean => value === true;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
export const partOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** A recording out of JSON; the reason, where it is none. */
export function readRecording(json: unknown): Recording | string {
  if (!isObject(json)) return 'expected an object, as the recorders write it';
  if (json.schema !== 'tf-graph-run/1') return `expected "schema": "tf-graph-run/1", got ${JSON.stringify(json.schema) ?? 'nothing'}`;
  if (!isObject(json.params)) return 'expected "params", the parameters of the recorded run';
  if (!Array.isArray(json.epochs) || !json.epochs.every(isObject)) return 'expected "epochs", a list of objects';
  return { id: textOf(json.id), experiment: textOf(json.experiment), params: json.params, versions: partOf(json.versions), summary: partOf(json.summary), epochs: json.epochs };
}
