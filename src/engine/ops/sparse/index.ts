/** Sparse tensors. */
import type { Op } from '../../op.ts';
import { sparseAdd } from './sparse_add.ts';
import { sparseAddGrad } from './sparse_add_grad.ts';
import { sparseConcat } from './sparse_concat.ts';
import { sparseDenseCwiseAdd } from './sparse_dense_cwise_add.ts';
import { sparseDenseCwiseDiv } from './sparse_dense_cwise_div.ts';
import { sparseDenseCwiseMul } from './sparse_dense_cwise_mul.ts';
import { sparseFillEmptyRows } from './sparse_fill_empty_rows.ts';
import { sparseFillEmptyRowsGrad } from './sparse_fill_empty_rows_grad.ts';
import { sparseReduceMax } from './sparse_reduce_max.ts';
import { sparseReduceSum } from './sparse_reduce_sum.ts';
import { sparseReorder } from './sparse_reorder.ts';
import { sparseReshape } from './sparse_reshape.ts';
import { sparseSlice } from './sparse_slice.ts';
import { sparseSoftmax } from './sparse_softmax.ts';
import { sparseSplit } from './sparse_split.ts';
import { sparseTensorDenseAdd } from './sparse_tensor_dense_add.ts';
import { sparseTensorDenseMatMul } from './sparse_tensor_dense_mat_mul.ts';

export const SPARSE: readonly Op[] = [
  sparseAdd, sparseAddGrad, sparseConcat, sparseDenseCwiseAdd, sparseDenseCwiseDiv, sparseDenseCwiseMul, sparseFillEmptyRows, sparseFillEmptyRowsGrad,
  sparseReduceMax, sparseReduceSum, sparseReorder, sparseReshape, sparseSlice, sparseSoftmax, sparseSplit, sparseTensorDenseAdd,
  sparseTensorDenseMatMul,
];
