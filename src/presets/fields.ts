/** Kinds of field that a link can hold: how the text is read, how a value is written, and what to say was expected. */
import { maxValue, minValue, picklist, pipe, safeParse, string, transform } from 'valibot';
import type { GenericSchema } from 'valibot';
import { formatSize, parseSize } from '../lib/size.ts';

export interface Field<T> {
  schema: GenericSchema<string, T>;
  /** Plain words, the range included. */
  expected: string;
  write(value: T): string;
}
type Range = readonly [number, number];

/** The value that `text` stands for, or null if it is none. */
export function readField<T>(field: Field<T>, text: string): T | null {
  const result = safeParse(field.schema, text);
  return result.success ? result.output : null;
}

/** One of `words`, in any case; `synonyms` are read as their word, and never written. */
export function choice<const T extends string>(words: readonly T[], synonyms: Readonly<Record<string, NoInfer<T>>> = {}): Field<T> {
  const canonical = (text: string): string => {
    const word = plain(text);
    return Object.hasOwn(synonyms, word) ? synonyms[word] : word;
  };
  return {
    schema: pipe(string(), transform(canonical), picklist(words)),
    expected: `one of ${words.join(', ')}`,
    write: String,
  };
}

const FLAGS: Readonly<Record<string, boolean>> = { '0': false, '1': true, false: false, true: true, off: false, on: true, no: false, yes: true };
/** A switch: 0 or 1. */
export const flag: Field<boolean> = {
  schema: pipe(string(), transform(plain), picklist(Object.keys(FLAGS)), transform((text) => FLAGS[text])),
  expected: '0 or 1',
  write: (value) => (value ? '1' : '0'),
};

/** A whole number within `range`. */
export function whole(range: Range): Field<number> {
  return number(range, (text) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN), `a whole number ${within(range)}`);
}

/** A number within `range`, with or without a fraction or exponent. */
export function decimal(range: Range): Field<number> {
  return number(range, (text) => (/^(\d{1,20}\.?\d{0,20}|\.\d{1,20})(e-?\d{1,2})?$/.test(text) ? Number(text) : Number.NaN), `a number ${within(range)}`);
}

/** A size in bytes within `range`. */
export function size(range: Range): Field<number> {
  return { ...number(range, bytes, `a size from ${formatSize(range[0])} to ${formatSize(range[1])}, such as 6GB or 6GiB`), write: (value) => formatSize(Math.round(value)) };
}

/** One of a few sizes. */
export function sizes(of: readonly number[]): Field<number> {
  return {
    schema: pipe(string(), transform(bytes), picklist(of)),
    expected: `one of ${of.map(formatSize).join(', ')}`,
    write: formatSize,
  };
}

/** `read` gives NaN for what is no number: that fails minValue. */
function number(range: Range, read: (text: string) => number, expected: string): Field<number> {
  return { schema: pipe(string(), transform((text) => read(plain(text))), minValue(range[0]), maxValue(range[1])), expected, write: String };
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

function bytes(text: string): number {
  return parseSize(text) ?? Number.NaN;
}

function within([least, most]: Range): string {
  return `from ${shown(least)} to ${shown(most)}`;
}

function shown(n: number): string {
  return n.toLocaleString('en', { maximumFractionDigits: 10 });
}
