/** Python names of tf/sparse-ops.ts. */
import { bind, type Bindings } from '../binding.ts';
import type { Tensor } from '../context.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { asDTypeOrNull } from '../dtypes.ts';
import { SparseTensor } from '../sparse.ts';
import * as s from '../sparse-ops.ts';
import { Tuple } from '../values.ts';

const REDUCE = 'sp_input, axis=None, keepdims=None, reduction_axes=None, keep_dims=None';

export const bindings: Bindings = {
  functions: [
    bind(['sparse.sparse_dense_matmul', 'sparse.matmul', 'sparse_tensor_dense_matmul'], 'sp_a, b, adjoint_a=False, adjoint_b=False, name=None', s.sparseDenseMatmul),
    bind(['sparse.reduce_sum', 'sparse_reduce_sum'], REDUCE, s.sparseReduce('SparseReduceSum')), bind(['sparse.reduce_max', 'sparse_reduce_max'], REDUCE, s.sparseReduce('SparseReduceMax')),
    bind(['sparse.reorder', 'sparse_reorder'], 'sp_input, name=None', s.sparseReorder),
    bind(['sparse.reshape', 'sparse_reshape'], 'sp_input, shape, name=None', s.sparseReshape),
    { paths: ['sparse.concat', 'sparse_concat'], params: 'axis, sp_inputs, name=None, expand_nonconcat_dim=False, concat_dim=None, expand_nonconcat_dims=None',
      call: (tf, axis, inputs, name, dim, old, dims) => s.sparseConcat(tf, axis ?? old, inputs, { name: name as string | null, expand_nonconcat_dim: dim, expand_nonconcat_dims: dims }) },
    bind(['sparse.add', 'sparse_add'], 'a, b, threshold=None, thresh=None', s.sparseAdd),
    bind(['sparse.retain', 'sparse_retain'], 'sp_input, to_retain', s.sparseRetain),
    bind(['sparse.slice', 'sparse_slice'], 'sp_input, start, size, name=None', s.sparseSlice),
    bind(['sparse.split', 'sparse_split'], 'keyword_required=None, sp_input=None, num_split=None, axis=None, name=None, split_dim=None', s.sparseSplit),
    bind(['sparse.softmax', 'sparse_softmax'], 'sp_input, name=None', s.sparseSoftmax),
    bind(['sparse.transpose', 'sparse_transpose'], 'sp_input, perm=None, name=None', s.sparseTranspose),
    { paths: ['sparse.fill_empty_rows', 'sparse_fill_empty_rows'], params: 'sp_input, default_value, name=None', call: (tf, input, value, name) => Tuple.from2(s.sparseFillEmptyRows(tf, input, value, { name: name as string | null })) },
    bind('sparse.from_dense', 'tensor, name=None', s.sparseFromDense),
    bind('sparse.eye', 'num_rows, num_columns=None, dtype=float32, name=None', s.sparseEye),
    { paths: ['sparse_mask', 'sparse.mask'], params: 'a, mask_indices, name=None', call: (tf, a, mask, name) => {
      const slices = a as IndexedSlices;
      return tf.within(String(name ?? 'sparse_mask'), (own) => {
        const [indices, places] = tf.apply('ListDiff', [slices.indices, mask], { out_idx: 'int32' }) as [Tensor, Tensor];
        return new IndexedSlices(tf, tf.within(own, (o) => tf.gen('GatherV2', [slices.values, places, 0], { batch_dims: 0 }, o)), indices, slices.denseShape);
      });
    } },
    { paths: ['convert_to_tensor_or_sparse_tensor'], params: 'value, dtype=None, name=None', call: (tf, v, dtype, name) => (v instanceof SparseTensor || (v instanceof Tuple && v.type === 'SparseTensorValue indices values dense_shape') ? s.asSparse(tf, v) : tf.convert(v, { dtype: asDTypeOrNull(dtype), name: name as string | null })) },
    bind('edit_distance', 'hypothesis, truth, normalize=True, name="edit_distance"', s.editDistance),
    bind('nn.safe_embedding_lookup_sparse', 'embedding_weights, sparse_ids, sparse_weights=None, combiner="mean", default_id=None, name=None, partition_strategy="div", max_norm=None, allow_fast_lookup=False', s.safeEmbeddingLookupSparse),
  ],
  classes: [], constants: [],
};
