/** What reductions over segments share: rows that have the same number are combined, whether the numbers are sorted or not. */
import { showDims, sizeOf, type Shape } from '../dtype.ts';
import { RunFailure, ShapeError, type Example, type Grad, type Gradient, type Op, type Output } from '../op-def.ts';
import { unequal } from '../shapes.ts';
import { castOf, gatherOf, mulOf, onesAs, onesLikeOf, subOf, whereOf, zerosLikeOf } from './arith.ts';
import { concatOf, rankOf, reshapeTo } from './build.ts';

export interface Segments {
  readonly type: string;
  /** The value of a segment without rows. */
  readonly start: number | ((dtype: string) => number);
  readonly combine: (sum: number, x: number) => number;
  /** What becomes of a result of `n` rows. */
  readonly finish?: (sum: number, n: number) => number;
  /** What a segment without rows becomes where it is not `start`. */
  readonly empty?: number;
  readonly gradient: (g: Gradient) => Grad[];
  readonly examples: readonly Example[];
}

function collect(s: Segments, dtype: string, x: ArrayLike<number>, ids: ArrayLike<number>, row: number, y: { [i: number]: number }, segments: number): void {
  const start = typeof s.start === 'number' ? s.start : s.start(dtype);
  const counts = new Int32Array(segments);
  for (let i = 0; i < segments * row; i++) y[i] = start;
  for (let i = 0; i < ids.length; i++) {
    const to = ids[i];
    if (to < 0) continue;
    counts[to]++;
    for (let k = 0; k < row; k++) y[to * row + k] = s.combine(y[to * row + k], x[i * row + k]);
  }
  for (let t = 0; t < segments; t++) {
    if (counts[t] === 0 && s.empty !== undefined) for (let k = 0; k < row; k++) y[t * row + k] = s.empty;
    else if (s.finish) for (let k = 0; k < row; k++) y[t * row + k] = s.finish(y[t * row + k], counts[t]);
  }
}

/** Segments whose numbers ascend: as many as the last number says. */
export const segmentOp = (s: Segments): Op => ({
  type: s.type, signature: 'data:T segment_ids:Tindices -> output:T | T:type Tindices:type{int32,int64}',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape && [null, ...x.shape.slice(1)] }],
  compute(c) {
    const shape = c.shape(0);
    const given = Array.from(c.data(1));
    if (given.length !== shape[0]) throw new RunFailure('InvalidArgumentError', 'segment_ids should be the same size as dimension 0 of input.');
    given.forEach((id, i) => { if (i > 0 && id < given[i - 1]) throw new RunFailure('InvalidArgumentError', 'segment ids are not increasing'); });
    const segments = given.length === 0 ? 0 : given[given.length - 1] + 1;
    const y = c.make(0, [segments, ...shape.slice(1)], c.dtype(0));
    collect(s, c.dtype(0), c.data(0), given, sizeOf(shape.slice(1)), y, segments);
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: s.gradient,
  examples: s.examples,
});

/** Segments in any order; `num_segments` of them; rows with negative numbers are left out. */
export const unsortedSegmentOp = (s: Segments): Op => ({
  type: s.type, signature: 'data:T segment_ids:Tindices num_segments:Tnumsegments -> output:T | T:type Tindices:type{int32,int64} Tnumsegments:type{int32,int64}=int32', reads: [2],
  infer(inputs, _, constant) {
    const [x, ids] = inputs;
    ids.shape?.forEach((d, i) => {
      const have = x.shape?.[i] ?? null;
      if (x.shape && i >= x.shape.length) throw new ShapeError(`Shape must be at least rank ${ids.shape!.length} but is rank ${x.shape.length} for '{{node ${s.type}}}' with input shapes: ${inputs.map((t) => showDims(t.shape)).join(', ')}.`);
      if (have !== null && d !== null && have !== d) unequal(s.type, have, d, inputs);
    });
    const count = constant(2);
    const shape: Shape | null = x.shape && ids.shape ? [count ? (count.data as ArrayLike<number>)[0] : null, ...x.shape.slice(ids.shape.length)] : null;
    return [{ dtype: x.dtype, shape }];
  },
  compute(c) {
    if (c.shape(1).some((d, i) => d !== c.shape(0)[i])) throw new RunFailure('InvalidArgumentError', `data.shape = ${showDims(c.shape(0))} does not start with segment_ids.shape = ${showDims(c.shape(1))}`);
    const rest = c.shape(0).slice(c.shape(1).length);
    const segments = c.data(2)[0];
    const y = c.make(0, [segments, ...rest], c.dtype(0));
    const ids = c.data(1);
    for (let i = 0; i < ids.length; i++) if (ids[i] >= segments) throw new RunFailure('InvalidArgumentError', `segment_ids[${i}] = ${ids[i]} is out of range [0, ${segments})`);
    collect(s, c.dtype(0), c.data(0), ids, sizeOf(rest), y, segments);
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: s.gradient,
  examples: s.examples,
});

/** The gradient of the least or greatest row of each segment: shared by all that are it. */
export function segmentExtreme(g: Gradient): Grad[] {
  const [x, ids] = g.x as [Output, Output];
  const dy = g.dy[0]!;
  const zeros = zerosLikeOf(g, x);
  const chosen = g.apply('Equal', [x, gatherOf(g, g.y[0], ids)])[0];
  const count = g.apply('SegmentSum', [castOf(g, chosen, g.dtype(dy)), ids])[0];
  const shared = gatherOf(g, g.apply('RealDiv', [dy, count], {}, 'truediv')[0], ids);
  return [whereOf(g, chosen, shared, zeros), null];
}

export interface Dropped { readonly rows: Output; readonly clipped: Output; readonly positive: Output }
/** math_grad.py `_GatherDropNegatives`: rows by number, zeros where the number is negative. */
export function gatherDropNegatives(g: Gradient, params: Output, ids: Output | null, before: { clipped?: Output; positive?: Output } = {}): Dropped {
  const clipped = before.clipped ?? g.apply('Maximum', [ids!, zerosLikeOf(g, ids!)])[0];
  const rows = gatherOf(g, params, clipped);
  let { positive } = before;
  if (!positive) {
    const sign = g.apply('GreaterEqual', [ids!, 0])[0];
    const shape = g.shapeOf(sign);
    const missing = subOf(g, rankOf(g, rows), rankOf(g, sign));
    const ones = g.scope('ones', (own) => {
      const packed = g.scope('packed', (inner) => g.emit('Pack', [missing], {}, inner)[0]);
      return g.emit('Fill', [packed, g.constant({ dtype: g.dtype(shape), shape: [], data: Int32Array.of(1) })], {}, own)[0];
    });
    const wide = reshapeTo(g, sign, concatOf(g, [shape, ones], 0));
    positive = g.apply('LogicalAnd', [wide, onesLikeOf(g, rows, 'bool')], {}, 'and')[0];
  }
  return { rows: whereOf(g, positive, rows, zerosLikeOf(g, rows)), clipped, positive };
}

export function unsortedExtreme(g: Gradient): Grad[] {
  const [x, ids, count] = g.x as [Output, Output, Output];
  const dy = g.dy[0]!;
  const first = gatherDropNegatives(g, g.y[0], ids);
  const chosen = g.apply('LogicalAnd', [g.apply('Equal', [x, first.rows])[0], first.positive])[0];
  const number = g.apply('UnsortedSegmentSum', [castOf(g, chosen, g.dtype(dy)), ids, count])[0];
  const weighted = g.apply('RealDiv', [dy, number], {}, 'truediv')[0];
  const { rows } = gatherDropNegatives(g, weighted, null, first);
  return [whereOf(g, chosen, rows, zerosLikeOf(g, rows)), null, null];
}

/** The gradient of products of segments; zeros are counted, so that one zero is no loss and two are. */
export function segmentProduct(g: Gradient, sorted: boolean): Grad[] {
  const [x, ids, count] = g.x as [Output, Output, Output];
  const more = sorted ? [ids] : [ids, count];
  const kind = sorted ? 'Segment' : 'UnsortedSegment';
  const zero = g.apply('Equal', [x, 0])[0];
  const zeros = g.apply(`${kind}Sum`, [castOf(g, zero, 'int32'), ...more])[0];
  const several = g.apply('Greater', [zeros, 1])[0];
  const dy = whereOf(g, several, zerosLikeOf(g, g.dy[0]!), g.dy[0]!);
  const safe = whereOf(g, zero, onesLikeOf(g, x), x);
  const others = g.apply(`${kind}Prod`, [safe, ...more])[0];
  const clipped = sorted ? ids : g.apply('Maximum', [ids, zerosLikeOf(g, ids)])[0];
  const all = gatherOf(g, g.y[0], clipped);
  const rest = gatherOf(g, others, clipped);
  const divided = g.apply('RealDiv', [all, sorted ? safe : x], {}, 'truediv')[0];
  const partial = whereOf(g, zero, rest, divided);
  const rows = sorted ? gatherOf(g, dy, ids) : gatherDropNegatives(g, dy, ids, { clipped }).rows;
  return [mulOf(g, rows, partial), ...more.map(() => null)];
}

/** The gradient of means of segments: each row gets its share. */
export function segmentMeanGradient(g: Gradient): Grad[] {
  const [x, ids] = g.x as [Output, Output];
  const dy = g.dy[0]!;
  const rank = rankOf(g, x);
  const idsShape = g.shapeOf(ids);
  const others = onesAs(g, g.apply('ExpandDims', [subOf(g, rank, 1), 0])[0], 'int32');
  const ones = onesAs(g, concatOf(g, [idsShape, others], 0), g.dtype(dy));
  const scaled = g.apply('RealDiv', [dy, g.apply('SegmentSum', [ones, ids])[0]], {}, 'truediv')[0];
  return [gatherOf(g, scaled, ids), null];
}
