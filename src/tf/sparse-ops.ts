/** Functions on sparse tensors (python/ops/sparse_ops.py). Making them and making them dense: array/sparse-functions.ts. */
import { isFull, tensor, type DType, type Shape } from '../engine/dtype.ts';

import { onesLike, zerosLike } from './array/fills.ts';
import { asList, between, cast, concat, fail, itemAt, num, range, rank as rankOf, reshape, setShape, shape as shapeOf, size as sizeOf, stack, type Named } from './array/parts.ts';
import { gather, gatherNd, where, whereV2 } from './array/gathers.ts';
import { embeddingLookupSparse } from './array/sparse-functions.ts';
import { transpose } from './array/shapes.ts';
import { constantValue, constantValueAsShape } from './constant-value.ts';
import { NONE, Tensor, type Context, type TensorLike } from './context.ts';
import { asDTypeOrNull } from './dtypes.ts';
import { reductionDims } from './math/reduce.ts';
import { operator } from './math/operators.ts';
import { SparseTensor } from './sparse.ts';
import { Tuple } from './values.ts';

/** What may stand for a sparse tensor: one, or its value. */
export function asSparse(tf: Context, v: unknown): SparseTensor {
  if (v instanceof SparseTensor) return v;
  if (v instanceof Tuple && v.length === 3) return new SparseTensor(tf, v[0], v[1], v[2]);
  return fail('TypeError', 'Input must be a SparseTensor.');
}
const isSparse = (v: unknown): boolean => v instanceof SparseTensor || (v instanceof Tuple && v.length === 3);
const parts = (s: SparseTensor): [Tensor, Tensor, Tensor] => [s.indices, s.values, s.denseShape];
const made = (tf: Context, [i, v, d]: readonly unknown[]): SparseTensor => new SparseTensor(tf, i, v, d);
const long = (values: readonly number[]): { dtype: DType; shape: number[]; data: Float64Array } => ({ dtype: 'int64', shape: [values.length], data: Float64Array.from(values) });

/** `tf.sparse.sparse_dense_matmul(sp_a, b, adjoint_a, adjoint_b, name)` */
export function sparseDenseMatmul(tf: Context, a: unknown, b: unknown, o: { adjoint_a?: unknown; adjoint_b?: unknown } & Named = {}): Tensor {
  const [adjointA, adjointB] = [o.adjoint_a === true, o.adjoint_b === true];
  if (isSparse(b)) {
    const turn = adjointA === adjointB;
    return transpose(tf, sparseDenseMatmul(tf, b, a, { adjoint_a: turn ? !adjointA : adjointA, adjoint_b: turn ? !adjointB : adjointB }));
  }
  const s = asSparse(tf, a);
  return tf.within(o.name ?? 'SparseTensorDenseMatMul', () => tf.gen('SparseTensorDenseMatMul', [...parts(s), tf.convert(b, { name: 'b' })], { adjoint_a: adjointA, adjoint_b: adjointB }));
}

interface Reduced extends Named { readonly axis?: unknown; readonly keepdims?: unknown; readonly keep_dims?: unknown; readonly reduction_axes?: unknown }
/** `tf.sparse.reduce_sum(sp_input, axis, keepdims, …)` and reduce_max */
export const sparseReduce = (type: 'SparseReduceSum' | 'SparseReduceMax') => (tf: Context, input: unknown, o: Reduced = {}): Tensor => {
  const s = input as SparseTensor;
  return tf.gen(type, [...parts(s), reductionDims(tf, s, o.axis ?? o.reduction_axes)], { keep_dims: (o.keepdims ?? o.keep_dims) === true });
};

/** `tf.sparse.reorder(sp_input, name)` */
export function sparseReorder(tf: Context, input: unknown, { name }: Named = {}): SparseTensor {
  const s = asSparse(tf, input);
  const [indices, values] = tf.apply('SparseReorder', parts(s), NONE, name ?? null) as [Tensor, Tensor];
  const { shape } = s;
  if (isFull(shape)) return new SparseTensor(tf, indices, values, shape);
  const out = new SparseTensor(tf, indices, values, tf.op('Identity', [s.denseShape], NONE, 'Identity'));
  out.setShape(shape);
  return out;
}

/** The shape that a reshape of a tensor of so many elements gives, where it is known. */
function reshaped(shape: Tensor, from: Shape | null): readonly number[] | null {
  const wanted = constantValueAsShape(shape);
  if (!wanted || !isFull(from)) return null;
  const size = from.reduce((a, b) => a * b, 1);
  const open = wanted.flatMap((d, i) => (d === null ? [i] : []));
  if (open.length > 1 || (open.length === 1 && wanted.includes(0))) return null;
  const rest = wanted.reduce<number>((a, b) => a * (b ?? 1), 1);
  const out = wanted.map((d) => d ?? Math.floor(size / rest));
  if (out.reduce((a, b) => a * b, 1) !== size) fail('ValueError', `Cannot reshape a tensor with ${size} elements to shape [${wanted.map((d) => d ?? 'None').join(', ')}] (${out.reduce((a, b) => a * b, 1)} elements).`);
  return out;
}

/** `tf.sparse.reshape(sp_input, shape, name)` */
export function sparseReshape(tf: Context, input: unknown, wanted: TensorLike, { name }: Named = {}): SparseTensor {
  const s = asSparse(tf, input);
  const shape = wanted instanceof Tensor
    ? (wanted.dtype === 'int64' ? wanted : cast(tf, wanted, 'int64'))
    : tf.within('Cast', (own) => { const x = tf.convert(wanted, { name: 'x' }); return x.dtype === 'int64' ? x : tf.op('Cast', [x], { SrcT: x.dtype, DstT: 'int64', Truncate: false }, own); });
  return tf.within(name ?? 'SparseReshape', (own) => {
    const [indices, dims] = tf.apply('SparseReshape', [s.indices, s.denseShape, shape], NONE, own) as [Tensor, Tensor];
    const known = reshaped(shape, s.shape);
    const dense = known ? tf.constant(long(known)) : dims;
    return new SparseTensor(tf, indices, tf.op('Identity', [s.values], NONE, 'Identity'), dense);
  });
}

/** `tf.sparse.concat(axis, sp_inputs, name, expand_nonconcat_dim, …)` */
export function sparseConcat(tf: Context, axisLike: unknown, inputs: unknown, o: { expand_nonconcat_dim?: unknown; expand_nonconcat_dims?: unknown } & Named = {}): SparseTensor {
  const list = asList(inputs).map((v) => asSparse(tf, v));
  const axis = num(axisLike)!;
  if (list.length === 1) return list[0];
  const expand = (o.expand_nonconcat_dims ?? o.expand_nonconcat_dim) === true;
  let shapes = list.map((s) => s.denseShape);
  if (expand) {
    const all = concat(tf, shapes.map((d) => reshape(tf, d, [1, -1])), 0, { name: 'concat' });
    const most = tf.gen('Max', [all, 0], { keep_dims: false });
    shapes = shapes.map((d) => {
      const before = between(tf, most, null, axis);
      const mine = axis === -1 ? between(tf, d, -1, null) : between(tf, d, axis, axis + 1);
      return concat(tf, [before, mine, axis === -1 ? [] : between(tf, most, axis + 1, null)], 0, { name: 'concat' });
    });
  }
  const found = tf.apply('SparseConcat', [list.map((s) => s.indices), list.map((s) => s.values), shapes], { concat_dim: axis }, o.name ?? null);
  const known = list.map((s) => s.shape);
  if (!known.every((s) => s !== null)) return made(tf, found);
  const at = axis < 0 ? axis + known[0].length : axis;
  const sum = known.reduce<number | null>((a, s) => (a === null || s[at] === null ? null : a + s[at]), 0);
  const shape = known[0].map((d, i) => (i === at ? sum : expand ? known.reduce<number | null>((a, s) => (a === null || s[i] === null ? null : Math.max(a, s[i])), 0) : d));
  if (known.every(isFull)) return new SparseTensor(tf, found[0], found[1], tf.constant(long(shape as number[])));
  const out = made(tf, found);
  out.setShape(shape);
  return out;
}

/** `tf.sparse.add(a, b, threshold)`: a sparse sum of two sparse tensors, a dense one where one of them is dense. */
export function sparseAdd(tf: Context, a: unknown, b: unknown, o: { threshold?: unknown; thresh?: unknown } = {}): SparseTensor | Tensor {
  if (!isSparse(a) && !isSparse(b)) return fail('TypeError', 'At least one input should be SparseTensor; do you mean to use tf.add()?');
  if (!isSparse(a) || !isSparse(b)) {
    const [s, dense] = isSparse(a) ? [a, b] : [b, a];
    return tf.gen('SparseTensorDenseAdd', [...parts(asSparse(tf, s)), dense]);
  }
  const [x, y] = [asSparse(tf, a), asSparse(tf, b)];
  const threshold = tf.convert(o.threshold ?? o.thresh ?? 0, { dtype: x.dtype, name: 'threshold' });
  const [indices, values, dims] = tf.apply('SparseAdd', [...parts(x), ...parts(y), threshold]) as [Tensor, Tensor, Tensor];
  const [p, q] = [x.shape, y.shape];
  return new SparseTensor(tf, indices, values, isFull(p) && isFull(q) ? p.map((d, i) => Math.max(d, q[i])) : dims);
}

/** `tf.sparse.retain(sp_input, to_retain)` */
export function sparseRetain(tf: Context, input: unknown, keep: TensorLike): SparseTensor {
  const s = asSparse(tf, input);
  const places = reshape(tf, whereV2(tf, tf.convert(keep)), [-1]);
  const indices = gather(tf, s.indices, places);
  const values = gather(tf, s.values, places);
  return new SparseTensor(tf, indices, values, tf.op('Identity', [s.denseShape], NONE, 'Identity'));
}

/** `tf.sparse.slice(sp_input, start, size, name)` */
export function sparseSlice(tf: Context, input: unknown, start: TensorLike, size: TensorLike, { name }: Named = {}): SparseTensor {
  const s = asSparse(tf, input);
  const [from, to] = [tf.convert(start, { dtype: 'int64' }), tf.convert(size, { dtype: 'int64' })];
  return tf.within(name ?? 'SparseSlice', (own) => made(tf, tf.apply('SparseSlice', [...parts(s), from, to], NONE, own)));
}

/** `tf.sparse.split(sp_input, num_split, axis, name)` */
export function sparseSplit(tf: Context, o: { sp_input?: unknown; num_split?: unknown; axis?: unknown; split_dim?: unknown } & Named = {}): SparseTensor[] {
  const axis = o.axis ?? o.split_dim;
  for (const [k, v] of [['sp_input', o.sp_input], ['num_split', o.num_split], ['axis', axis]] as const) if (v === null || v === undefined) fail('ValueError', `${k} is required`);
  const n = num(o.num_split)!;
  const out = tf.apply('SparseSplit', [axis, ...parts(asSparse(tf, o.sp_input))], { num_split: n }, o.name ?? null);
  return Array.from({ length: n }, (_, i) => new SparseTensor(tf, out[i], out[n + i], out[2 * n + i]));
}

/** `tf.sparse.softmax(sp_input, name)` */
export const sparseSoftmax = (tf: Context, input: unknown, { name }: Named = {}): SparseTensor => tf.within(name ?? 'SparseSoftmax', () => {
  const s = input as SparseTensor;
  return new SparseTensor(tf, s.indices, tf.gen('SparseSoftmax', parts(s)), s.denseShape);
});

/** `tf.sparse.transpose(sp_input, perm, name)` */
export const sparseTranspose = (tf: Context, input: unknown, { perm, name }: { perm?: unknown } & Named = {}): SparseTensor => tf.within(name ?? 'SparseTranspose', () => {
  const s = input as SparseTensor;
  const known = s.shape;
  let order: TensorLike = perm;
  if (perm === null || perm === undefined) {
    if (known) order = { dtype: 'int64', shape: [known.length], data: Float64Array.from(known, (_, i) => known.length - 1 - i) };
    else {
      const rank = rankOf(tf, s.denseShape);
      order = operator(tf, 'sub', operator(tf, 'sub', rank, 1), range(tf, 0, rank, 1, 'range'));
    }
  }
  const indices = transpose(tf, gather(tf, transpose(tf, s.indices), order));
  const fixed = tf.convert(order);
  const value = constantValue(fixed);
  const dims = value && isFull(known) ? Array.from(value.data as ArrayLike<number>, (p) => known[p]) : gather(tf, s.denseShape, order);
  return sparseReorder(tf, new SparseTensor(tf, indices, s.values, dims));
});

/** `tf.sparse.fill_empty_rows(sp_input, default_value, name)`: the filled tensor, and which rows were empty. */
export function sparseFillEmptyRows(tf: Context, input: unknown, initial: TensorLike, { name }: Named = {}): [SparseTensor, Tensor] {
  const s = asSparse(tf, input);
  return tf.within(name ?? 'SparseFillEmptyRows', () => {
    const value = tf.convert(initial, { dtype: s.dtype });
    const [indices, values, empty] = tf.apply('SparseFillEmptyRows', [...parts(s), value]) as [Tensor, Tensor, Tensor];
    return [new SparseTensor(tf, indices, values, s.denseShape), empty];
  });
}

/** `tf.sparse.from_dense(tensor, name)` */
export const sparseFromDense = (tf: Context, dense: TensorLike, { name }: Named = {}): SparseTensor => tf.within(name ?? 'dense_to_sparse', () => {
  const t = tf.convert(dense);
  const indices = whereV2(tf, tf.gen('NotEqual', [t, zerosLike(tf, t)], { incompatible_shape_error: true }));
  return new SparseTensor(tf, indices, gatherNd(tf, t, indices), shapeOf(tf, t, { out_type: 'int64' }));
});

/** `tf.sparse.eye(num_rows, num_columns, dtype, name)` */
export const sparseEye = (tf: Context, rowsLike: unknown, { num_columns, dtype, name }: { num_columns?: unknown; dtype?: unknown } & Named = {}): SparseTensor => tf.within(name ?? 'eye', () => {
  const count = (v: unknown, what: string): Tensor => (v instanceof Tensor ? (v.dtype === 'int64' ? v : cast(tf, v, 'int64')) : tf.convert(v, { dtype: 'int64', name: what }));
  const rows = count(rowsLike, 'num_rows');
  const columns = num_columns === null || num_columns === undefined ? rows : count(num_columns, 'num_columns');
  const size = tf.gen('Minimum', [rows, columns]);
  const steps = tf.within('range', (own) => tf.op('Range', [tf.constant(tensor('int64', [], [0]), 'start'), size, tf.constant(tensor('int64', [], [1]), 'delta')], NONE, own));
  const indices = stack(tf, [steps, steps], { axis: 1, name: 'stack' });
  const ones = tf.within('ones', (own) => {
    const dims = reshape(tf, size, [-1]);
    return tf.op('Fill', [dims, tf.constant(tensor(asDTypeOrNull(dtype) ?? 'float32', [], [1]), 'Const')], NONE, own);
  });
  return new SparseTensor(tf, indices, ones, [rows, columns]);
});

/** `sp * dense`, `sp / dense` */
export const sparseWithDense = (tf: Context, type: 'Mul' | 'Div', s: SparseTensor, dense: TensorLike): SparseTensor => tf.within(type === 'Mul' ? 'mul' : 'truediv', (own) => {
  const y = tf.convert(dense, { dtype: s.dtype, name: 'y' });
  return new SparseTensor(tf, s.indices, tf.gen(`SparseDenseCwise${type}`, [...parts(s), y], NONE, own), s.denseShape);
});

/** `tf.edit_distance(hypothesis, truth, normalize, name)` */
export function editDistance(tf: Context, hypothesis: unknown, truth: unknown, { normalize, name }: { normalize?: unknown } & Named = {}): Tensor {
  if (!isSparse(hypothesis)) fail('TypeError', 'Hypothesis must be a SparseTensor.');
  if (!isSparse(truth)) fail('TypeError', 'Truth must be a SparseTensor.');
  return tf.gen('EditDistance', [...parts(asSparse(tf, hypothesis)), ...parts(asSparse(tf, truth))], { normalize: normalize !== false }, name ?? 'edit_distance');
}

interface SafeLookup extends Named { readonly sparse_weights?: unknown; readonly combiner?: unknown; readonly default_id?: unknown; readonly partition_strategy?: unknown; readonly max_norm?: TensorLike; readonly allow_fast_lookup?: unknown }

/** `tf.nn.safe_embedding_lookup_sparse(embedding_weights, sparse_ids, …)`: without ids that are negative, and with something for rows that have none. */
export function safeEmbeddingLookupSparse(tf: Context, weights: unknown, ids: unknown, o: SafeLookup = {}): Tensor {
  const given = o.sparse_weights as SparseTensor | null | undefined;
  const tables = (typeof weights === 'object' && weights !== null && 'variables' in weights ? [...(weights.variables as unknown[])] : asList(weights)).map((w) => tf.convert(w, { dtype: given?.dtype ?? null }));
  const combiner = String(o.combiner ?? 'mean');
  const initial = num(o.default_id);
  return tf.within(o.name ?? 'embedding_lookup', (own) => {
    let sparse = ids as SparseTensor;
    const original = sparse.denseShape;
    const known = original.shape?.[0] ?? null;
    const rank: TensorLike = known ?? sizeOf(tf, original);
    const less = typeof rank === 'number' ? rank - 1 : operator(tf, 'sub', rank, 1);
    const slice = (x: Tensor, begin: TensorLike, size: TensorLike): Tensor => tf.gen('Slice', [x, begin, size]);
    const dims = slice(original, [0], [less]);
    const rows = tf.gen('Prod', [dims, tf.constant(tensor('int32', [1], [0]), 'Const')], { keep_dims: false });
    sparse = sparseReshape(tf, sparse, [rows, gather(tf, original, less)]);
    let by = given ? new SparseTensor(tf, sparse.indices, given.values, sparse.denseShape) : null;
    let valid = tf.gen('GreaterEqual', [sparse.values, 0]);
    if (by) valid = tf.gen('LogicalAnd', [valid, onesLike(tf, by.values, { dtype: 'bool' })]);
    sparse = sparseRetain(tf, sparse, valid);
    if (by) by = sparseRetain(tf, by, valid);
    if (combiner !== 'sum' && by) {
      const positive = tf.gen('Greater', [by.values, 0]);
      sparse = sparseRetain(tf, sparse, positive);
      by = sparseRetain(tf, by, positive);
    }
    const [filled, empty] = sparseFillEmptyRows(tf, sparse, initial ?? 0);
    if (by) [by] = sparseFillEmptyRows(tf, by, tensor(by.dtype, [], [1]));
    let result = embeddingLookupSparse(tf, tables, filled, by, { combiner, partition_strategy: o.partition_strategy ?? 'div', name: (initial === null ? null : own) as never, max_norm: o.max_norm, allow_fast_lookup: o.allow_fast_lookup });
    if (initial === null) {
      const mask = tf.gen('Tile', [reshape(tf, empty, [-1, 1]), stack(tf, [1, itemAt(tf, shapeOf(tf, result), 1)], { name: 'stack' })]);
      result = where(tf, mask, { x: zerosLike(tf, result), y: result, name: own as never });
    }
    const front = slice(cast(tf, original, 'int32'), [0], [less]);
    const final = reshape(tf, result, concat(tf, [front, slice(shapeOf(tf, result), [1], [-1])], 0, { name: 'concat' }));
    return setShape(final, known !== null && result.shape ? [...new Array<null>(known - 1).fill(null), ...result.shape.slice(1)] : null);
  });
}
