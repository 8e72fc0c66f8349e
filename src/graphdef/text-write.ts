// Messages as protobuf's text format, character for character as Python's `text_format.MessageToString` prints them, or `str()` where
// the sink says so: that is upb's printer. TensorFlow's own `write_graph` differs from the former in one thing: it prints floats with the
// digits of doubles. Fields not known here are left out.
import { type DescField, type DescMessage, type Message, ScalarType } from '@bufbuild/protobuf';
import { utf8Bytes } from './attrs.ts';
import { realText, roundTripText } from './text-number.ts';

/** Collects text as UTF-8 in pieces of about a megabyte: a graph may print longer than the longest JavaScript string. */
export class TextSink {
  private readonly encoder = new TextEncoder();
  private readonly pieces: Uint8Array[] = [];
  private waiting = '';

  /** @param upb prints as `str()` of a message does */
  constructor(readonly upb = false) {}

  add(text: string): void {
    this.waiting += text;
    if (this.waiting.length > 1 << 20) this.flush();
  }

  /** All pieces, in order. */
  finish(): Uint8Array[] {
    this.flush();
    return this.pieces;
  }

  private flush(): void {
    this.pieces.push(this.encoder.encode(this.waiting));
    this.waiting = '';
  }
}

const orders = new WeakMap<DescMessage, readonly DescField[]>();

function ordered(desc: DescMessage): readonly DescField[] {
  let fields = orders.get(desc);
  if (!fields) {
    fields = desc.fields.toSorted((a, b) => a.number - b.number);
    orders.set(desc, fields);
  }
  return fields;
}

/** Prints the fields of a message that are set, one a line, in the order of their numbers. */
export function printMessage(out: TextSink, desc: DescMessage, message: Message, indent = ''): void {
  const values = message as unknown as Record<string, unknown>;
  for (const field of ordered(desc)) {
    if (field.fieldKind === 'list')
      for (const value of inOrder(field, values[field.localName] as unknown[], out.upb)) printField(out, field, value, indent);
    else if (field.oneof) {
      const one = values[field.oneof.localName] as { case?: string; value?: unknown };
      if (one.case === field.localName) printField(out, field, one.value, indent);
    } else if (isSet(field, values[field.localName])) printField(out, field, values[field.localName], indent);
  }
}

/** Prints one field with its value, over one line or more. */
export function printField(out: TextSink, field: DescField, value: unknown, indent: string): void {
  if (field.message) {
    out.add(`${indent}${field.name} {\n`);
    printMessage(out, field.message, value as Message, `${indent}  `);
    out.add(`${indent}}\n`);
  } else if (value instanceof Uint8Array) {
    // In pieces: four characters a byte may be more than a string can hold.
    out.add(`${indent}${field.name}: "`);
    for (let at = 0; at < value.length; at += 1 << 16) out.add(escapeBytes(value.subarray(at, at + (1 << 16))));
    out.add('"\n');
  } else out.add(`${indent}${field.name}: ${scalarText(field, value, out.upb)}\n`);
}

/** Entries of maps go in the order of their keys, all else as it is. upb sorts backwards, but has the shorter of two that begin alike first. */
function inOrder(field: DescField, values: readonly unknown[], upb: boolean): readonly unknown[] {
  if (values.length < 2 || !field.message?.name.endsWith('Entry')) return values;
  const keyed = values as readonly { readonly key?: string | number }[];
  if (upb) {
    return keyed.toSorted((x, y) => {
      const [a, b] = [String(x.key ?? ''), String(y.key ?? '')];
      const common = Math.min(a.length, b.length);
      const [c, d] = [a.slice(0, common), b.slice(0, common)];
      return c === d ? a.length - b.length : c < d ? 1 : -1;
    });
  }
  return keyed.toSorted(({ key: a = '' }, { key: b = '' }) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A field without explicit presence is set if it is not zero, false or empty. Minus zero is set. So is a key of a map, as in Python. */
function isSet(field: DescField, value: unknown): boolean {
  if (value === undefined) return false;
  if (field.message || (field.proto.proto3Optional && field.name !== 'key')) return true;
  if (value instanceof Uint8Array) return value.length > 0;
  return Object.is(value, -0) || Boolean(value) || Number.isNaN(value);
}

function scalarText(field: DescField, value: unknown, upb: boolean): string {
  if (field.enum) return field.enum.values.find(({ number }) => number === value)?.name ?? String(value);
  if (typeof value === 'string') return `"${SPECIAL.test(value) ? escapeBytes(utf8Bytes(value)) : value}"`;
  if (field.scalar === ScalarType.FLOAT || field.scalar === ScalarType.DOUBLE)
    return (upb ? roundTripText : realText)(value as number, field.scalar === ScalarType.FLOAT);
  return String(value);
}

/** Text that does not print as itself. What is not ASCII is escaped byte by byte, so that the file is ASCII. */
const SPECIAL = /[^ !#-&(-[\]-~]/;

/** What each byte prints as: itself, a named escape, or three octal digits. */
const escapes = Array.from({ length: 256 }, (_, byte) => {
  const named = { 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 39: "\\'", 92: '\\\\' }[byte];
  return named ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`);
});

function escapeBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += escapes[byte];
  return text;
}
