/** What reductions over segments of chosen rows share: `data[indices[i]]` belongs to segment `segment_ids[i]`. */
import { sizeOf } from '../dtype.ts';
import { RunFailure, type Compute, type Example, type Gradient, type Op, type Output } from '../op-def.ts';
import { constantInt } from '../shapes.ts';
import { itemOf } from './build.ts';

type Kind = 'Sum' | 'Mean' | 'SqrtN';
/** By how much the sum of `n` rows is divided. */
const scale = (kind: Kind, n: number): number => (kind === 'Sum' ? 1 : kind === 'Mean' ? n : Math.sqrt(n));

function ids(c: Compute): number[] {
  const given = Array.from(c.data(2));
  given.forEach((id, i) => { if (i > 0 && id < given[i - 1]) throw new RunFailure('InvalidArgumentError', 'segment ids are not increasing'); });
  return given;
}

/** SparseSegmentSum, …Mean, …SqrtN; `counted`: with the number of segments as an input. */
export const sparseSegmentOp = (kind: Kind, counted: boolean, examples: readonly Example[]): Op => ({
  type: `SparseSegment${kind}${counted ? 'WithNumSegments' : ''}`,
  signature: `data:T indices:Tidx segment_ids:Tsegmentids ${counted ? 'num_segments:Tnumsegments ' : ''}-> output:T | T:type Tidx:type{int32,int64}=int32 ${counted ? 'Tnumsegments:type{int32,int64}=int32 ' : ''}Tsegmentids:type{int32,int64}=int32 sparse_gradient:bool=false`,
  ...(counted && { reads: [3] }),
  infer: ([x], _, constant) => [{ dtype: x.dtype, shape: x.shape && [counted ? constantInt(constant(3)) : null, ...x.shape.slice(1)] }],
  compute(c) {
    const to = ids(c);
    const segments = counted ? c.data(3)[0] : to.length === 0 ? 0 : to[to.length - 1] + 1;
    const rest = c.shape(0).slice(1);
    const y = c.make(0, [segments, ...rest], c.dtype(0));
    const [x, from] = [c.data(0), c.data(1)];
    const row = sizeOf(rest);
    const counts = new Float64Array(segments);
    y.fill(0);
    to.forEach((t, i) => {
      counts[t]++;
      for (let k = 0; k < row; k++) y[t * row + k] += x[from[i] * row + k];
    });
    for (let t = 0; t < segments; t++) if (counts[t] > 0) for (let k = 0; k < row; k++) y[t * row + k] /= scale(kind, counts[t]);
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g: Gradient) {
    const [x, indices, segments] = g.x as [Output, Output, Output];
    const rows = itemOf(g, g.shapeOf(x), 0);
    const dx = g.apply(`SparseSegment${kind}Grad`, [g.dy[0]!, indices, segments, rows])[0];
    return [dx, ...g.x.slice(1).map(() => null)];
  },
  examples,
});

export const sparseSegmentGradOp = (kind: Kind, examples: readonly Example[]): Op => ({
  type: `SparseSegment${kind}Grad`, signature: 'grad:T indices:Tidx segment_ids:Tsegmentids output_dim0:int32 -> output:T | T:type Tidx:type{int32,int64}=int32 Tsegmentids:type{int32,int64}=int32', reads: [3],
  infer: ([x], _, constant) => [{ dtype: x.dtype, shape: x.shape && [constantInt(constant(3)), ...x.shape.slice(1)] }],
  compute(c) {
    const to = ids(c);
    const rest = c.shape(0).slice(1);
    const y = c.make(0, [c.data(3)[0], ...rest], c.dtype(0));
    const [dy, from] = [c.data(0), c.data(1)];
    const row = sizeOf(rest);
    const counts = new Map<number, number>();
    for (const t of to) counts.set(t, (counts.get(t) ?? 0) + 1);
    y.fill(0);
    to.forEach((t, i) => { for (let k = 0; k < row; k++) y[from[i] * row + k] += dy[t * row + k] / scale(kind, counts.get(t)!); });
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  examples,
});
