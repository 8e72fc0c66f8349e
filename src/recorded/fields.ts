/** Fields out of JSON whose shape is not known: each is looked at by itself, and the first that is not what it should be is thrown as a problem. Nothing is merged or kept whole. */
import type { Expected, Got, Problem } from './problem.ts';

/** Longest text of a field, in UTF-16 units, and longest name. */
const MOST_TEXT = 300;
const MOST_NAME = 60;

/** What ends the reading. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind);
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text on one line, without control and format characters: some of these turn the writing round. */
export const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

/** What came, short. */
export function said(value: unknown): Got {
  if (value === undefined) return { what: 'nothing' };
  if (value === null) return { what: 'null' };
  if (Array.isArray(value)) return { what: 'list', count: value.length };
  if (typeof value === 'object') return { what: 'object' };
  if (typeof value === 'string') return { what: 'text', text: `${clean(value).slice(0, 40)}${value.length > 40 ? '…' : ''}` };
  return { what: 'value', text: typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value };
}

export function refuse(field: string, expected: Expected, value: unknown): never {
  throw new Refused({ kind: 'field', field, expected, got: said(value) });
}

/** An object of JSON at a place of the file, of which only its own fields are seen. */
export class Place {
  constructor(private readonly fields: Fields, private readonly path: string) {}

  /** The object `value`; a missing one is empty if it may be. */
  static of(value: unknown, path: string, optional = false): Place {
    if (value === undefined && optional) return new Place({}, path);
    if (!isFields(value)) return refuse(path, 'object', value);
    return new Place(value, path);
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
  get(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
  place(name: string): Place {
    return Place.of(this.get(name), this.at(name), true);
  }

  /** A text; '' where there is none and none is needed. */
  text(name: string, needed = false): string {
    const value = this.get(name);
    if (value === undefined && !needed) return '';
    if (typeof value !== 'string') return refuse(this.at(name), 'text', value);
    if (value.length > MOST_TEXT) return refuse(this.at(name), 'short', value);
    return clean(value);
  }

  /** A number within limits, whole for what is counted. */
  number(name: string, expected: Expected, { from = 0, to, whole = false }: { from?: number; to: number; whole?: boolean }): number {
    const value = this.get(name);
    const fits = typeof value === 'number' && value >= from && value <= to && (!whole || Number.isInteger(value));
    return fits ? value : refuse(this.at(name), expected, value);
  }
  /** The same, or null where it is missing or null. */
  maybe(name: string, expected: Expected, limits: { from?: number; to: number; whole?: boolean }): number | null {
    const value = this.get(name);
    return value === undefined || value === null ? null : this.number(name, expected, limits);
  }

  list(name: string, most: number, needed = false): readonly unknown[] {
    const value = this.get(name);
    if (value === undefined && !needed) return [];
    if (!Array.isArray(value)) return refuse(this.at(name), 'list', value);
    return value.length > most ? refuse(this.at(name), 'few', value) : value;
  }

  /** Names with values of this place. */
  pairs<T>(most: number, read: (value: unknown, field: string) => T): (readonly [string, T])[] {
    const names = Object.keys(this.fields);
    if (names.length > most) return refuse(this.path, 'few', names);
    return names.map((name) => {
      const field = this.at(clean(name).slice(0, MOST_NAME));
      if (name.length > MOST_NAME) return refuse(field, 'short', name);
      return [clean(name), read(this.fields[name], field)] as const;
    });
  }
}

/** A text, a number, true or false. */
export function scalar(value: unknown, field: string): string | number | boolean {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value === 'string' && value.length <= MOST_TEXT) return clean(value);
  return refuse(field, 'scalar', value);
}
export function shortText(value: unknown, field: string): string {
  if (typeof value !== 'string') return refuse(field, 'text', value);
  return value.length <= MOST_TEXT ? clean(value) : refuse(field, 'short', value);
}
