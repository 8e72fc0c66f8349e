/** Fill: a tensor of the given shape, every element the given scalar. */
import { f32, i32, RunFailure, showDims, sizeOf, type Op } from '../op.ts';

export const fill: Op = {
  type: 'Fill', signature: 'dims:index_type value:T -> output:T | T:type index_type:type{int32,int64}=int32', reads: [0],
  infer: ([, value], _, __, partial) => [{ dtype: value.dtype, shape: partial(0) }],
  compute(c) {
    if (c.shape(0).length > 1) throw new RunFailure('InvalidArgumentError', `dims must represent a vector, got shape ${showDims(c.shape(0))}`);
    const shape = Array.from(c.data(0));
    const bad = shape.find((d) => d < 0);
    if (bad !== undefined) throw new RunFailure('InvalidArgumentError', `Dimension ${bad} must be >= 0`);
    if (c.dtype(1) === 'string') return c.outStrings(0, shape, new Array<string>(sizeOf(shape)).fill(c.strings(1)[0]));
    const y = c.make(0, shape, c.dtype(1));
    y.fill(c.data(1)[0]);
  },
  reference(inputs) {
    const shape = Array.from(inputs[0].data as Int32Array);
    return [f32(shape, new Float32Array(sizeOf(shape)).fill((inputs[1].data as Float32Array)[0]))];
  },
  flops: () => 0,
  gradient(g) {
    const dy = g.dy[0]!;
    const rank = g.shape(dy)?.length ?? 0;
    if (rank > 0) return [null, g.emit('Sum', [dy, g.constant(i32([rank], Array.from({ length: rank }, (_, i) => i)), 'Const')], { keep_dims: false }, 'Sum')[0]];
    // Of a scalar or an unknown rank, Python builds the axes: range(0, rank, 1).
    const count = g.shape(dy) ? g.constant(i32([], [0]), 'Rank') : g.emit('Rank', [dy], {}, 'Rank')[0];
    const axes = g.scope('range', (own) => g.emit('Range', [g.constant(i32([], [0]), 'start'), count, g.constant(i32([], [1]), 'delta')], {}, own)[0]);
    return [null, g.emit('Sum', [dy, axes], { keep_dims: false }, 'Sum')[0]];
  },
  examples: [{ inputs: [i32([2], [2, 3]), f32([], [0.5])], differentiable: false }, { inputs: [i32([0], []), f32([], [1])], differentiable: false }],
};
