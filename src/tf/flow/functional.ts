/** `tf.map_fn`, `tf.scan`, `tf.foldl` and `tf.foldr`: loops over the rows of tensors (python/ops/map_fn.py, functional_ops.py). */
import type { Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { itemAt, setShape, shape as shapeOf } from '../array/parts.ts';
import { NONE, type Context, type Tensor } from '../context.ts';
import { asDType } from '../dtypes.ts';
import * as nest from '../nest.ts';
import { getVariableScope } from '../state/variable-scope.ts';
import { Tuple } from '../values.ts';
import { intScalar } from './arithmetic.ts';
import { TensorArray } from './tensor-array.ts';
import { whileLoop, type WhileOptions } from './while-loop.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
/** A count or an index: a number as long as Python has one. */
type Count = number | Tensor;

interface LoopOptions {
  readonly parallel_iterations?: number | null | undefined;
  readonly back_prop?: boolean | null | undefined;
  readonly swap_memory?: boolean | null | undefined;
  readonly name?: string | null | undefined;
}
export interface MapOptions extends LoopOptions { readonly dtype?: unknown; readonly infer_shape?: boolean | null | undefined; readonly fn_output_signature?: unknown }
export interface FoldOptions extends LoopOptions { readonly initializer?: unknown }
export interface ScanOptions extends FoldOptions { readonly infer_shape?: boolean | null | undefined; readonly reverse?: boolean | null | undefined }

const loopOptions = (o: LoopOptions, n: Count): WhileOptions => ({ parallel_iterations: o.parallel_iterations ?? 10, back_prop: o.back_prop ?? true, swap_memory: o.swap_memory ?? false, maximum_iterations: n });

const plus = (tf: Context, i: Count, by: number): Count => {
  if (typeof i === 'number') return i + by;
  return by < 0 ? tf.gen('Sub', [i, -by], NONE, 'sub') : tf.gen('AddV2', [i, by], NONE, 'add');
};

function callable(fn: unknown, message: string): (...args: unknown[]) => unknown {
  return typeof fn === 'function' ? (fn as (...args: unknown[]) => unknown) : fail('TypeError', message);
}

/** Variables made inside read on the device of whoever asks, as TensorFlow's loops arrange it. */
function cachedVariables<T>(tf: Context, make: () => T): T {
  const scope = getVariableScope(tf);
  if (scope.caching_device !== null && scope.caching_device !== undefined) return make();
  scope.caching_device = (op: { device?: string }) => op.device ?? '';
  try { return make(); } finally { scope.caching_device = null; }
}

const first = (t: Tensor): number | null => (t.shape && t.shape.length > 0 ? t.shape[0] : null);

/** The common number of rows, where it is known. */
function rows(tensors: readonly Tensor[]): number | null {
  let n: number | null = null;
  for (const t of tensors) {
    if (t.shape && t.shape.length < 1) fail('ValueError', `Shape () must have rank at least 1`);
    const own = first(t);
    if (n !== null && own !== null && own !== n) fail('ValueError', `Dimensions ${n} and ${own} are not compatible`);
    n ??= own;
  }
  return n;
}

const withRows = (t: Tensor, n: number | null): Tensor => (t.shape ? setShape(t, [n, ...t.shape.slice(1)]) : t);

/** `tf.map_fn(fn, elems, dtype, …)`: `fn` of each row, stacked; structures of tensors in and out. */
export function mapFn(tf: Context, fnGiven: unknown, elems: unknown, options: MapOptions = {}): unknown {
  const fn = callable(fnGiven, 'The provided function is not callable.fn must be callable.');
  const leaves = nest.flatten(elems);
  if (leaves.length === 0) fail('ValueError', `elems must be a Tensor or (possibly nested) sequence of Tensors. Got ${nest.show(elems)}, which does not contain any Tensors.`);
  const signature = options.fn_output_signature ?? options.dtype ?? null;
  return tf.within(options.name ?? 'map', () => cachedVariables(tf, () => {
    const flat = leaves.map((v) => tf.convert(v, { name: 'elem' }));
    if (flat[0].shape?.length === 0) fail('ValueError', 'Elements in elems must be 1+ dimensional Tensors, not scalars');
    const known = rows(flat);
    const n: Count = known || itemAt(tf, shapeOf(tf, flat[0]), 0);
    const inputs = flat.map((t) => TensorArray.create(tf, t.dtype, { size: n, dynamic_size: false, infer_shape: true })).map((ta, k) => ta.unstack(flat[k]));
    const start = tf.constant(intScalar(0));
    const types = signature === null ? flat.map((t) => t.dtype) : nest.flatten(signature).map((d) => asDType(d));
    const outputs = types.map((d) => TensorArray.create(tf, d, { size: n, dynamic_size: false, infer_shape: options.infer_shape ?? true }));
    const body = (i: Tensor, tas: readonly TensorArray[]): unknown => {
      const values = inputs.map((ta) => ta.read(i));
      const result = fn(nest.pack(elems, values));
      nest.assertSame(signature ?? elems, result);
      const parts = nest.flatten(result);
      const written = tas.map((ta, k) => ta.write(i, parts[k]));
      return Tuple.from2([plus(tf, i, 1), written]);
    };
    const [, done] = whileLoop(tf, ((i: Tensor) => tf.gen('Less', [i, n])), body, Tuple.from2([start, outputs]), loopOptions(options, n)) as [unknown, TensorArray[]];
    const results = done.map((ta) => ta.stack()).map((t) => withRows(t, known));
    return nest.pack(signature ?? elems, results);
  }));
}

/** What folds share: the rows as arrays in the structure of `elems`, and how many there are. */
function unpacked(tf: Context, elems: unknown): { n: Count; arrays: TensorArray[] } {
  const leaves = nest.flatten(elems);
  const flat = leaves.map((v) => tf.convert(v, { name: 'elem' }));
  const n: Count = first(flat[0]) || itemAt(tf, shapeOf(tf, flat[0]), 0);
  // The arrays are made of the values as they were given.
  const arrays = leaves.map((v, k) => TensorArray.create(tf, flat[k].dtype, { size: n, dynamic_size: false, infer_shape: true }).unstack(v));
  return { n, arrays };
}

const readAll = (elems: unknown, arrays: readonly TensorArray[], i: Count): unknown => nest.pack(elems, arrays.map((ta) => ta.read(i)));

/** `tf.foldl(fn, elems, initializer, …)`: `fn(accumulator, row)` from the first row on. */
export function foldl(tf: Context, fnGiven: unknown, elems: unknown, options: FoldOptions = {}): unknown {
  const fn = callable(fnGiven, 'fn is not callable. Please provide a callable function.');
  const { initializer = null } = options;
  return tf.within(options.name ?? 'foldl', () => cachedVariables(tf, () => {
    const { n, arrays } = unpacked(tf, elems);
    const a = initializer === null ? readAll(elems, arrays, 0) : initializer;
    const start = tf.constant(intScalar(initializer === null ? 1 : 0));
    const body = (i: Tensor, acc: unknown): unknown => {
      const row = readAll(elems, arrays, i);
      const next = fn(acc, row);
      return [plus(tf, i, 1), next];
    };
    return (whileLoop(tf, ((i: Tensor) => tf.gen('Less', [i, n])), body, [start, a], loopOptions(options, n)) as unknown[])[1];
  }));
}

/** `tf.foldr(fn, elems, initializer, …)`: `fn(accumulator, row)` from the last row on. */
export function foldr(tf: Context, fnGiven: unknown, elems: unknown, options: FoldOptions = {}): unknown {
  const fn = callable(fnGiven, 'fn is not callable. Please provide a callable function.');
  const { initializer = null } = options;
  return tf.within(options.name ?? 'foldr', () => cachedVariables(tf, () => {
    const { n, arrays } = unpacked(tf, elems);
    const start = initializer === null ? plus(tf, n, -1) : n;
    const a = initializer === null ? readAll(elems, arrays, start) : initializer;
    const body = (i: Tensor, acc: unknown): unknown => {
      const at = plus(tf, i, -1);
      const row = readAll(elems, arrays, at);
      return [at, fn(acc, row)];
    };
    return (whileLoop(tf, ((i: Tensor) => tf.gen('Greater', [i, 0])), body, [start, a], loopOptions(options, n)) as unknown[])[1];
  }));
}

/** `tf.scan(fn, elems, initializer, …)`: all accumulators, stacked. */
export function scan(tf: Context, fnGiven: unknown, elems: unknown, options: ScanOptions = {}): unknown {
  const fn = callable(fnGiven, 'fn is not callable. Please provide a callable function.');
  const { initializer = null } = options;
  const reverse = options.reverse === true;
  const infer = options.infer_shape ?? true;
  const like = initializer === null ? elems : initializer;
  return tf.within(options.name ?? 'scan', () => cachedVariables(tf, () => {
    const flat = nest.flatten(elems).map((v) => tf.convert(v, { name: 'elem' }));
    const n: Count = first(flat[0]) ?? itemAt(tf, shapeOf(tf, flat[0]), 0);
    const inputs = flat
      .map((t) => TensorArray.create(tf, t.dtype, { size: n, dynamic_size: false, element_shape: t.shape && t.shape.slice(1), infer_shape: true }))
      .map((ta, k) => ta.unstack(flat[k]));
    const end = reverse ? () => plus(tf, n, -1) : (): Count => 0;
    const start = initializer === null ? inputs.map((ta) => ta.read(end())) : nest.flatten(initializer).map((v) => tf.convert(v));
    let accs = start.map((t) => TensorArray.create(tf, t.dtype, { size: n, element_shape: infer ? (t.shape && [...t.shape]) as Shape | null : null, dynamic_size: false, infer_shape: infer }));
    if (initializer === null) accs = accs.map((ta, k) => ta.write(end(), start[k]));
    const i = initializer === null ? 1 : 0;
    const body = (at: Tensor, acc: readonly Tensor[], tas: readonly TensorArray[]): unknown => {
      const row = nest.pack(elems, inputs.map((ta) => ta.read(at)));
      const out = fn(nest.pack(like, Array.from(acc)), row);
      nest.assertSame(like, out);
      const parts = nest.flatten(out);
      const written = tas.map((ta, k) => ta.write(at, parts[k]));
      return Tuple.from2([plus(tf, at, reverse ? -1 : 1), parts, written]);
    };
    const last = reverse ? plus(tf, n, -1) : 0;
    const from = !reverse ? i : typeof last === 'number' ? last - i : tf.gen('Sub', [last, i], NONE, 'sub');
    const test = reverse ? (at: Tensor) => tf.gen('GreaterEqual', [at, 0]) : (at: Tensor) => tf.gen('Less', [at, n]);
    const [, , done] = whileLoop(tf, test, body, Tuple.from2([from, start, accs]), loopOptions(options, n)) as [unknown, unknown, TensorArray[]];
    const results = done.map((ta) => ta.stack());
    const known = rows(flat);
    return nest.pack(like, results.map((t) => withRows(t, known)));
  }));
}
