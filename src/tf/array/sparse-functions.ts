/** Functions of sparse tensors that need no other sparse op: placeholders, and dense tensors of them (ops/sparse_ops.py, array_ops.py). */
import { tensor } from '../../engine/dtype.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { constantValueAsShape } from '../constant-value.ts';
import { SparseTensor } from '../sparse.ts';
import { num, nums, zerosScalar, type Named } from './parts.ts';
import { embeddingLookup } from './embedding.ts';
import { asList, cast, concat, fail, rank, reshape, setShape, shape as shapeOf } from './parts.ts';
import { getItem } from './indexing.ts';
import { gather } from './gathers.ts';
import { operator } from '../math/operators.ts';
import { Slice } from '../values.ts';

/** `tf.sparse_placeholder(dtype, shape, name)` */
export function sparsePlaceholder(tf: Context, dtype: unknown, { shape, name }: { shape?: unknown } & Named = {}): SparseTensor {
  const named = (part: string): string => (name ? `${name}/${part}` : 'Placeholder');
  let count: number | null = null;
  let dense: Tensor;
  let known;
  if (shape === null || shape === undefined) {
    dense = tf.op('Placeholder', [], { dtype: 'int64', shape: [null] }, named('shape'));
    known = constantValueAsShape(dense);
  } else if (shape instanceof Tensor) {
    count = shape.shape?.[0] ?? null;
    known = constantValueAsShape(shape);
    dense = tf.op('PlaceholderWithDefault', [shape], { shape: shape.shape }, name ? `${name}/shape` : 'PlaceholderWithDefault');
  } else {
    const dims = asList(nums(shape) ?? shape).map((d) => { const v = num(d); return v === null || v === -1 ? null : v; });
    count = dims.length;
    known = dims;
    const initial = tf.constant(tensor('int64', [dims.length], dims.map((d) => d ?? -1)), name ? `${name}/shape_default` : 'Const');
    dense = tf.op('PlaceholderWithDefault', [initial], { shape: initial.shape }, name ? `${name}/shape` : 'PlaceholderWithDefault');
  }
  const values = tf.op('Placeholder', [], { dtype: asDType(dtype), shape: [null] }, named('values'));
  const indices = tf.op('Placeholder', [], { dtype: 'int64', shape: [null, count] }, named('indices'));
  const made = new SparseTensor(tf, indices, values, dense);
  made.setShape(known);
  return made;
}

interface DenseOptions extends Named { readonly default_value?: TensorLike; readonly validate_indices?: unknown }

/** `tf.sparse_to_dense(sparse_indices, output_shape, sparse_values, default_value, validate_indices, name)` */
export const sparseToDense = (tf: Context, indices: TensorLike, shape: TensorLike, values: TensorLike, o: DenseOptions = {}): Tensor =>
  tf.gen('SparseToDense', [indices, shape, values, o.default_value ?? 0], { validate_indices: o.validate_indices !== false }, o.name);

/** `tf.sparse_tensor_to_dense(sp_input, default_value, validate_indices, name)` */
export function sparseTensorToDense(tf: Context, input: unknown, o: DenseOptions = {}): Tensor {
  if (!(input instanceof SparseTensor)) return fail('TypeError', 'Input must be a SparseTensor.');
  const initial = o.default_value ?? zerosScalar(tf, input.dtype);
  return tf.gen('SparseToDense', [input.indices, input.denseShape, input.values, initial], { validate_indices: o.validate_indices !== false }, o.name);
}

interface SparseLookup extends Named { readonly partition_strategy?: unknown; readonly combiner?: unknown; readonly max_norm?: TensorLike; readonly allow_fast_lookup?: unknown }
const OPS: Readonly<Record<string, string>> = { sum: 'SparseSegmentSum', mean: 'SparseSegmentMean', sqrtn: 'SparseSegmentSqrtN' };

/** `tf.nn.embedding_lookup_sparse(params, sp_ids, sp_weights, partition_strategy, name, combiner, max_norm)`: rows of several ids combined. */
export function embeddingLookupSparse(tf: Context, params: TensorLike, ids: unknown, weights: unknown, o: SparseLookup = {}): Tensor {
  const combiner = String(o.combiner ?? 'mean');
  if (!Object.hasOwn(OPS, combiner)) fail('ValueError', `combiner must be one of 'mean', 'sqrtn' or 'sum', got ${combiner}`);
  if (!(ids instanceof SparseTensor)) return fail('TypeError', `sp_ids must be SparseTensor, got ${String(ids)}`);
  const list = asList(params);
  return tf.within(o.name ?? 'embedding_lookup_sparse', (own) => {
    const segments = getItem(tf, ids.indices, [new Slice(null, null, null), 0]);
    if (list.length === 1 && (o.max_norm === null || o.max_norm === undefined) && (weights === null || o.allow_fast_lookup === true)) {
      return weights === null ? tf.gen(OPS[combiner], [list[0], ids.values, segments], { sparse_gradient: true }, own) : weighted(tf, tf.convert(list[0]), ids.values, segments, weights as SparseTensor, combiner, own);
    }
    const [unique, places] = tf.apply('Unique', [ids.values], { out_idx: 'int32' }) as [Tensor, Tensor];
    const rows = embeddingLookup(tf, params, unique, { partition_strategy: o.partition_strategy, max_norm: o.max_norm });
    return weights === null ? tf.gen(OPS[combiner], [rows, places, segments], { sparse_gradient: false }, own) : weighted(tf, rows, places, segments, weights as SparseTensor, combiner, own);
  });
}

/** Weighted sums of rows by segment, divided as the combiner says. */
function weighted(tf: Context, table: Tensor, places: Tensor, segmentsLike: Tensor, sparse: SparseTensor, combiner: string, own: Named['name'] | object): Tensor {
  const segments = segmentsLike.dtype === 'int32' ? segmentsLike : cast(tf, segmentsLike, 'int32');
  let weights = sparse.values;
  let rows = gather(tf, table, places);
  if (weights.dtype !== rows.dtype) weights = cast(tf, weights, rows.dtype);
  const before = weights.shape;
  const count = tf.gen('ExpandDims', [operator(tf, 'sub', rank(tf, rows), 1), 0]);
  const ones = tf.within('ones', (o) => tf.op('Fill', [count, tf.constant(tensor('int32', [], [1]), 'Const')], NONE, o));
  weights = reshape(tf, weights, concat(tf, [shapeOf(tf, weights), ones], 0));
  if (rows.shape && before) setShape(weights, [...before, ...rows.shape.slice(1).map(() => 1)]);
  rows = operator(tf, 'mul', rows, weights);
  const sum = (x: Tensor, name: unknown = null): Tensor => tf.gen('SegmentSum', [x, segments], NONE, name as never);
  if (combiner === 'sum') return sum(rows, own);
  const total = sum(rows);
  let by: Tensor;
  if (combiner === 'mean') by = sum(weights);
  else by = tf.gen('Sqrt', [sum(tf.within('Pow', (o) => tf.gen('Pow', [weights, 2], NONE, o)))]);
  return tf.within(own as never, (o) => tf.op('DivNoNan', [total, by], NONE, o));
}
