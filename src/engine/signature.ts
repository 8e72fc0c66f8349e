/**
 * An op's signature: the names and types of its inputs, outputs and attributes, written in one line an op:
 * `a:T b:T -> product:T | transpose_a:bool=false T:type`. Lists are `values:N*T` (N alike) or `data:Tlist` (types from a list
 * attribute), references `ref:&T`; defaults are JSON; ` ! stateful` marks ops that TensorFlow never folds or merges.
 */
import type { DType, Static } from './dtype.ts';
import type { Attrs, AttrValue } from './op-def.ts';

export type AttrType = 'type' | 'int' | 'float' | 'bool' | 'string' | 'shape' | 'tensor' | 'func' | `list(${string})`;

export interface Arg {
  readonly name: string;
  readonly ref: boolean;
  /** The dtype where it is fixed. */
  readonly dtype: DType | null;
  /** The attribute that holds the dtype, or the list of dtypes. */
  readonly typeAttr: string | null;
  /** The attribute that holds how many there are. */
  readonly numberAttr: string | null;
  /** Whether `typeAttr` is a list. */
  readonly list: boolean;
}

export interface AttrSpec { readonly name: string; readonly type: AttrType; readonly default?: AttrValue; /** The values it may have, if few. */ readonly allowed: readonly string[] | null; readonly least: number | null }

export interface Signature {
  readonly inputs: readonly Arg[];
  readonly outputs: readonly Arg[];
  readonly attrs: readonly AttrSpec[];
  readonly stateful: boolean;
}

const DTYPES = new Set(['float32', 'float64', 'int32', 'int64', 'bool', 'string', 'uint8', 'int8', 'int16', 'uint16', 'uint32', 'uint64', 'float16', 'bfloat16', 'complex64', 'complex128', 'resource', 'variant']);

function parseArg(text: string, lists: ReadonlySet<string>): Arg {
  const [name, rest] = text.split(':') as [string, string];
  const ref = rest.includes('&');
  const plain = rest.replace('&', '');
  const [count, type] = plain.includes('*') ? (plain.split('*') as [string, string]) : [null, plain];
  const fixed = DTYPES.has(type);
  return { name, ref, dtype: fixed ? (type as DType) : null, typeAttr: fixed ? null : type, numberAttr: count, list: lists.has(type) };
}

const ATTR = /^(\w+):([a-z]+(?:\([a-z]+\))?)(?:\{([^}]*)\})?(?:>=(\d+))?(?:=(.*))?$/;

function parseAttr(text: string): AttrSpec {
  const m = ATTR.exec(text);
  if (!m) throw new Error(`internal: not an attribute: ${text}`);
  const [, name, type, allowed, least, value] = m;
  const spec = { name, type: type as AttrType, allowed: allowed === undefined ? null : allowed.replaceAll('"', '').split(','), least: least === undefined ? null : Number(least) };
  if (value === undefined) return spec;
  return { ...spec, default: type === 'type' ? value : (JSON.parse(value) as AttrValue) };
}

/** Splits at blanks outside of quotes, brackets and braces. */
function words(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quoted = false;
  let word = '';
  for (const ch of `${text} `) {
    if (ch === '"') quoted = !quoted;
    if (!quoted && '[{('.includes(ch)) depth++;
    if (!quoted && ']})'.includes(ch)) depth--;
    if (ch === ' ' && depth === 0 && !quoted) {
      if (word) out.push(word);
      word = '';
    } else word += ch;
  }
  return out;
}

const parsed = new Map<string, Signature>();

/** The signature of a line; parsed once. */
export function signatureOf(line: string): Signature {
  let found = parsed.get(line);
  if (found) return found;
  const [body, ...flags] = line.split(' !');
  const [args, attrText = ''] = body.split('|') as [string, string | undefined];
  const [from, to = ''] = args.split('->') as [string, string | undefined];
  const attrs = words(attrText).map(parseAttr);
  const lists = new Set(attrs.filter((a) => a.type === 'list(type)').map((a) => a.name));
  const list = (text: string): Arg[] => words(text).map((w) => parseArg(w, lists));
  found = { inputs: list(from), outputs: list(to), attrs, stateful: flags.some((f) => f.includes('stateful')) };
  parsed.set(line, found);
  return found;
}

/** How many of `total` inputs each argument takes. `attrs` may say how long lists are; else the one list takes what is left. */
export function split(s: Signature, total: number, attrs: Attrs): number[] {
  const known = s.inputs.map((a) => {
    if (a.numberAttr) return (attrs[a.numberAttr] as number | undefined) ?? -1;
    if (a.list) return (attrs[a.typeAttr!] as readonly string[] | undefined)?.length ?? -1;
    return 1;
  });
  const open = known.filter((n) => n < 0).length;
  const left = total - known.reduce((sum, n) => sum + Math.max(0, n), 0);
  return known.map((n) => (n < 0 ? left / open : n));
}

/** All attributes of a node: what was given, what its inputs say, and defaults. */
export function complete(s: Signature, inputs: readonly Static[], given: Attrs): Attrs {
  const out: Record<string, AttrValue> = {};
  const counts = split(s, inputs.length, given);
  let at = 0;
  s.inputs.forEach((arg, i) => {
    const mine = inputs.slice(at, at + counts[i]);
    at += counts[i];
    if (arg.numberAttr) out[arg.numberAttr] = counts[i];
    if (arg.list) out[arg.typeAttr!] = mine.map((m) => m.dtype);
    else if (arg.typeAttr && mine.length > 0) out[arg.typeAttr] ??= mine[0].dtype;
  });
  for (const spec of s.attrs) if (!(spec.name in out) && spec.default !== undefined) out[spec.name] = spec.default;
  return { ...out, ...given };
}
