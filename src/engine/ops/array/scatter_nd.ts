/** ScatterNd: zeros with rows added at coordinates. */
import { f32, i32, wholes, scatterRows, ShapeError, valuesOf, type Op } from '../../op.ts';

export const scatterNd: Op = {
  type: 'ScatterNd', signature: 'indices:Tindices updates:T shape:Tindices -> output:T | T:type Tindices:type{int16,int32,int64}', reads: [2],
  infer([indices, updates], _, constant, partial) {
    const shape = constant(2);
    const out = shape ? valuesOf(shape) : partial(2);
    if (indices.shape && updates.shape && out && indices.shape.length > 0) {
      const depth = indices.shape.at(-1)!;
      const outer = indices.shape.length - 1;
      if (depth !== null) {
        const clash = [...indices.shape.slice(0, -1), ...out.slice(depth)].some((d, i) => { const u = updates.shape![i] as number | null | undefined; return u === undefined || (u !== null && d !== null && u !== d); });
        if (clash) throw new ShapeError(`Dimensions [0,${outer}) of indices[shape=[${indices.shape.map((d) => d ?? '?').join(',')}]] = [${indices.shape.slice(0, -1).map((d) => d ?? '?').join(',')}] must match dimensions [0,${outer}) of updates[shape=[${updates.shape.map((d) => d ?? '?').join(',')}]]`);
      }
    }
    return [{ dtype: updates.dtype, shape: out }];
  },
  compute(c) {
    const shape = wholes(c, 2);
    const y = c.make(0, shape, c.dtype(1));
    const x = c.data(1);
    y.fill(0);
    scatterRows(c, 0, 1, shape, (at, from) => { y[at] += x[from]; });
  },
  flops: () => 0,
  gradient: (g) => [null, g.emit('GatherNd', [g.dy[0]!, g.x[0]], {}, 'GatherNd')[0], null],
  examples: [
    { inputs: [i32([2, 1], [1, 3]), f32([2], [5, 7]), i32([1], [4])], outputs: [f32([4], [0, 5, 0, 7])] },
    { inputs: [i32([2, 1], [0, 0]), f32([2, 2], [1, 2, 3, 4]), i32([2], [2, 2])], outputs: [f32([2, 2], [4, 6, 0, 0])] },
  ],
};
