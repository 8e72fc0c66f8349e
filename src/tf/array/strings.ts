/** Strings: tf.strings and its older names, tf.Print and tf.print (ops/string_ops.py, logging_ops.py). */
import { i32 } from '../../engine/dtype.ts';
import { NONE, Operation, Tensor, type Context, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { isConvertible } from '../convert.ts';
import { Float, Tuple } from '../values.ts';
import { asList, fail, num, range, rank, renamed, setShape, type Named } from './parts.ts';
import { operator } from '../math/operators.ts';
import { SparseTensor } from '../sparse.ts';

const has = (v: unknown): boolean => v !== null && v !== undefined;
const truth = (v: unknown): boolean => v === true || v === 1;

/** `tf.strings.join(inputs, separator, name)` */
export const join = (tf: Context, inputs: unknown, { separator, name }: { separator?: unknown } & Named = {}): Tensor => tf.gen('StringJoin', [asList(inputs)], { separator: String(separator ?? '') }, name);

interface AsStringOptions extends Named { readonly precision?: unknown; readonly scientific?: unknown; readonly shortest?: unknown; readonly width?: unknown; readonly fill?: unknown }
/** `tf.as_string(input, precision, scientific, shortest, width, fill, name)` */
export const asString = (tf: Context, input: TensorLike, o: AsStringOptions = {}): Tensor =>
  tf.gen('AsString', [input], { precision: num(o.precision ?? -1)!, scientific: truth(o.scientific), shortest: truth(o.shortest), width: num(o.width ?? -1)!, fill: String(o.fill ?? '') }, o.name);

/** `tf.strings.substr(input, pos, len, name, unit)` */
export const substr = (tf: Context, input: TensorLike, pos: TensorLike, len: TensorLike, { unit, name }: { unit?: unknown } & Named = {}): Tensor => tf.gen('Substr', [input, pos, len], { unit: String(unit ?? 'BYTE') }, name);
/** `tf.strings.length(input, name, unit)` */
export const length = (tf: Context, input: TensorLike, { unit, name }: { unit?: unknown } & Named = {}): Tensor => tf.gen('StringLength', [input], { unit: String(unit ?? 'BYTE') }, name);

interface ToNumber extends Named { readonly string_tensor?: TensorLike; readonly input?: TensorLike; readonly out_type?: unknown }
/** `tf.strings.to_number(string_tensor, out_type, name, input)` */
export const toNumber = (tf: Context, o: ToNumber = {}): Tensor => tf.gen('StringToNumber', [renamed(o.string_tensor, o.input, 'input', 'string_tensor')], { out_type: asDType(o.out_type ?? 'float32') }, o.name);
export const changed = (type: 'StringLower' | 'StringUpper') => (tf: Context, input: TensorLike, { encoding, name }: { encoding?: unknown } & Named = {}): Tensor => tf.gen(type, [input], { encoding: String(encoding ?? '') }, name);
export const strip = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.gen('StringStrip', [input], NONE, name);

/** `tf.strings.regex_replace(input, pattern, rewrite, replace_global, name)`: compiled when the graph is built where both are plain strings. */
export function regexReplace(tf: Context, input: TensorLike, pattern: unknown, rewrite: unknown, { replace_global, name }: { replace_global?: unknown } & Named = {}): Tensor {
  const attrs = { replace_global: replace_global !== false };
  if (typeof pattern === 'string' && typeof rewrite === 'string') return tf.gen('StaticRegexReplace', [input], { pattern, rewrite, ...attrs }, name);
  return tf.gen('RegexReplace', [input, pattern, rewrite], attrs, name);
}
/** `tf.strings.regex_full_match(input, pattern, name)` */
export const regexFullMatch = (tf: Context, input: TensorLike, pattern: unknown, { name }: Named = {}): Tensor =>
  (typeof pattern === 'string' ? tf.gen('StaticRegexFullMatch', [input], { pattern }, name) : tf.gen('RegexFullMatch', [input, pattern], NONE, name));

interface JoinOptions extends Named { readonly axis?: unknown; readonly reduction_indices?: unknown; readonly keepdims?: unknown; readonly keep_dims?: unknown; readonly separator?: unknown }
/** `tf.reduce_join(inputs, axis, keep_dims, separator, name, reduction_indices, keepdims)`: of all axes, the last one first. */
export const reduceJoin = (tf: Context, inputs: TensorLike, o: JoinOptions = {}): Tensor => tf.within('ReduceJoin', () => {
  const t = tf.convert(inputs);
  let axis: TensorLike = renamed(o.axis, o.reduction_indices, 'axis', 'reduction_indices');
  if (!has(axis)) {
    const n = t.shape?.length;
    axis = n === undefined ? range(tf, operator(tf, 'sub', rank(tf, t), 1), -1, -1, 'range') : tf.constant(i32([n], Array.from({ length: n }, (_, i) => n - 1 - i)), 'Const');
  }
  return tf.gen('ReduceJoin', [t, axis], { keep_dims: truth(o.keepdims) || truth(o.keep_dims), separator: String(o.separator ?? '') }, o.name);
});

function sparse(tf: Context, [indices, values, shape]: readonly Tensor[]): SparseTensor {
  return new SparseTensor(tf, setShape(indices, [null, 2]), setShape(values, [null]), setShape(shape, [2]));
}

interface SplitOptions extends Named { readonly sep?: unknown; readonly delimiter?: unknown; readonly skip_empty?: unknown; readonly maxsplit?: unknown; readonly source?: TensorLike }
/** `tf.string_split(source, sep, skip_empty, delimiter, result_type, name)` */
export const stringSplit = (tf: Context, source: TensorLike, o: SplitOptions = {}): SparseTensor => tf.within(o.name ?? 'StringSplit', () => {
  const s = tf.convert(source, { dtype: 'string', name: 'source' });
  const by = tf.convert(renamed(o.sep, o.delimiter, 'sep', 'delimiter') ?? ' ', { dtype: 'string' });
  return sparse(tf, tf.apply('StringSplit', [s, by], { skip_empty: o.skip_empty !== false }));
});
/** `tf.strings.split(input, sep, maxsplit, result_type, source, name)` */
export const split = (tf: Context, o: SplitOptions & { input?: TensorLike } = {}): SparseTensor => tf.within(o.name ?? 'StringSplit', () => {
  const s = tf.convert(renamed(o.input, o.source, 'input', 'source'), { dtype: 'string', name: 'input' });
  const by = tf.convert(o.sep ?? '', { dtype: 'string' });
  return sparse(tf, tf.apply('StringSplitV2', [s, by], { maxsplit: num(o.maxsplit ?? -1)! }));
});

/** `tf.strings.format(template, inputs, placeholder, summarize, name)` */
export function format(tf: Context, template: unknown, inputs: unknown, { placeholder, summarize, name }: { placeholder?: unknown; summarize?: unknown } & Named = {}): Tensor {
  const list = asList(inputs);
  const mark = String(placeholder ?? '{}');
  const places = String(template).split(mark).length - 1;
  if (places !== list.length) fail('ValueError', `The template expects ${places} tensors, but the inputs only has ${list.length}. Please ensure the number of placeholders in template matches inputs length.`);
  return tf.gen('StringFormat', [list], { template: String(template), placeholder: mark, summarize: num(summarize ?? 3)! }, name);
}

interface PrintOptions extends Named { readonly message?: unknown; readonly first_n?: unknown; readonly summarize?: unknown }
/** `tf.Print(input_, data, message, first_n, summarize, name)` */
export const print = (tf: Context, input: TensorLike, data: unknown, o: PrintOptions = {}): Tensor =>
  tf.gen('Print', [input, asList(data)], { message: String(o.message ?? ''), first_n: num(o.first_n ?? -1)!, summarize: num(o.summarize ?? 3)! }, o.name);

const isTensor = (v: unknown): boolean => v instanceof Tensor || isConvertible(v);

/** A Python value as pprint writes it, with places for tensors. */
function templateOf(v: unknown, mark: string, found: unknown[]): string {
  const inner = (x: unknown): string => templateOf(x, mark, found);
  if (isTensor(v)) { found.push(v); return mark; }
  if (v instanceof Tuple) return `(${v.map(inner).join(', ')}${v.length === 1 ? ',' : ''})`;
  if (Array.isArray(v)) return `[${v.map(inner).join(', ')}]`;
  if (v instanceof Map) return `{${[...v].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)).map(([k, x]) => `${inner(k)}: ${inner(x)}`).join(', ')}}`;
  if (v instanceof Float) return `${v.value}.0`;
  if (v === null || v === undefined) return 'None';
  return typeof v === 'boolean' ? (v ? 'True' : 'False') : typeof v === 'string' ? `'${v}'` : String(v);
}

/** `tf.print(*inputs, output_stream, summarize, sep, end, name)`: a format and a PrintV2; what it writes is not the script's own output. */
export function printV2(tf: Context, inputs: readonly unknown[], keywords: ReadonlyMap<string, unknown>): Operation {
  const name = (keywords.get('name') ?? null) as string | null;
  const stream = keywords.get('output_stream');
  const target = typeof stream === 'string' ? stream : 'stderr';
  let text: TensorLike;
  if (inputs.length === 1 && inputs[0] instanceof Tensor && inputs[0].shape?.length === 0 && inputs[0].dtype === 'string') [text] = inputs;
  else {
    const found: unknown[] = [];
    const parts = inputs.map((v) => (typeof v === 'string' ? v : templateOf(v, '{}', found)));
    text = format(tf, parts.join(String(keywords.get('sep') ?? ' ')), found, { summarize: keywords.get('summarize') ?? 3, name: name && `${name}_format` });
  }
  const end = String(keywords.get('end') ?? '\n');
  const id = text instanceof Tensor ? tf.node('PrintV2', [text], { output_stream: target, end }, name ?? 'PrintV2') : fail('TypeError', 'internal: no text');
  return new Operation(tf.graph, id);
}
