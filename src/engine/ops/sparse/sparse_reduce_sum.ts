/** SparseReduceSum: sums of a sparse tensor along axes, dense. */
import { castOf, f32, i32, reducedShapeOf, reducedSparseShape, reduceSparse, sparseRank, tensor, type Op, type Output, type Tensor } from '../../op.ts';

export const sparseReduceSum: Op = {
  type: 'SparseReduceSum', signature: 'input_indices:int64 input_values:T input_shape:int64 reduction_axes:int32 -> output:T | keep_dims:bool=false T:type', reads: [2, 3],
  infer: ([indices, values, shape], attrs, constant, partial) => [{ dtype: values.dtype, shape: reducedSparseShape(constant(3) && Array.from(constant(3)!.data as ArrayLike<number>), partial(2), attrs.keep_dims === true, sparseRank(indices, shape)) }],
  compute: (c) => reduceSparse(c, (a, b) => a + b),
  flops: ([indices]) => indices[0],
  gradient(g) {
    const kept = reducedShapeOf(g, g.x[2], g.x[3]);
    const dy = g.apply('Reshape', [g.dy[0]!, kept])[0];
    // A constant shape is an array of Python's: cast, it becomes a tensor inside.
    const wide = 'data' in (kept as object)
      ? g.scope('Cast', (own) => g.emit('Cast', [g.constant(kept as Tensor, 'x')], { SrcT: 'int32', DstT: 'int64', Truncate: false }, own)[0])
      : castOf(g, kept as Output, 'int64');
    const scale = g.apply('FloorDiv', [g.x[2], wide], {}, 'floordiv')[0];
    return [null, g.apply('GatherNd', [dy, g.apply('FloorDiv', [g.x[0], scale], {}, 'floordiv')[0]])[0], null, null];
  },
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), i32([1], [1])], attrs: { keep_dims: false }, outputs: [f32([3], [3, 0, 3])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), i32([1], [0])], attrs: { keep_dims: true }, outputs: [f32([1, 4], [1, 3, 2, 0])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), i32([2], [0, 1])], attrs: { keep_dims: false }, outputs: [f32([], [6])], differentiable: false },
  ],
};
