/** StridedSliceGrad: zeros with the gradient of a slice in the slice's place. */
import { boxOf, f32, i32, wholes, MASKS, masksOf, arrange, rowSteps, stridedRun, valuesOf, walk, zeroOf, type Op } from '../../op.ts';

export const stridedSliceGrad: Op = {
  type: 'StridedSliceGrad',
  signature: `shape:Index begin:Index end:Index strides:Index dy:T -> output:T | T:type Index:type{int32,int64} ${MASKS}`, reads: [0],
  infer(inputs, _, constant, partial) {
    const shape = constant(0);
    return [{ dtype: inputs[4].dtype, shape: shape ? valuesOf(shape) : partial(0) }];
  },
  compute(c) {
    const shape = wholes(c, 0);
    const { axes } = stridedRun(shape, wholes(c, 1), wholes(c, 2), wholes(c, 3), c.attrs);
    const box = boxOf(shape, axes, rowSteps(shape));
    const dtype = c.dtype(4);
    arrange(c, 0, shape, (put) => walk(box.lengths, box.steps, box.start, (i, j) => put(j, i)), { dtype, from: 4, fill: zeroOf(dtype) });
  },
  flops: () => 0,
  gradient(g) {
    return [null, null, null, null, g.emit('StridedSlice', [g.dy[0]!, g.x[1], g.x[2], g.x[3]], masksOf(g.attrs), 'StridedSlice')[0]];
  },
  examples: [
    { inputs: [i32([2], [2, 3]), i32([2], [0, 1]), i32([2], [2, 3]), i32([2], [1, 1]), f32([2, 2], [1, 2, 3, 4])], outputs: [f32([2, 3], [0, 1, 2, 0, 3, 4])] },
    { inputs: [i32([1], [4]), i32([1], [1]), i32([1], [2]), i32([1], [1]), f32([], [9])], attrs: { shrink_axis_mask: 1 }, outputs: [f32([4], [0, 9, 0, 0])] },
  ],
};
