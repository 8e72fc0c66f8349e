/** BatchToSpaceND: blocks moved from the batch back into the spatial axes, with the edges cut. */
import { batchToSpaceShape, blockInputs, computeBatchToSpace, f32, i32, valuesOf, type Op } from '../../op.ts';

export const batchToSpaceND: Op = {
  type: 'BatchToSpaceND', signature: 'input:T block_shape:Tblock_shape crops:Tcrops -> output:T | T:type Tblock_shape:type{int32,int64}=int32 Tcrops:type{int32,int64}=int32', reads: [1, 2],
  infer([x, b], _, constant) {
    const [block, crops] = [constant(1), constant(2)];
    return [{ dtype: x.dtype, shape: x.shape && batchToSpaceShape(x.shape, block && valuesOf(block), crops && valuesOf(crops), b.shape?.[0] ?? null) }];
  },
  compute: (c) => computeBatchToSpace(c, ...blockInputs(c)),
  flops: () => 0,
  gradient: (g) => [g.emit('SpaceToBatchND', [g.dy[0]!, g.x[1], g.x[2]], {}, 'SpaceToBatchND')[0], null, null],
  examples: [
    { inputs: [f32([4, 1, 1, 1], [1, 2, 3, 4]), i32([2], [2, 2]), i32([2, 2], [0, 0, 0, 0])], outputs: [f32([1, 2, 2, 1], [1, 2, 3, 4])] },
    { inputs: [f32([2, 2], [0, 2, 1, 3]), i32([1], [2]), i32([1, 2], [1, 0])], outputs: [f32([1, 3], [1, 2, 3])] },
  ],
};
