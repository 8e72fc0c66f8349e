// Making attributes and reading them: the short words for what model.ts spells out.
import type { AttrData, Int64 } from './model.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text. What is not UTF-8 shows as U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Text as UTF-8 bytes. */
export function utf8Bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** A string attribute. */
export function textAttr(text: string): AttrData {
  return { kind: 'string', value: encoder.encode(text) };
}

/** A list of string attributes, e.g. `_class`. */
export function textListAttr(texts: readonly string[]): AttrData {
  return texts.length === 0
    ? { kind: 'list', of: 'empty', values: [] }
    : { kind: 'list', of: 'string', values: texts.map((text) => encoder.encode(text)) };
}

/** A 64-bit integer in the model's form: a number where that is exact. */
export function int64(value: bigint): Int64 {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Whole numbers as the elements of an int64 tensor. Throws on anything that is not a whole number below 2^53. */
export function int64Elements(values: ArrayLike<number>): BigInt64Array {
  const out = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isSafeInteger(values[i]))
      throw new Error(`internal: an int64 element must be a whole number below 2^53; element ${i} is ${values[i]}`);
    out[i] = BigInt(values[i]);
  }
  return out;
}

/** How many elements a tensor of this shape has; not finite beyond 2^53. */
export function elementCount(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const count = shape.reduce((product, size) => product * size, 1);
  return Number.isSafeInteger(count) ? count : Infinity;
}

/** A name cut to a length that can be shown. */
export function brief(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}…` : name;
}
