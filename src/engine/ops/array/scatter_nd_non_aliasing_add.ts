/** ScatterNdNonAliasingAdd: a copy with rows added at coordinates, under its older name. */
import { f32, i32, tensorScatterOp, type Op } from '../../op.ts';

export const scatterNdNonAliasingAdd: Op = {
  ...tensorScatterOp('ScatterNdNonAliasingAdd', (old, now) => old + now, [6, 2, 4]),
  signature: 'input:T indices:Tindices updates:T -> output:T | T:type Tindices:type{int32,int64}',
  gradient: (g) => [g.dy[0], null, g.emit('GatherNd', [g.dy[0]!, g.x[1]], {}, 'GatherNd')[0]],
  examples: [{ inputs: [f32([3], [1, 2, 3]), i32([2, 1], [0, 2]), f32([2], [5, 1])], outputs: [f32([3], [6, 2, 4])] }],
};
