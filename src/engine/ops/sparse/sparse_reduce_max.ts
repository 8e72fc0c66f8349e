/** SparseReduceMax: the greatest elements of a sparse tensor along axes, dense; 0 where there is none. */
import { f32, i32, reducedSparseShape, reduceSparse, sparseRank, tensor, type Op } from '../../op.ts';

export const sparseReduceMax: Op = {
  type: 'SparseReduceMax', signature: 'input_indices:int64 input_values:T input_shape:int64 reduction_axes:int32 -> output:T | keep_dims:bool=false T:type', reads: [2, 3], stops: true,
  infer: ([indices, values, shape], attrs, constant, partial) => [{ dtype: values.dtype, shape: reducedSparseShape(constant(3) && Array.from(constant(3)!.data as ArrayLike<number>), partial(2), attrs.keep_dims === true, sparseRank(indices, shape)) }],
  compute: (c) => reduceSparse(c, Math.max),
  flops: ([indices]) => indices[0],
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), f32([3], [4, 5, -3]), tensor('int64', [2], [3, 4]), i32([1], [1])], attrs: { keep_dims: false }, outputs: [f32([3], [4, 5, -3])], differentiable: false },
  ],
};
