/** StridedSlice: what Python's `t[…]` makes: begin, end and strides for each axis, with masks for what was left out, dropped or added. */
import { boxOf, f32, i32, wholes, known, MASKS, masksOf, arrange, rowSteps, shapeAs, stridedRun, stridedSlice, texts, valuesOf, walk, type Op } from '../../op.ts';

export const stridedSliceOp: Op = {
  type: 'StridedSlice', signature: `input:T begin:Index end:Index strides:Index -> output:T | T:type Index:type{int16,int32,int64} ${MASKS}`, reads: [1, 2, 3],
  infer([x], attrs, constant) {
    const [begin, end, strides] = [constant(1), constant(2), constant(3)];
    if (!x.shape || !strides) return [{ dtype: x.dtype, shape: null }];
    return [{ dtype: x.dtype, shape: stridedSlice(x.shape, begin && valuesOf(begin), end && valuesOf(end), valuesOf(strides), attrs).shape }];
  },
  compute(c) {
    const shape = c.shape(0);
    const { axes, shape: out } = stridedRun(shape, wholes(c, 1), wholes(c, 2), wholes(c, 3), c.attrs);
    const box = boxOf(shape, axes, rowSteps(shape));
    arrange(c, 0, out, (put) => walk(box.lengths, box.steps, box.start, put));
  },
  flops: () => 0,
  gradient(g) {
    const [x, begin, end, strides] = g.x;
    const shape = shapeAs(g, x, g.dtype(begin));
    return [g.apply('StridedSliceGrad', [known(g, shape), known(g, begin), known(g, end), known(g, strides), g.dy[0]!], masksOf(g.attrs), 'StridedSliceGrad')[0], null, null, null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [0, 1]), i32([2], [2, 3]), i32([2], [1, 1])], outputs: [f32([2, 2], [2, 3, 5, 6])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([1], [1]), i32([1], [2]), i32([1], [1])], attrs: { shrink_axis_mask: 1 }, outputs: [f32([3], [4, 5, 6])] },
    { inputs: [f32([5], [1, 2, 3, 4, 5]), i32([1], [0]), i32([1], [0]), i32([1], [-2])], attrs: { begin_mask: 1, end_mask: 1 }, outputs: [f32([3], [5, 3, 1])] },
    { inputs: [i32([2, 2], [1, 2, 3, 4]), i32([2], [0, -1]), i32([2], [0, 0]), i32([2], [1, 1])], attrs: { ellipsis_mask: 1, shrink_axis_mask: 2 }, outputs: [i32([2], [2, 4])], differentiable: false },
    { inputs: [texts([2], ['a', 'b']), i32([2], [0, 0]), i32([2], [0, 0]), i32([2], [1, 1])], attrs: { new_axis_mask: 1, begin_mask: 2, end_mask: 2 }, outputs: [texts([1, 2], ['a', 'b'])], differentiable: false },
  ],
};
