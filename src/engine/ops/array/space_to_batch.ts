/** SpaceToBatch: SpaceToBatchND of square blocks in height and width. */
import { computeSpaceToBatch, f32, i32, wholes, spaceToBatchShape, valuesOf, type Op } from '../../op.ts';

export const spaceToBatch: Op = {
  type: 'SpaceToBatch', signature: 'input:T paddings:Tpaddings -> output:T | T:type Tpaddings:type{int32,int64}=int32 block_size:int>=2', reads: [1],
  infer([x], attrs, constant) {
    const size = attrs.block_size as number;
    const paddings = constant(1);
    return [{ dtype: x.dtype, shape: x.shape && spaceToBatchShape(x.shape, [size, size], paddings && valuesOf(paddings), 2) }];
  },
  compute(c) { const size = c.attrs.block_size as number; computeSpaceToBatch(c, [size, size], wholes(c, 1)); },
  flops: () => 0,
  gradient: (g) => [g.emit('BatchToSpace', [g.dy[0]!, g.x[1]], { block_size: g.attrs.block_size! }, 'BatchToSpace')[0], null],
  examples: [{ inputs: [f32([1, 2, 2, 1], [1, 2, 3, 4]), i32([2, 2], [0, 0, 0, 0])], attrs: { block_size: 2 }, outputs: [f32([4, 1, 1, 1], [1, 2, 3, 4])] }],
};
