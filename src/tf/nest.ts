/**
 * Structures of values as `tf.nest` sees them: lists, tuples, namedtuples and dicts around leaves. A dict is gone through in the order of
 * its sorted keys; a composite (rows, sparse parts) is a leaf here. Everything that is no sequence is a leaf.
 */
import { pythonType } from './element.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import { Tuple } from './values.ts';

export const isNested = (v: unknown): v is readonly unknown[] | ReadonlyMap<unknown, unknown> => Array.isArray(v) || v instanceof Map;

const sortedKeys = (m: ReadonlyMap<unknown, unknown>): unknown[] => [...m.keys()].sort((a, b) => ((a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0));

/** The parts of one level, in order. */
const parts = (v: readonly unknown[] | ReadonlyMap<unknown, unknown>): unknown[] => (v instanceof Map ? sortedKeys(v).map((k) => v.get(k)) : Array.from(v as readonly unknown[]));

/** The leaves of a structure; a leaf by itself is a list of one. */
export function flatten(structure: unknown): unknown[] {
  return isNested(structure) ? parts(structure).flatMap(flatten) : [structure];
}

/** The same level with other parts: lists stay lists, namedtuples keep their class, dicts their order of keys. */
function rebuilt(like: readonly unknown[] | ReadonlyMap<unknown, unknown>, items: readonly unknown[]): unknown {
  if (like instanceof Map) {
    const byKey = new Map(sortedKeys(like).map((k, i) => [k, items[i]]));
    return new Map([...like.keys()].map((k) => [k, byKey.get(k)]));
  }
  return like instanceof Tuple ? Tuple.from2(items, like.type) : [...items];
}

/** Puts leaves into the places of a structure's own. Throws ValueError where there are too few or too many. */
export function pack(structure: unknown, flat: readonly unknown[]): unknown {
  let at = 0;
  const fill = (v: unknown): unknown => (isNested(v) ? rebuilt(v, parts(v).map(fill)) : flat[at++]);
  const out = fill(structure);
  if (at !== flat.length) {
    throw new TensorFlowError('ValueError', `Could not pack sequence. Structure had ${at} atoms, but flat_sequence had ${flat.length} items.  Structure: ${show(structure)}, flat_sequence: ${show(flat)}.`);
  }
  return out;
}

/** `nest.map_structure(fn, first, ...rest)`: all structures are alike. */
export function map(fn: (...leaves: never[]) => unknown, first: unknown, ...rest: unknown[]): unknown {
  for (const other of rest) assertSame(first, other);
  const all = [first, ...rest].map(flatten);
  return pack(first, all[0].map((_, i) => fn(...(all.map((f) => f[i]) as never[]))));
}

/** A structure as Python prints it. */
export function show(v: unknown): string {
  if (v instanceof Tuple) return `(${v.map(show).join(', ')}${v.length === 1 ? ',' : ''})`;
  if (Array.isArray(v)) return `[${v.map(show).join(', ')}]`;
  if (v instanceof Map) return `{${[...v].map(([k, w]) => `${show(k)}: ${show(w)}`).join(', ')}}`;
  return typeof v === 'string' ? `'${v}'` : v === null ? 'None' : String(v);
}

const dots = (v: unknown): unknown => (isNested(v) ? rebuilt(v, parts(v).map(dots)) : '.');
const shape = (v: unknown): string => show(dots(v)).replaceAll("'.'", '.');

/** `nest.assert_same_structure(a, b)`: ValueError where the nesting differs, TypeError where the kinds of sequences do. */
export function assertSame(a: unknown, b: unknown): void {
  const problem = difference(a, b);
  if (problem) {
    throw new TensorFlowError(problem.kind, `The two structures don't have the same nested structure.\n\nFirst structure: type=${pythonType(a)} str=${show(a)}\n\nSecond structure: type=${pythonType(b)} str=${show(b)}\n\nMore specifically: ${problem.text}\nEntire first structure:\n${shape(a)}\nEntire second structure:\n${shape(b)}`);
  }
}

function difference(a: unknown, b: unknown): { kind: 'ValueError' | 'TypeError'; text: string } | null {
  if (isNested(a) !== isNested(b)) {
    const [nested, other] = isNested(a) ? [a, b] : [b, a];
    return { kind: 'ValueError', text: `Substructure "type=${pythonType(nested)} str=${show(nested)}" is a sequence, while substructure "type=${pythonType(other)} str=${show(other)}" is not` };
  }
  if (!isNested(a) || !isNested(b)) return null;
  if (pythonType(a) !== pythonType(b) || (a instanceof Tuple && a.type !== (b as Tuple).type)) {
    return { kind: 'TypeError', text: `The two namedtuples don't have the same sequence type. First structure ${show(a)} has type ${pythonType(a)}, while second structure ${show(b)} has type ${pythonType(b)}` };
  }
  const [p, q] = [parts(a), parts(b)];
  if (a instanceof Map && show(sortedKeys(a)) !== show(sortedKeys(b as Map<unknown, unknown>))) {
    return { kind: 'ValueError', text: `The two dictionaries don't have the same set of keys. First structure has keys ${show([...a.keys()])}, while second structure has keys ${show([...(b as Map<unknown, unknown>).keys()])}` };
  }
  if (p.length !== q.length) return { kind: 'ValueError', text: `The two structures don't have the same number of elements. First structure: ${show(a)}. Second structure: ${show(b)}` };
  for (let i = 0; i < p.length; i++) {
    const found = difference(p[i], q[i]);
    if (found) return found;
  }
  return null;
}
