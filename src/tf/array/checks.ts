/** Assertions: tf.assert_equal and its kin, decided while the graph is built where that is possible (ops/check_ops.py). */
import { isFloating, isInteger, tensor, type DType, type Tensor as HostTensor } from '../../engine/dtype.ts';
import type { Operation} from '../context.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { isConvertible } from '../convert.ts';
import { noOp, withDependencies, group } from '../core.ts';
import { constantValue } from '../constant-value.ts';
import { asDType } from '../dtypes.ts';
import { pythonType } from '../element.ts';
import { assert } from '../flow/assert.ts';
import { cond } from '../flow/cond.ts';
import { operator } from '../math/operators.ts';
import { reduced } from '../math/reduce.ts';
import { TensorShape } from '../shape.ts';
import { ELLIPSIS, Float } from '../values.ts';
import { asList, fail, itemAt, num, rank as rankOf, reshape, shape as shapeOf, size, type Named } from './parts.ts';

export interface CheckOptions extends Named { readonly data?: readonly unknown[] | null; readonly summarize?: unknown; readonly message?: unknown }
const prefix = (message: unknown): string => (message ? `${String(message)}.  ` : '');
const has = (v: unknown): boolean => v !== null && v !== undefined;
const count = (v: unknown): number | null => (has(v) ? num(v) : null);

type Test = (a: number | string, b: number | string) => boolean;
const TESTS: Readonly<Record<string, readonly [string, Test, string]>> = {
  assert_equal: ['Equal', (a, b) => a === b, '=='], assert_none_equal: ['NotEqual', (a, b) => a !== b, '!='], assert_less: ['Less', (a, b) => a < b, '<'],
  assert_less_equal: ['LessEqual', (a, b) => a <= b, '<='], assert_greater: ['Greater', (a, b) => a > b, '>'], assert_greater_equal: ['GreaterEqual', (a, b) => a >= b, '>='],
};

/** An array as numpy prints it. */
function shown(t: HostTensor): string {
  const show = (v: unknown): string => (typeof v === 'string' ? `b'${v}'` : isFloating(t.dtype) && Number.isInteger(v) ? `${String(v)}.` : t.dtype === 'bool' ? (v ? 'True' : 'False') : String(v));
  const level = (d: number, from: number): string => {
    if (d === t.shape.length) return show(t.data[from]);
    const step = t.shape.slice(d + 1).reduce((a, b) => a * b, 1);
    return `[${Array.from({ length: t.shape[d] }, (_, i) => level(d + 1, from + i * step)).join(' ')}]`;
  };
  return t.shape.length === 0 ? (isFloating(t.dtype) && Number.isInteger(t.data[0]) ? `${String(t.data[0])}.0` : show(t.data[0])) : level(0, 0);
}

/** Throws InvalidArgumentError where constants already fail. */
function assertStatic(ok: boolean, data: readonly unknown[]): void {
  if (ok) return;
  const parts = data.map((d) => { const v = d instanceof Tensor ? constantValue(d) : null; return d instanceof Tensor ? (v ? shown(v) : String(d)) : String(d); });
  fail('InvalidArgumentError', parts.join('\n'));
}

function allOf(a: HostTensor, b: HostTensor, test: Test): boolean {
  const n = Math.max(a.data.length, b.data.length);
  if (a.data.length === 0 || b.data.length === 0) return true;
  for (let i = 0; i < n; i++) if (!test(a.data[i % a.data.length], b.data[i % b.data.length])) return false;
  return true;
}

function binary(tf: Context, kind: string, xLike: TensorLike, yLike: TensorLike, { data, summarize, message, name }: CheckOptions): Operation {
  const [type, test, sign] = TESTS[kind];
  return tf.within(name ?? kind, () => {
    const x = tf.convert(xLike, { name: 'x' });
    const y = tf.convert(yLike, { name: 'y' });
    let parts: unknown[] = has(data) ? [...data!] : [`Condition x ${sign} y did not hold element-wise:`, `x (${x.name}) = `, x, `y (${y.name}) = `, y];
    if (has(message)) parts = [message, ...parts];
    const condition = reduced(tf, 'All', tf.gen(type, [x, y]), null, false);
    const [a, b] = [constantValue(x), constantValue(y)];
    if (a && b) assertStatic(allOf(a, b, test), parts);
    return assert(tf, condition, parts, { summarize: count(summarize) });
  });
}

/** `tf.assert_less(x, y, data, summarize, message, name)` and the other comparisons. */
export const comparison = (kind: string) => (tf: Context, x: TensorLike, y: TensorLike, options: CheckOptions = {}): Operation => {
  if (kind === 'assert_equal') {
    // Python enters the name scope a first time only to see whether both are the same.
    const same = tf.within(options.name ?? kind, () => ((x instanceof Tensor && y instanceof Tensor && x.same(y)) || (isConvertible(x) && x === y) ? noOp(tf) : null));
    if (same) return same;
  }
  return binary(tf, kind, x, y, options);
};

const SIGNS: Readonly<Record<string, readonly [string, string, boolean]>> = {
  assert_negative: ['<', 'assert_less', false], assert_positive: ['>', 'assert_less', true], assert_non_negative: ['>=', 'assert_less_equal', true], assert_non_positive: ['<=', 'assert_less_equal', false],
};

/** `tf.assert_positive(x, data, summarize, message, name)` and its kin. */
export const signCheck = (kind: string) => (tf: Context, xLike: TensorLike, { data, summarize, message, name }: CheckOptions = {}): Operation => tf.within(name ?? kind, () => {
  const [sign, test, zeroFirst] = SIGNS[kind];
  const x = tf.convert(xLike, { name: 'x' });
  const text = `Condition x ${sign} 0 did not hold element-wise:`;
  // The words of one of them run together in TensorFlow.
  const parts = has(data) ? data! : kind === 'assert_non_positive' ? [prefix(message), `${text}x (${x.name}) = `, x] : [prefix(message), text, `x (${x.name}) = `, x];
  const zero = tf.convert(0, { dtype: x.dtype });
  return binary(tf, test, zeroFirst ? zero : x, zeroFirst ? x : zero, { data: parts, summarize });
});

const EPSILON: Partial<Record<DType, number>> = { float32: 2 ** -23, float64: 2 ** -52, float16: 2 ** -10 };

/** `tf.assert_near(x, y, rtol, atol, data, summarize, message, name)` */
export const assertNear = (tf: Context, xLike: TensorLike, yLike: TensorLike, o: CheckOptions & { rtol?: TensorLike; atol?: TensorLike } = {}): Operation => tf.within(o.name ?? 'assert_near', () => {
  const x = tf.convert(xLike, { name: 'x' });
  const y = tf.convert(yLike, { name: 'y', dtype: x.dtype });
  const usual = new Float(10 * (EPSILON[x.dtype] ?? 2 ** -23));
  const rtol = tf.convert(o.rtol ?? usual, { name: 'rtol', dtype: x.dtype });
  const atol = tf.convert(o.atol ?? usual, { name: 'atol', dtype: x.dtype });
  const data = o.data ?? [prefix(o.message), `x and y not equal to tolerance rtol = ${String(rtol)}, atol = ${String(atol)}`, `x (${x.name}) = `, x, `y (${y.name}) = `, y];
  const tolerance = operator(tf, 'add', atol, operator(tf, 'mul', rtol, tf.gen('Abs', [y])));
  const difference = tf.gen('Abs', [operator(tf, 'sub', x, y)]);
  const condition = reduced(tf, 'All', tf.gen('Less', [difference, tolerance]), null, false);
  return assert(tf, condition, data, { summarize: count(o.summarize) });
});

// --- ranks ---------------------------------------------------------------------------------------------------------------

/** What a static check found: it is decided, or must be asked in the run. */
function staticRanks(ranks: readonly Tensor[]): number[] | null {
  const known = ranks.map((r) => constantValue(r));
  for (const v of known) if (v && v.shape.length !== 0) fail('ValueError', 'Rank must be a scalar.');
  return known.some((v) => v === null) ? null : known.map((v) => v!.data[0] as number);
}

interface RankKind { readonly scope: string; readonly words: string; readonly ok: (have: number, wanted: readonly number[]) => boolean; readonly type: string }
const KINDS: Readonly<Record<string, RankKind>> = {
  assert_rank: { scope: 'assert_rank', words: 'must have rank', ok: (have, [wanted]) => have === wanted, type: 'Equal' },
  assert_rank_at_least: { scope: 'assert_rank_at_least', words: 'must have rank at least', ok: (have, [wanted]) => have >= wanted, type: 'GreaterEqual' },
  assert_rank_in: { scope: 'assert_rank_in', words: 'must have rank in', ok: (have, wanted) => wanted.includes(have), type: 'Equal' },
};

/** `tf.assert_rank(x, rank, data, summarize, message, name)`, at least, or one of several. */
export const rankCheck = (kind: string) => (tf: Context, xLike: TensorLike, wanted: unknown, { data, summarize, message, name }: CheckOptions = {}): Operation => {
  const k = KINDS[kind];
  const several = kind === 'assert_rank_in';
  return tf.within(name ?? k.scope, () => {
    const x = tf.convert(xLike, { name: 'x' });
    const ranks = (several ? asList(wanted) : [wanted]).map((r) => tf.convert(r, { name: 'rank' }));
    const parts = has(data) ? data! : [prefix(message), `Tensor ${x.name} ${k.words}`, ...ranks, 'Received shape: ', shapeOf(tf, x)];
    for (const r of ranks) assertType(tf, r, 'int32');
    const known = staticRanks(ranks);
    const have = x.shape?.length;
    if (known && have !== undefined) {
      if (!k.ok(have, known)) fail('ValueError', `${prefix(message)}Tensor ${x.name} ${k.words} ${several ? `(${known.join(', ')}${known.length === 1 ? ',' : ''})` : known[0]}.  Received rank ${have}, shape ${String(new TensorShape(x.shape))}`);
      return noOp(tf, { name: 'static_checks_determined_all_ok' });
    }
    const mine = rankOf(tf, x);
    let condition = several ? anyRank(tf, mine, ranks) : tf.gen(k.type, [mine, ranks[0]]);
    ranks.forEach((r) => {
      if (constantValue(r)) return;
      const scalar = rankCheck('assert_rank')(tf, r, 0, { data: ['Rank must be a scalar. Received rank: ', r] });
      condition = withDependencies(tf, [scalar.id], condition);
    });
    return assert(tf, condition, parts, { summarize: count(summarize) });
  });
};

function anyRank(tf: Context, mine: Tensor, ranks: readonly Tensor[]): Tensor {
  if (ranks.length === 0) return tf.convert(false);
  let out = tf.gen('Equal', [ranks[0], mine]);
  for (const r of ranks.slice(1)) out = tf.gen('LogicalOr', [out, tf.gen('Equal', [r, mine])]);
  return out;
}

// --- types and forms -----------------------------------------------------------------------------------------------------

/** `tf.assert_type(tensor, tf_type, message, name)` */
export const assertType = (tf: Context, value: TensorLike, type: unknown, { message, name }: CheckOptions = {}): Operation => tf.within(name ?? 'assert_type', () => {
  const t = tf.convert(value, { name: 'tensor' });
  const wanted = asDType(type);
  if (t.dtype !== wanted) fail('TypeError', `${prefix(message)}${t.name} must be of type tf.${wanted}; got tf.${t.dtype}`);
  return noOp(tf, { name: 'statically_determined_correct_type' });
});

/** `tf.assert_integer(x, message, name)` */
export const assertInteger = (tf: Context, value: TensorLike, { message, name }: CheckOptions = {}): Operation => tf.within(name ?? 'assert_integer', () => {
  const x = tf.convert(value, { name: 'x' });
  if (!isInteger(x.dtype)) fail('TypeError', `${prefix(message)}Expected "x" to be integer type.  Found: ${x.name} of dtype <dtype: '${x.dtype}'>`);
  return noOp(tf, { name: 'statically_determined_was_integer' });
});

/** `tf.assert_scalar(tensor, name, message)` */
export const assertScalar = (tf: Context, value: TensorLike, { message, name }: CheckOptions = {}): Tensor => tf.within(name ?? 'assert_scalar', (own) => {
  const t = value instanceof Tensor || isConvertible(value) ? tf.convert(value) : tf.constant(constantOf(tf, value), own);
  if (t.shape?.length !== 0) fail('ValueError', `${prefix(message)}Expected scalar shape for ${t.name}, saw shape: ${String(new TensorShape(t.shape))}.`);
  return t;
});
const constantOf = (tf: Context, value: TensorLike): HostTensor => tf.inGraph(tf.newGraph(), () => tf.graph.constantValue(tf.convert(value))!);

/** `tf.assert_proper_iterable(values)` */
export function assertProperIterable(_: Context, values: unknown): null {
  if (values instanceof Tensor || typeof values === 'string' || values instanceof Uint8Array || pythonType(values) === 'ndarray') fail('TypeError', `Expected argument "values" to be a "proper" iterable.  Found: <class '${pythonType(values)}'>`);
  if (!Array.isArray(values) && !(values instanceof Map)) fail('TypeError', `Expected argument "values" to be iterable.  Found: <class '${pythonType(values)}'>`);
  return null;
}

/** `tf.assert_same_float_dtype(tensors, dtype)`: the dtype that they have. */
export function assertSameFloatDtype(_: Context, { tensors, dtype }: { tensors?: unknown; dtype?: unknown } = {}): DType {
  let wanted: DType | null = has(dtype) ? asDType(dtype) : null;
  let first: { name: string } | null = null;
  for (const item of has(tensors) ? asList(tensors) : []) {
    if (!has(item)) continue;
    const t = item as { dtype: DType; name: string };
    if (!wanted) { wanted = t.dtype; first = t; }
    else if (wanted !== t.dtype) fail('ValueError', `${t.name}, type=<dtype: '${t.dtype}'>, must be of the same type (<dtype: '${wanted}'>)${first ? ` as ${first.name}` : ''}.`);
  }
  wanted ??= 'float32';
  if (!isFloating(wanted)) fail('ValueError', `Expected floating point type, got <dtype: '${wanted}'>.`);
  return wanted;
}

export const isNumericTensor = (_: Context, t: unknown): boolean => t instanceof Tensor && (isFloating(t.dtype) || isInteger(t.dtype) || t.dtype.startsWith('complex'));

/** Differences of neighbours, none of fewer than two elements. */
function differences(tf: Context, value: TensorLike): Tensor {
  const x = reshape(tf, value, [-1]);
  if (!isNumericTensor(tf, x)) fail('TypeError', `Expected x to be numeric, instead found: ${String(x)}`);
  const short = tf.gen('Less', [size(tf, x), 2]);
  const length = operator(tf, 'sub', shapeOf(tf, x), 1);
  const slice = (begin: TensorLike, end: TensorLike): Tensor => {
    const strides = tf.within('ones_like', (own) => {
      const b = tf.convert(begin, { name: 'tensor' });
      const dims = tf.within('Shape', () => tf.constant(tensor('int32', [1], [1]), 'shape_as_tensor'));
      return tf.op('Fill', [dims, tf.constant(tensor(b.dtype, [], [1]), 'Const')], NONE, own);
    });
    return tf.gen('StridedSlice', [x, begin, end, strides], { begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 });
  };
  return cond(tf, short, () => tf.convert([], { dtype: x.dtype }), () => {
    const end = tf.within('add', (own) => tf.gen('AddV2', [tf.convert([1], { dtype: 'int32', name: 'x' }), length], NONE, own));
    return operator(tf, 'sub', slice([1], end), slice([0], length));
  }) as Tensor;
}

/** `tf.is_non_decreasing(x, name)`, `tf.is_strictly_increasing(x, name)` */
export const monotonic = (scope: string, type: string) => (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? scope, () => {
  const diff = differences(tf, x);
  const zero = tf.convert(0, { dtype: diff.dtype });
  return reduced(tf, 'All', tf.gen(type, [zero, diff]), null, false);
});

// --- shapes --------------------------------------------------------------------------------------------------------------

interface Sizes { readonly x: Tensor; readonly open: boolean; readonly actual: readonly (number | Tensor)[]; readonly symbols: readonly unknown[] }

function sizesOf(tf: Context, x: Tensor): (number | Tensor)[] {
  const dynamic = shapeOf(tf, x);
  if (!x.shape) return fail('NotImplementedError', 'tf.debugging.assert_shapes needs tensors of known rank in this playground.');
  return x.shape.length === 0 ? [1] : x.shape.map((d, i) => d ?? itemAt(tf, dynamic, i));
}

/** `tf.debugging.assert_shapes(shapes, data, summarize, message, name)` */
export const assertShapes = (tf: Context, shapes: unknown, o: CheckOptions = {}): Operation => tf.within(o.name ?? 'assert_shapes', () => {
  const pairs = (shapes instanceof Map ? [...shapes] : (shapes as [unknown, unknown][])).filter(([, s]) => has(s)).map(([x, s]): [Tensor, unknown] => [tf.convert(x), s]);
  const all: Sizes[] = pairs.map(([x, s]) => {
    const symbols = typeof s === 'string' ? Array.from(s) : Array.isArray(s) ? [...(s as unknown[])] : fail('ValueError', `${prefix(o.message)}Tensor ${x.name}.  Specified shape must be an iterable.  An iterable has the attribute \`__iter__\` or \`__getitem__\`.  Received specified shape: ${String(s)}`);
    symbols.forEach((v, i) => { if ((v === ELLIPSIS || v === '*') && i !== 0) fail('ValueError', `${prefix(o.message)}Tensor ${x.name} specified shape index ${i}.  Symbol \`...\` or \`*\` for a variable number of unspecified dimensions is only allowed as the first entry`); });
    const open = symbols[0] === ELLIPSIS || symbols[0] === '*';
    const rest = open ? symbols.slice(1) : symbols;
    return { x, open, actual: sizesOf(tf, x), symbols: rest.length === 0 ? [1] : rest };
  });
  const more = { data: o.data ?? null, summarize: o.summarize, message: o.message, name: o.name };
  const ranks = all.flatMap((s) => {
    const n = s.symbols.length;
    if (s.open) return n <= 1 ? [] : [rankCheck('assert_rank_at_least')(tf, s.x, n, more)];
    return [n <= 1 ? rankCheck('assert_rank_in')(tf, s.x, [0, 1], more) : rankCheck('assert_rank')(tf, s.x, n, more)];
  });
  const seen = new Map<unknown, { size: number | Tensor; x: Tensor; dim: number }>();
  const checks: Operation[] = [];
  for (const s of all) {
    s.symbols.forEach((symbol, i) => {
      if (symbol === null || symbol === '.') return;
      const dim = s.open ? i - s.symbols.length : i;
      const actual = s.actual[dim < 0 ? dim + s.actual.length : dim];
      const known = typeof symbol === 'number' ? symbol : typeof symbol === 'string' && /^\d+$/.test(symbol) ? Number(symbol) : null;
      const before = known === null ? seen.get(symbol) : undefined;
      if (known === null && !before) { seen.set(symbol, { size: actual, x: s.x, dim }); return; }
      const wanted = known ?? before!.size;
      const by = known === null ? `Specified by tensor ${before!.x.name} dimension ${before!.dim}` : 'Specified explicitly';
      if (typeof actual === 'number' && typeof wanted === 'number') {
        if (actual !== wanted) fail('ValueError', `${prefix(o.message)}${by}.  Tensor ${s.x.name} dimension ${dim} must have size ${wanted}.  Received size ${actual}, shape ${String(new TensorShape(s.x.shape))}`);
        return;
      }
      const condition = tf.gen('Equal', [tf.convert(actual), tf.convert(wanted)]);
      const data = o.data ?? [prefix(o.message), by, `Tensor ${s.x.name} dimension`, dim, 'must have size', wanted, 'Received shape: ', shapeOf(tf, s.x)];
      checks.push(assert(tf, condition, data, { summarize: count(o.summarize) }));
    });
  }
  return tf.after(ranks.map((r) => r.id), () => group(tf, checks));
});
