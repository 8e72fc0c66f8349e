// Protobuf's text format as messages, for any message of ../graphdef/proto. Follows protobuf's grammar: `:` optional before
// messages, {} or <>, `,` or `;` after fields, [a, b] for lists, comments, enums by name or number, a field once unless repeated.
import { create, type DescEnum, type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf';
import type { Budget } from './limits.ts';
import { integer, isInteger, real } from './text-number.ts';
import type { Scanner } from './text-scan.ts';

/** What a parse needs beside the text. */
export interface TextContext {
  readonly scan: Scanner;
  readonly budget: Budget;
  /** names of fields that are not known here; they are passed over */
  readonly dropped: Set<string>;
  /** takes a message that has been read out of its parent, so that it need not be kept; false leaves it there */
  readonly take: (parent: DescMessage, field: DescField, message: object) => boolean;
  /** before such a message is read */
  readonly begin: (parent: DescMessage, field: DescField) => void;
}

type Fields = Record<string, unknown>;

const byName = new Map<DescMessage, ReadonlyMap<string, DescField>>();

function fieldsOf(desc: DescMessage): ReadonlyMap<string, DescField> {
  let made = byName.get(desc);
  if (!made) {
    made = new Map(desc.fields.map((field) => [field.name, field]));
    byName.set(desc, made);
  }
  return made;
}

/** Reads fields up to `close` ('}' or '>', which is passed), or to the end of the file if it is empty. */
export function readMessage<D extends DescMessage>(context: TextContext, desc: D, close: string, depth = 0): MessageShape<D> {
  const { scan, budget } = context;
  if (depth > budget.limits.depth)
    scan.fail(`messages are nested more than ${budget.limits.depth} deep, which is the limit here`, scan.position);
  const message = create(desc);
  const target = message as unknown as Fields;
  const seen = new Set<string>();
  for (;;) {
    if (close === '' ? scan.token === 'end' : scan.skip(close)) return message;
    if (scan.token !== 'word') {
      if (scan.token === 'symbol' && scan.text === '[') unknownName(context);
      else scan.fail(close === '' ? 'expected the name of a field' : `expected the name of a field or '${close}'`);
      skipValue(context, depth);
    } else {
      const field = fieldsOf(desc).get(scan.text);
      if (!field) {
        drop(context, scan.text);
        scan.next();
        skipValue(context, depth);
      } else readField(context, desc, field, target, seen, depth);
    }
    if (!scan.skip(',')) scan.skip(';');
  }
}

function readField(context: TextContext, desc: DescMessage, field: DescField, target: Fields, seen: Set<string>, depth: number): void {
  const { scan } = context;
  const at = scan.position;
  scan.next();
  if (field.fieldKind === 'list') {
    const list = target[field.localName] as unknown[];
    const one = (): void => {
      context.begin(desc, field);
      context.budget.spend(1);
      const value = readValue(context, field, depth);
      if (!field.message || !context.take(desc, field, value as object)) list.push(value);
    };
    colon(context, field);
    if (!scan.skip('[')) one();
    else if (!scan.skip(']')) {
      do one();
      while (scan.skip(','));
      scan.expect(']', `or ',' in the list ${field.name}`);
    }
    return;
  }
  const slot = field.oneof?.localName ?? field.localName;
  if (seen.has(slot))
    scan.fail(
      field.oneof ? `'${field.name}' comes after another field of which only one may be given` : `'${field.name}' is given twice`,
      at,
    );
  seen.add(slot);
  context.budget.spend(1);
  colon(context, field);
  const value = readValue(context, field, depth);
  if (field.oneof) target[slot] = { case: field.localName, value };
  else if (!field.message || !context.take(desc, field, value as object)) target[slot] = value;
}

function colon({ scan }: TextContext, field: DescField): void {
  if (!scan.skip(':') && !field.message) scan.fail(`expected ':' after '${field.name}'`);
}

function readValue(context: TextContext, field: DescField, depth: number): unknown {
  const { scan, budget } = context;
  if (field.message) return readMessage(context, field.message, opened(context, field.name), depth + 1);
  if (field.enum) return enumValue(scan, field.enum, field.name);
  const { name, scalar } = field;
  if (scalar === ScalarType.STRING || scalar === ScalarType.BYTES) {
    if (scan.token !== 'string') scan.fail(`'${name}' should be a string in quotes`);
    return scalar === ScalarType.BYTES ? scan.string() : scan.utf8(budget.limits.textBytes, `'${name}'`);
  }
  if (scalar === ScalarType.BOOL) return truth(scan, name);
  if (scalar === ScalarType.FLOAT || scalar === ScalarType.DOUBLE) return real(scan, name, scalar === ScalarType.FLOAT);
  const unsigned = scalar === ScalarType.UINT32 || scalar === ScalarType.UINT64;
  const long = scalar === ScalarType.INT64 || scalar === ScalarType.UINT64;
  const bits = (long ? 64n : 32n) - (unsigned ? 0n : 1n);
  const value = integer(scan, name, unsigned ? 0n : -(2n ** bits), 2n ** bits - 1n);
  return long ? value : Number(value);
}

/** Passes the bracket that opens a message, and says which closes it. */
function opened({ scan }: TextContext, name: string): string {
  if (scan.skip('{')) return '}';
  scan.expect('<', `or '{' after '${name}'`);
  return '>';
}

function enumValue(scan: Scanner, desc: DescEnum, name: string): number {
  if (isInteger(scan)) return Number(integer(scan, name, -(2n ** 31n), 2n ** 31n - 1n));
  const value = scan.token === 'word' ? desc.values.find((one) => one.name === scan.text) : undefined;
  if (!value)
    scan.fail(
      `'${name}' should be one of ${desc.values
        .slice(0, 3)
        .map((one) => one.name)
        .join(', ')}, …`,
    );
  scan.next();
  return value.number;
}

const TRUTHS = new Map([
  ...['true', 'True', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'False', 'f', '0'].map((word) => [word, false] as const),
]);

function truth(scan: Scanner, name: string): boolean {
  const value = scan.token === 'word' || scan.token === 'number' ? TRUTHS.get(scan.text) : undefined;
  if (value === undefined) scan.fail(`'${name}' should be true or false`);
  scan.next();
  return value;
}

/** `[name.of/extension]`, which no known field has. */
function unknownName(context: TextContext): void {
  const { scan } = context;
  let name = '';
  scan.expect('[', 'before the name of an extension');
  while (!scan.skip(']')) {
    if (scan.token === 'end' || name.length > 1000) scan.fail("expected ']' after the name of an extension");
    name += scan.text;
    scan.next();
  }
  drop(context, name);
}

/** Notes the name of a field that is not known; the first few are enough. */
function drop({ budget, dropped }: TextContext, name: string): void {
  budget.unknown += 1;
  budget.spend(1);
  if (dropped.size < 20) dropped.add(name);
}

/** Passes over the value of a field that is not known. */
function skipValue(context: TextContext, depth: number): void {
  const { scan, budget } = context;
  scan.skip(':');
  if (depth > budget.limits.depth)
    scan.fail(`messages are nested more than ${budget.limits.depth} deep, which is the limit here`, scan.position);
  if (scan.skip('[')) {
    if (scan.skip(']')) return;
    do skipValue(context, depth + 1);
    while (scan.skip(','));
    scan.expect(']', 'at the end of a list');
    return;
  }
  for (const [open, close] of ['{}', '<>']) {
    if (!scan.skip(open)) continue;
    while (!scan.skip(close)) {
      budget.spend(1);
      if (scan.token === 'symbol' && scan.text === '[') unknownName(context);
      else if (scan.token === 'word') scan.next();
      else scan.fail(`expected the name of a field or '${close}'`);
      skipValue(context, depth + 1);
      if (!scan.skip(',')) scan.skip(';');
    }
    return;
  }
  if (scan.token === 'string') {
    scan.string();
    return;
  }
  scan.skip('-');
  if (scan.token !== 'word' && scan.token !== 'number') scan.fail('expected a value');
  scan.next();
}
