/** GatherNd: elements or rows by their coordinates. */
import { computeNd, f32, gatheredNdShape, i32, shapeAs, texts, type Op } from '../../op.ts';

export const gatherNd: Op = {
  type: 'GatherNd', signature: 'params:Tparams indices:Tindices -> output:Tparams | Tparams:type Tindices:type{int16,int32,int64}',
  infer: ([params, indices]) => [{ dtype: params.dtype, shape: gatheredNdShape(params, indices) }],
  compute: computeNd,
  flops: () => 0,
  gradient(g) {
    const [params, indices] = g.x as [typeof g.x[0], typeof g.x[0]];
    const shape = shapeAs(g, params, g.dtype(indices));
    const by = g.shape(indices);
    if (by?.length === 2 && by[1] === 1) return [{ values: g.dy[0]!, indices: g.emit('Squeeze', [indices], { squeeze_dims: [-1] }, 'Squeeze')[0], denseShape: shape }, null];
    return [g.emit('ScatterNd', [indices, g.dy[0]!, shape], {}, 'ScatterNd')[0], null];
  },
  examples: [
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([2, 2], [0, 0, 1, 1])], outputs: [f32([2], [1, 4])] },
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([1, 1], [1])], outputs: [f32([1, 2], [3, 4])], differentiable: false },
    { inputs: [texts([2], ['a', 'b']), i32([1, 1], [1])], outputs: [texts([1], ['b'])], differentiable: false },
  ],
};
