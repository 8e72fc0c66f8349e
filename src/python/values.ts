/**
 * How values are written down to cross between Python and JavaScript: JSON, in which an object with one key stands for what JSON does not
 * have. modules/_bridge.py is the other side. What crosses is told in tf/binding.ts; what the handles mean, in bridge.ts.
 *
 *   null true 1 1.5 "text" [list]       themselves
 *   {f: 2 | "nan"}  {i: "123…"}         a float that is whole or not finite; an int beyond 2^53
 *   {t: [...], y?: id}  {d: [[k, v]]}   a tuple (of a namedtuple's class; "Name field field" for one of ours), a dict
 *   {k: [[name, v]]}                    arguments by keyword, the last of a call
 *   {b: "latin-1"}  {s: [a, b, c]}  {e: 0}   bytes, a slice, `...`
 *   {h: handle}  {n: [dtype, value]}    a bound object or array; a numpy scalar
 *   {S: [dtype, shape, [...]]}          an array of strings or objects
 *   {c: id, l: name}  {o: [id, type, repr]}  a callable; an object that only Python knows
 */
import { ELLIPSIS, Float, Keywords, Ndarray, Slice, Tuple } from '../tf/binding.ts';

/** An object that only Python knows; goes back as it came. */
export class PyObject {
  constructor(readonly id: number, readonly type: string, readonly repr: string) {}
  toString(): string { return this.repr; }
}

/** A number with its numpy type, which numpy hands to Python as a scalar. */
export class NpScalar {
  constructor(readonly dtype: string, readonly value: number | bigint | boolean) {}
}

/** What reading and writing need of the bridge. */
export interface Heap {
  /** The object behind a handle, as the callee wants it. */
  get(handle: number): unknown;
  /** A function that calls Python's callable. */
  callable(id: number, name: string): unknown;
  /** How an object that JSON does not have is written; undefined: like any value. */
  put(value: object): string | undefined;
}

type Tagged = Record<string, unknown>;

/** Reads one value. */
export function read(x: unknown, heap: Heap): unknown {
  if (x === null || typeof x !== 'object') return x;
  if (Array.isArray(x)) return x.map((v) => read(v, heap));
  const bag = x as Tagged;
  for (const tag in bag) {
    const v = bag[tag];
    switch (tag) {
      case 'h': return heap.get(v as number);
      case 'f': return typeof v === 'string' ? Number(v === 'inf' ? 'Infinity' : v === '-inf' ? '-Infinity' : 'NaN') : new Float(v as number);
      case 'i': return BigInt(v as string);
      case 't': return tuple(v as unknown[], bag.y, heap);
      case 'd': return new Map((v as [unknown, unknown][]).map(([k, w]) => [read(k, heap), read(w, heap)]));
      case 'b': return Uint8Array.from(v as string, (ch) => ch.charCodeAt(0));
      case 's': { const [a, b, c] = v as unknown[]; return new Slice(read(a, heap), read(b, heap), read(c, heap)); }
      case 'e': return ELLIPSIS;
      case 'n': { const [dtype, value] = v as [string, unknown]; return new Ndarray(dtype, [], [number(value)], true); }
      case 'S': { const [, shape, data] = v as [string, number[], unknown[]]; return new Ndarray('string', shape, data.map((item) => byteString(read(item, heap)))); }
      case 'c': return heap.callable(v as number, String(bag.l));
      case 'o': { const [id, type, repr] = v as [number, string, string]; return new PyObject(id, type, repr); }
      default: break;
    }
    break;
  }
  throw new Error(`a value of an unknown kind came from Python: ${JSON.stringify(x).slice(0, 80)}`);
}

function tuple(items: readonly unknown[], type: unknown, heap: Heap): Tuple {
  const made = new Tuple();
  for (const item of items) made.push(read(item, heap));
  if (type !== undefined) made.type = type;
  return made;
}

/** A text as tf/ holds it: one character a byte of its UTF-8. */
const byteString = (v: unknown): string => Array.from(v instanceof Uint8Array ? v : new TextEncoder().encode(String(v)), (b) => String.fromCharCode(b)).join('');

const number = (v: unknown): number | bigint => (typeof v === 'string' ? (/^-?\d+$/.test(v) ? BigInt(v) : Number(v === 'inf' ? 'Infinity' : v === '-inf' ? '-Infinity' : 'NaN')) : (v as number));

/** A number as JSON has it, or a text where it has none. */
export const plainNumber = (v: number): string => (Number.isFinite(v) ? (Object.is(v, -0) ? '-0.0' : String(v)) : Number.isNaN(v) ? '"nan"' : v > 0 ? '"inf"' : '"-inf"');

/** Writes one value. */
export function write(v: unknown, heap: Heap): string {
  switch (typeof v) {
    case 'string': return JSON.stringify(v);
    case 'boolean': return v ? 'true' : 'false';
    case 'undefined': return 'null';
    case 'bigint': return v >= -9007199254740991n && v <= 9007199254740991n ? String(v) : `{"i":"${v}"}`;
    case 'number': return Number.isInteger(v) ? (Object.is(v, -0) ? '{"f":-0.0}' : String(v)) : Number.isFinite(v) ? String(v) : `{"f":${plainNumber(v)}}`;
    case 'symbol': return '{"e":0}';
    case 'function': case 'object': break;
  }
  if (v === null) return 'null';
  const placed = heap.put(v);
  if (placed !== undefined) return placed;
  if (v instanceof Float) return `{"f":${plainNumber(v.value)}}`;
  if (v instanceof Tuple) return `{"t":${list(v, heap)}${v.type === null || v.type === undefined ? '' : `,"y":${JSON.stringify(v.type)}`}}`;
  if (Array.isArray(v)) return list(v, heap);
  if (v instanceof Keywords) return `{"k":[${[...v.items].map(([k, w]) => `[${JSON.stringify(k)},${write(w, heap)}]`).join(',')}]}`;
  if (v instanceof Map) return `{"d":[${[...v].map(([k, w]) => `[${write(k, heap)},${write(w, heap)}]`).join(',')}]}`;
  if (v instanceof Uint8Array) return `{"b":${JSON.stringify(String.fromCharCode(...v))}}`;
  if (v instanceof Slice) return `{"s":[${write(v.start, heap)},${write(v.stop, heap)},${write(v.step, heap)}]}`;
  if (v instanceof NpScalar) return `{"n":["${v.dtype}",${typeof v.value === 'bigint' ? `"${v.value}"` : typeof v.value === 'boolean' ? String(v.value) : plainNumber(v.value)}]}`;
  if (v instanceof PyObject) return `{"o":[${v.id},"",""]}`;
  if (typeof v === 'object' && Symbol.iterator in v) return list(Array.from(v as Iterable<unknown>), heap);
  if (typeof v === 'object' && (Object.getPrototypeOf(v) === Object.prototype || Object.getPrototypeOf(v) === null)) {
    return `{"d":[${Object.entries(v).map(([k, w]) => `[${JSON.stringify(k)},${write(w, heap)}]`).join(',')}]}`;
  }
  throw new Error(`internal: an object of class ${(v).constructor?.name ?? '?'} has no counterpart in Python`);
}

const list = (items: readonly unknown[], heap: Heap): string => `[${Array.from(items, (item) => write(item, heap)).join(',')}]`;
