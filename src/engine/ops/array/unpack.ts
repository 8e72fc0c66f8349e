/** Unpack (tf.unstack): the parts of a tensor along an axis, each without it. */
import { f32, i32, arrange, RunFailure, ShapeError, showDims, sizeOf, staticAxis, type Op } from '../../op.ts';

export const unpack: Op = {
  type: 'Unpack', signature: 'value:T -> output:num*T | num:int>=0 T:type axis:int=0',
  infer([x], attrs) {
    const num = attrs.num as number;
    const each = (shape: readonly (number | null)[] | null): { dtype: typeof x.dtype; shape: readonly (number | null)[] | null }[] => Array.from({ length: num }, () => ({ dtype: x.dtype, shape }));
    if (!x.shape) return each(null);
    const axis = staticAxis(attrs.axis as number, x.shape.length);
    const have = x.shape[axis];
    if (have !== null && have !== num) throw new ShapeError(`Dimension must be ${num} but is ${have} for '{{node Unpack}}'`);
    return each([...x.shape.slice(0, axis), ...x.shape.slice(axis + 1)]);
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = staticAxis(c.attrs.axis as number, shape.length);
    const n = shape[axis];
    if (n !== c.attrs.num) throw new RunFailure('InvalidArgumentError', `Input shape axis ${axis} must equal ${String(c.attrs.num)}, got shape ${showDims(shape)}`);
    const inner = sizeOf(shape.slice(axis + 1));
    const outer = sizeOf(shape.slice(0, axis));
    const out = [...shape.slice(0, axis), ...shape.slice(axis + 1)];
    for (let k = 0; k < n; k++) {
      arrange(c, k, out, (put) => { for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) put(o * inner + i, (o * n + k) * inner + i); });
    }
  },
  flops: () => 0,
  gradient: (g) => g.emit('Pack', g.dy.map((d) => d!), { axis: g.attrs.axis ?? 0 }, 'stack'),
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6])], attrs: { num: 2 }, outputs: [f32([3], [1, 2, 3]), f32([3], [4, 5, 6])] },
    { inputs: [i32([2, 2], [1, 2, 3, 4])], attrs: { num: 2, axis: 1 }, outputs: [i32([2], [1, 3]), i32([2], [2, 4])], differentiable: false },
  ],
};
