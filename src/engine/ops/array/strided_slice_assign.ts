/** StridedSliceAssign: puts a value into a slice of a variable. */
import { boxOf, MASKS, rowSteps, RunFailure, stridedRun, walk, wholes, type Op } from '../../op.ts';

export const stridedSliceAssign: Op = {
  type: 'StridedSliceAssign', signature: `ref:&T begin:Index end:Index strides:Index value:T -> output_ref:&T | T:type Index:type{int32,int64} ${MASKS}`, changes: true,
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    if (!c.state.initialised(0)) throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${c.name}`);
    const shape = c.shape(0);
    const { axes, shape: out } = stridedRun(shape, wholes(c, 1), wholes(c, 2), wholes(c, 3), c.attrs);
    const value = c.shape(4);
    if (value.length > 0 && value.join() !== out.join()) throw new RunFailure('InvalidArgumentError', `Shape mismatch: cannot assign value of shape [${value.join(',')}] to slice of shape [${out.join(',')}]`);
    const box = boxOf(shape, axes, rowSteps(shape));
    const y = c.state.write(0);
    const x = c.data(4);
    walk(box.lengths, box.steps, box.start, (i, j) => { y[j] = x[value.length === 0 ? 0 : i]; });
    c.make(0, shape).set(c.state.write(0));
  },
  flops: () => 0,
  examples: [],
};
