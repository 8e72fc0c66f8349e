/** BatchToSpace: BatchToSpaceND of square blocks in height and width. */
import { batchToSpaceShape, computeBatchToSpace, f32, i32, wholes, valuesOf, type Op } from '../../op.ts';

export const batchToSpace: Op = {
  type: 'BatchToSpace', signature: 'input:T crops:Tidx -> output:T | T:type block_size:int>=2 Tidx:type{int32,int64}=int32', reads: [1],
  infer([x], attrs, constant) {
    const size = attrs.block_size as number;
    const crops = constant(1);
    return [{ dtype: x.dtype, shape: x.shape && batchToSpaceShape(x.shape, [size, size], crops && valuesOf(crops), 2) }];
  },
  compute(c) { const size = c.attrs.block_size as number; computeBatchToSpace(c, [size, size], wholes(c, 1)); },
  flops: () => 0,
  gradient: (g) => [g.emit('SpaceToBatch', [g.dy[0]!, g.x[1]], { block_size: g.attrs.block_size! }, 'SpaceToBatch')[0], null],
  examples: [{ inputs: [f32([4, 1, 1, 1], [1, 2, 3, 4]), i32([2, 2], [0, 0, 0, 0])], attrs: { block_size: 2 }, outputs: [f32([1, 2, 2, 1], [1, 2, 3, 4])] }],
};
