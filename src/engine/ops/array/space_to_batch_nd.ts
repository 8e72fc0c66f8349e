/** SpaceToBatchND: blocks of the spatial axes moved into the batch, zeros around first. */
import { blockInputs, computeSpaceToBatch, f32, i32, spaceToBatchShape, valuesOf, type Op } from '../../op.ts';

export const spaceToBatchND: Op = {
  type: 'SpaceToBatchND', signature: 'input:T block_shape:Tblock_shape paddings:Tpaddings -> output:T | T:type Tblock_shape:type{int32,int64}=int32 Tpaddings:type{int32,int64}=int32', reads: [1, 2],
  infer([x, b], _, constant) {
    const [block, paddings] = [constant(1), constant(2)];
    return [{ dtype: x.dtype, shape: x.shape && spaceToBatchShape(x.shape, block && valuesOf(block), paddings && valuesOf(paddings), b.shape?.[0] ?? null) }];
  },
  compute: (c) => computeSpaceToBatch(c, ...blockInputs(c)),
  flops: () => 0,
  gradient: (g) => [g.emit('BatchToSpaceND', [g.dy[0]!, g.x[1], g.x[2]], {}, 'BatchToSpaceND')[0], null, null],
  examples: [
    { inputs: [f32([1, 2, 2, 1], [1, 2, 3, 4]), i32([2], [2, 2]), i32([2, 2], [0, 0, 0, 0])], outputs: [f32([4, 1, 1, 1], [1, 2, 3, 4])] },
    { inputs: [f32([1, 3], [1, 2, 3]), i32([1], [2]), i32([1, 2], [1, 0])], outputs: [f32([2, 2], [0, 2, 1, 3])] },
  ],
};
