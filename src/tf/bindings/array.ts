/** Python names of tf/array. */
import { bind, type Bindings, type FunctionBinding } from '../binding.ts';
import { classBinding } from '../binding.ts';
import { Tensor, type Context } from '../context.ts';
import * as fills from '../array/fills.ts';
import * as gathers from '../array/gathers.ts';
import * as identities from '../array/identities.ts';
import * as joins from '../array/joins.ts';
import * as search from '../array/search.ts';
import * as shapes from '../array/shapes.ts';
import * as checks from '../array/checks.ts';
import { embeddingLookup } from '../array/embedding.ts';
import * as sparse from '../array/sparse-functions.ts';
import { sparseWithDense } from '../sparse-ops.ts';
import * as strings from '../array/strings.ts';
import { SparseTensor, sparseTensorValue } from '../sparse.ts';
import { DTypeObject } from '../dtypes.ts';
import { TensorShape } from '../shape.ts';
import { sessionFor } from './session-classes.ts';
import { stridedSlice, VariableSlice } from '../array/indexing.ts';

import { named } from './nn.ts';

const shapeFunctions: FunctionBinding[] = [
  bind('zeros', 'shape, dtype=float32, name=None, layout=None', fills.zeros),
  bind('ones', 'shape, dtype=float32, name=None, layout=None', fills.ones),
  bind('fill', 'dims, value, name=None, layout=None', fills.fill),
  bind('zeros_like', 'tensor, dtype=None, name=None, optimize=True', fills.zerosLike),
  bind('ones_like', 'tensor, dtype=None, name=None, optimize=True', fills.onesLike),
  bind('ensure_shape', 'x, shape, name=None', fills.ensureShape),
  bind('shape', 'input, name=None, out_type=None', shapes.shape),
  bind('shape_n', 'input, out_type=int32, name=None', shapes.shapeN),
  bind('size', 'input, name=None, out_type=None', shapes.size),
  bind('rank', 'input, name=None', shapes.rank),
  bind(['reshape', 'manip.reshape'], 'tensor, shape, name=None', shapes.reshape),
  bind('expand_dims', 'input, axis=None, name=None, dim=None', shapes.expandDims),
  bind('squeeze', 'input, axis=None, name=None, squeeze_dims=None', shapes.squeeze),
  bind('broadcast_to', 'input, shape, name=None', shapes.broadcastTo),
  bind('broadcast_dynamic_shape', 'shape_x, shape_y', shapes.broadcastDynamicShape),
  bind('broadcast_static_shape', 'shape_x, shape_y', shapes.broadcastStaticShape),
  bind('transpose', 'a, perm=None, name="transpose", conjugate=False', shapes.transpose),
  bind(['linalg.matrix_transpose', 'linalg.transpose', 'matrix_transpose'], 'a, name="matrix_transpose", conjugate=False', shapes.matrixTranspose),
  bind('required_space_to_batch_paddings', 'input_shape, block_shape, base_paddings=None, name=None', shapes.requiredSpaceToBatchPaddings),
];

const joinFunctions: FunctionBinding[] = [
  bind('concat', 'values, axis, name="concat"', joins.concat),
  bind('stack', 'values, axis=0, name="stack"', joins.stack),
  bind('parallel_stack', 'values, name="parallel_stack"', joins.parallelStack),
  bind('unstack', 'value, num=None, axis=0, name="unstack"', joins.unstack),
  bind('split', 'value, num_or_size_splits, axis=0, num=None, name="split"', joins.split),
  bind(['tile', 'manip.tile'], 'input, multiples, name=None', joins.tile),
  bind('pad', 'tensor, paddings, mode="CONSTANT", name=None, constant_values=0', joins.pad),
  bind(['reverse', 'reverse_v2', 'manip.reverse'], 'tensor, axis, name=None', joins.reverse),
  bind('reverse_sequence', 'input, seq_lengths, seq_axis=None, batch_axis=None, name=None, seq_dim=None, batch_dim=None', joins.reverseSequence),
  bind(['roll', 'manip.roll'], 'input, shift, axis, name=None', joins.roll),
  { paths: ['meshgrid'], params: '*args, **kwargs', call: (tf, args, kwargs) => joins.meshgrid(tf, args as unknown[], kwargs as ReadonlyMap<string, unknown>) },
  bind(['space_to_batch', 'nn.space_to_batch'], 'input, paddings, block_size=None, name=None, block_shape=None', joins.spaceToBatch),
  bind('batch_to_space', 'input, crops, block_size, name=None, block_shape=None', ((tf: Context, i: unknown, c: unknown, b: unknown, o: object) => joins.batchToSpace(tf, i, c, { block_size: b, ...o }))),
  bind(['space_to_batch_nd', 'manip.space_to_batch_nd'], 'input, block_shape, paddings, name=None', joins.spaceToBatchND),
  bind(['batch_to_space_nd', 'manip.batch_to_space_nd'], 'input, block_shape, crops, name=None', joins.batchToSpaceND),
  bind(['space_to_depth', 'nn.space_to_depth'], 'input, block_size, name=None, data_format="NHWC"', joins.spaceToDepth),
  bind(['depth_to_space', 'nn.depth_to_space'], 'input, block_size, name=None, data_format="NHWC"', joins.depthToSpace),
  bind('repeat', 'input, repeats, axis=None, name=None', search.repeat),
  bind('searchsorted', 'sorted_sequence, values, side="left", out_type=int32, name=None', search.searchsorted),
  bind('sort', 'values, axis=-1, direction="ASCENDING", name=None', search.sort),
  bind('argsort', 'values, axis=-1, direction="ASCENDING", stable=False, name=None', search.argsort),
];

const gatherFunctions: FunctionBinding[] = [
  bind('slice', 'input_, begin, size, name=None', ((tf: Context, x: unknown, b: unknown, s: unknown, o: { name?: string } = {}) => tf.gen('Slice', [x, b, s], {}, o.name ?? null))),
  bind('strided_slice', 'input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0, var=None, name=None', stridedSlice),
  bind('gather', 'params, indices, validate_indices=None, name=None, axis=None, batch_dims=0', gathers.gather),
  bind(['gather_nd', 'manip.gather_nd'], 'params, indices, name=None, batch_dims=0', gathers.gatherNd),
  bind('batch_gather', 'params, indices, name=None', gathers.batchGather),
  bind(['scatter_nd', 'manip.scatter_nd'], 'indices, updates, shape, name=None', gathers.scatterNd),
  bind(['tensor_scatter_nd_update', 'tensor_scatter_update'], 'tensor, indices, updates, name=None', gathers.tensorScatter('TensorScatterUpdate')),
  bind(['tensor_scatter_nd_add', 'tensor_scatter_add'], 'tensor, indices, updates, name=None', gathers.tensorScatter('TensorScatterAdd')),
  bind(['tensor_scatter_nd_sub', 'tensor_scatter_sub'], 'tensor, indices, updates, name=None', gathers.tensorScatter('TensorScatterSub')),
  bind('tensor_scatter_nd_max', 'tensor, indices, updates, name=None', gathers.tensorScatter('TensorScatterMax')),
  bind('tensor_scatter_nd_min', 'tensor, indices, updates, name=None', gathers.tensorScatter('TensorScatterMin')),
  bind('where', 'condition, x=None, y=None, name=None', gathers.where),
  bind('where_v2', 'condition, x=None, y=None, name=None', gathers.whereV2),
  bind('boolean_mask', 'tensor, mask, name="boolean_mask", axis=None', gathers.booleanMask),
  bind('one_hot', 'indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None', gathers.oneHot),
  named('unique', 'x, out_idx=int32, name=None', 'Unique y idx', gathers.unique),
  named('unique_with_counts', 'x, out_idx=int32, name=None', 'UniqueWithCounts y idx count', gathers.uniqueWithCounts),
  named('setdiff1d', 'x, y, index_dtype=int32, name=None', 'ListDiff out idx', gathers.setdiff1d),
  bind('sequence_mask', 'lengths, maxlen=None, dtype=bool, name=None', gathers.sequenceMask),
  bind('dynamic_partition', 'data, partitions, num_partitions, name=None', gathers.dynamicPartition),
  bind('dynamic_stitch', 'indices, data, name=None', gathers.dynamicStitch),
  bind('get_static_value', 'tensor, partial=False', gathers.getStaticValue),
];

const identityFunctions: FunctionBinding[] = [
  bind('identity_n', 'input, name=None', identities.identityN),
  bind('stop_gradient', 'input, name=None', identities.stopGradient),
  bind('guarantee_const', 'input, name=None', identities.guaranteeConst),
  bind(['check_numerics', 'debugging.check_numerics'], 'tensor, message, name=None', identities.checkNumerics),
  bind('bitcast', 'input, type, name=None', identities.bitcast),
  bind(['math.invert_permutation', 'invert_permutation'], 'x, name=None', identities.invertPermutation),
  bind('unravel_index', 'indices, dims, name=None', identities.unravelIndex),
  bind(['verify_tensor_all_finite', 'debugging.assert_all_finite'], 't=None, msg=None, name=None, x=None, message=None', identities.verifyTensorAllFinite),
  { paths: ['is_tensor'], params: 'x', call: (_, x) => x instanceof Tensor || (typeof x === 'object' && x !== null && 'toTensor' in x) },
];

const COMPARED = 'x, y, data=None, summarize=None, message=None, name=None';
const SIGNED = 'x, data=None, summarize=None, message=None, name=None';
const both = (name: string): string[] => [name, `debugging.${name}`];
const checkFunctions: FunctionBinding[] = [
  ...['assert_equal', 'assert_none_equal', 'assert_less', 'assert_less_equal', 'assert_greater', 'assert_greater_equal'].map((n) => bind(both(n), COMPARED, checks.comparison(n) as never)),
  ...['assert_negative', 'assert_positive', 'assert_non_negative', 'assert_non_positive'].map((n) => bind(both(n), SIGNED, checks.signCheck(n) as never)),
  bind(both('assert_near'), 'x, y, rtol=None, atol=None, data=None, summarize=None, message=None, name=None', checks.assertNear),
  bind(both('assert_rank'), 'x, rank, data=None, summarize=None, message=None, name=None', checks.rankCheck('assert_rank')),
  bind(both('assert_rank_at_least'), 'x, rank, data=None, summarize=None, message=None, name=None', checks.rankCheck('assert_rank_at_least')),
  bind(both('assert_rank_in'), 'x, ranks, data=None, summarize=None, message=None, name=None', checks.rankCheck('assert_rank_in')),
  bind(both('assert_type'), 'tensor, tf_type, message=None, name=None', checks.assertType),
  bind(both('assert_integer'), 'x, message=None, name=None', checks.assertInteger),
  bind(both('assert_scalar'), 'tensor, name=None, message=None', checks.assertScalar),
  bind(both('assert_proper_iterable'), 'values', checks.assertProperIterable),
  bind(both('assert_same_float_dtype'), 'tensors=None, dtype=None', ((tf: Context, o: object) => DTypeObject.of(checks.assertSameFloatDtype(tf, o)))),
  bind('debugging.assert_shapes', 'shapes, data=None, summarize=None, message=None, name=None', checks.assertShapes),
  bind(both('is_numeric_tensor'), 'tensor', checks.isNumericTensor),
  bind(['math.is_non_decreasing', ...both('is_non_decreasing')], 'x, name=None', checks.monotonic('is_non_decreasing', 'LessEqual')),
  bind(['math.is_strictly_increasing', ...both('is_strictly_increasing')], 'x, name=None', checks.monotonic('is_strictly_increasing', 'Less')),
];

const textFunctions: FunctionBinding[] = [
  bind(['strings.join', 'string_join'], 'inputs, separator="", name=None', strings.join),
  bind(['strings.as_string', 'as_string', 'dtypes.as_string'], 'input, precision=-1, scientific=False, shortest=False, width=-1, fill="", name=None', strings.asString),
  bind(['strings.substr', 'substr'], 'input, pos, len, name=None, unit="BYTE"', strings.substr),
  bind('strings.length', 'input, name=None, unit="BYTE"', strings.length),
  bind(['strings.to_number', 'string_to_number'], 'string_tensor=None, out_type=float32, name=None, input=None', strings.toNumber),
  { paths: ['strings.to_hash_bucket_fast', 'string_to_hash_bucket_fast'], params: 'input, num_buckets, name=None', call: (tf, x, n, name) => tf.gen('StringToHashBucketFast', [x], { num_buckets: Number(n) }, name as string | null) },
  bind('strings.lower', 'input, encoding="", name=None', strings.changed('StringLower')),
  bind('strings.upper', 'input, encoding="", name=None', strings.changed('StringUpper')),
  bind(['strings.strip', 'string_strip'], 'input, name=None', strings.strip),
  bind(['strings.regex_replace', 'regex_replace'], 'input, pattern, rewrite, replace_global=True, name=None', strings.regexReplace),
  bind('strings.regex_full_match', 'input, pattern, name=None', strings.regexFullMatch),
  bind(['strings.reduce_join', 'reduce_join'], 'inputs, axis=None, keep_dims=None, separator="", name=None, reduction_indices=None, keepdims=None', strings.reduceJoin),
  bind('string_split', 'source, sep=None, skip_empty=True, delimiter=None, result_type="SparseTensor", name=None', strings.stringSplit),
  bind('strings.split', 'input=None, sep=None, maxsplit=-1, result_type="SparseTensor", source=None, name=None', strings.split),
  bind('strings.format', 'template, inputs, placeholder="{}", summarize=3, name=None', strings.format),
  bind('Print', 'input_, data, message=None, first_n=None, summarize=None, name=None', strings.print),
  { paths: ['print'], params: '*inputs, **kwargs', call: (tf, inputs, kwargs) => strings.printV2(tf, inputs as unknown[], kwargs as ReadonlyMap<string, unknown>) },
  bind(['sparse.placeholder', 'sparse_placeholder'], 'dtype, shape=None, name=None', sparse.sparsePlaceholder),
  bind('sparse_to_dense', 'sparse_indices, output_shape, sparse_values, default_value=0, validate_indices=True, name=None', sparse.sparseToDense),
  bind(['sparse.to_dense', 'sparse_tensor_to_dense'], 'sp_input, default_value=None, validate_indices=True, name=None', sparse.sparseTensorToDense),
  bind('nn.embedding_lookup_sparse', 'params, sp_ids, sp_weights, partition_strategy="mod", name=None, combiner=None, max_norm=None, allow_fast_lookup=False', sparse.embeddingLookupSparse),
  bind('nn.embedding_lookup', 'params, ids, partition_strategy="mod", name=None, validate_indices=True, max_norm=None', embeddingLookup),
];

const sparseClass = classBinding<SparseTensor>({
  paths: ['SparseTensor', 'sparse.SparseTensor'], name: 'SparseTensor', type: SparseTensor, params: 'indices, values, dense_shape', create: (tf, i, v, d) => new SparseTensor(tf, i, v, d),
  properties: {
    indices: (_, s) => s.indices, values: (_, s) => s.values, dense_shape: (_, s) => s.denseShape, dtype: (_, s) => DTypeObject.of(s.dtype), shape: (_, s) => new TensorShape(s.shape), graph: (_, s) => s.graph, op: (_, s) => s.op,
  },
  methods: {
    get_shape: { params: '', call: (_, s) => new TensorShape(s.shape) },
    eval: { params: 'feed_dict=None, session=None', call: (tf, s, feeds, session) => sessionFor(tf, session, s.graph, 'tensor').run(s, feeds as ReadonlyMap<unknown, unknown> | null) },
    consumers: { params: '', call: (_, s) => s.values.graph.operations().filter((op) => op.inputs.some((i) => i.same(s.values))) },
    with_values: { params: 'new_values', call: (tf, s, values) => new SparseTensor(tf, s.indices, values, s.denseShape) },
    __mul__: { params: 'other', call: (tf, s, other) => sparseWithDense(tf, 'Mul', s, other) },
    __truediv__: { params: 'other', call: (tf, s, other) => sparseWithDense(tf, 'Div', s, other) },
    __str__: { params: '', call: (_, s) => `SparseTensor(indices=${String(s.indices)}, values=${String(s.values)}, dense_shape=${String(s.denseShape)})` },
  },
});
const sparseValue: FunctionBinding = { paths: ['SparseTensorValue', 'compat.v1.SparseTensorValue'], params: 'indices, values, dense_shape', call: (_, indices, values, shape) => sparseTensorValue(indices, values, shape) };

const sliceClass = classBinding<VariableSlice>({
  paths: [], name: 'SlicedVariable', base: 'SymbolicTensor', type: VariableSlice, key: (t) => `${t.graph.number}/${t.id}/${t.index}`,
  methods: { assign: { params: 'value, name=None', call: (tf, t, value, name) => t.assign(tf, value, name as string | null) } },
});

export const bindings: Bindings = {
  functions: [...shapeFunctions, ...joinFunctions, ...gatherFunctions, ...identityFunctions, ...checkFunctions, ...textFunctions, sparseValue],
  classes: [sliceClass, sparseClass],
  constants: [],
};
