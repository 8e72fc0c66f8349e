/** SplitV: parts of given sizes along an axis; -1 stands for what is left. */
import { concatOf, f32, i32, wholes, arrange, RunFailure, ShapeError, sizeOf, staticAxis, unknown, valuesOf, type Op } from '../../op.ts';

export const splitV: Op = {
  type: 'SplitV', signature: 'value:T size_splits:Tlen split_dim:int32 -> output:num_split*T | num_split:int>=1 T:type Tlen:type{int8,int32,int64}=int64', reads: [1, 2],
  infer([x], attrs, constant) {
    const n = attrs.num_split as number;
    const nothing = Array.from({ length: n }, () => ({ dtype: x.dtype, shape: unknown(x.shape?.length ?? null) }));
    if (!x.shape) return nothing;
    const { shape } = x;
    if (shape.length === 0) throw new ShapeError("Can't split scalars");
    const [sizes, at] = [constant(1), constant(2)];
    if (!at) return nothing;
    const axis = staticAxis(valuesOf(at)[0], shape.length);
    const along = (d: number | null): { dtype: typeof x.dtype; shape: (number | null)[] } => ({ dtype: x.dtype, shape: shape.map((s, i) => (i === axis ? d : s)) });
    if (!sizes) return Array.from({ length: n }, () => along(null));
    const wanted = valuesOf(sizes);
    if (wanted.length !== n) throw new ShapeError('Length of size_splits should be equal to num_outputs');
    const total = wanted.reduce((sum, d) => sum + Math.max(0, d), 0);
    const open = wanted.includes(-1);
    const have = shape[axis];
    if (have !== null && (total > have || (total < have && !open))) throw new ShapeError(`can't split axis of size ${have} into pieces of size [${wanted.join(',')}]`);
    return wanted.map((d) => along(d === -1 ? (have === null ? null : have - total) : d));
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = staticAxis(wholes(c, 2)[0], shape.length);
    const wanted = wholes(c, 1);
    const total = wanted.reduce((sum, d) => sum + Math.max(0, d), 0);
    const sizes = wanted.map((d) => (d === -1 ? shape[axis] - total : d));
    if (sizes.reduce((a, b) => a + b, 0) !== shape[axis] || sizes.some((d) => d < 0)) {
      throw new RunFailure('InvalidArgumentError', `Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of the input along split_dim if not fully specified.  Got: ${total}`);
    }
    const inner = sizeOf(shape.slice(axis + 1));
    const outer = sizeOf(shape.slice(0, axis));
    let before = 0;
    sizes.forEach((size, k) => {
      const row = size * inner;
      const from = before * inner;
      arrange(c, k, shape.map((d, i) => (i === axis ? size : d)), (put) => { for (let o = 0; o < outer; o++) for (let i = 0; i < row; i++) put(o * row + i, o * shape[axis] * inner + from + i); });
      before += size;
    });
  },
  flops: () => 0,
  gradient: (g) => [concatOf(g, g.dy.map((d) => d!), g.x[2]), null, null],
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [1, 2]), i32([], [1])], attrs: { num_split: 2 }, outputs: [f32([2, 1], [1, 4]), f32([2, 2], [2, 3, 5, 6])] },
    { inputs: [i32([4], [1, 2, 3, 4]), i32([2], [-1, 1]), i32([], [0])], attrs: { num_split: 2 }, outputs: [i32([3], [1, 2, 3]), i32([1], [4])], differentiable: false },
  ],
};
