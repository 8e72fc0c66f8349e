/** Split: equal parts along an axis. */
import { concatOf, f32, i32, wholes, arrange, RunFailure, ShapeError, sizeOf, staticAxis, unknown, valuesOf, type Op, type Shape } from '../../op.ts';

export const split: Op = {
  type: 'Split', signature: 'split_dim:int32 value:T -> output:num_split*T | num_split:int>=1 T:type', reads: [0],
  infer([, x], attrs, constant) {
    const n = attrs.num_split as number;
    const each = (shape: Shape | null): { dtype: typeof x.dtype; shape: Shape | null }[] => Array.from({ length: n }, () => ({ dtype: x.dtype, shape }));
    const at = constant(0);
    if (!x.shape || !at) return each(unknown(x.shape?.length ?? null));
    const axis = staticAxis(valuesOf(at)[0], x.shape.length);
    const have = x.shape[axis];
    if (have !== null && have % n !== 0) throw new ShapeError(`Dimension size must be evenly divisible by ${n} but is ${have} for '{{node split}}'`);
    return each(x.shape.map((d, i) => (i === axis && d !== null ? d / n : d)));
  },
  compute(c) {
    const shape = c.shape(1);
    const n = c.attrs.num_split as number;
    const axis = staticAxis(wholes(c, 0)[0], shape.length);
    if (shape[axis] % n !== 0) throw new RunFailure('InvalidArgumentError', `Number of ways to split should evenly divide the split dimension, but got split_dim ${axis} (size = ${shape[axis]}) and num_split ${n}`);
    const part = shape[axis] / n;
    const inner = part * sizeOf(shape.slice(axis + 1));
    const outer = sizeOf(shape.slice(0, axis));
    const out = shape.map((d, i) => (i === axis ? part : d));
    for (let k = 0; k < n; k++) {
      arrange(c, k, out, (put) => { for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) put(o * inner + i, (o * n + k) * inner + i); }, { dtype: c.dtype(1), from: 1 });
    }
  },
  flops: () => 0,
  gradient: (g) => [null, concatOf(g, g.dy.map((d) => d!), g.x[0])],
  examples: [
    { inputs: [i32([], [1]), f32([2, 4], [1, 2, 3, 4, 5, 6, 7, 8])], attrs: { num_split: 2 }, outputs: [f32([2, 2], [1, 2, 5, 6]), f32([2, 2], [3, 4, 7, 8])] },
    { inputs: [i32([], [0]), i32([3], [1, 2, 3])], attrs: { num_split: 3 }, outputs: [i32([1], [1]), i32([1], [2]), i32([1], [3])], differentiable: false },
  ],
};
