/** LinSpace: so many numbers at equal distances. */
import { constantInt, f32, i32, RunFailure, sizeOf, type Op } from '../../op.ts';

export const linSpace: Op = {
  type: 'LinSpace', signature: 'start:T stop:T num:Tidx -> output:T | T:type Tidx:type{int32,int64}=int32', reads: [2],
  infer(inputs, _, constant) {
    const n = constantInt(constant(2));
    return [{ dtype: inputs[0].dtype, shape: [n] }];
  },
  compute(c) {
    const [start, stop, n] = [0, 1, 2].map((i) => c.data(i)[0]);
    if (n <= 0) throw new RunFailure('InvalidArgumentError', `Requires num > 0: ${n}`);
    const y = c.make(0, [n], c.dtype(0));
    for (let i = 0; i < n; i++) y[i] = n === 1 ? start : start + ((stop - start) / (n - 1)) * i;
    if (n > 1) y[n - 1] = stop;
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  stops: true,
  examples: [
    { inputs: [f32([], [1]), f32([], [2]), i32([], [5])], outputs: [f32([5], [1, 1.25, 1.5, 1.75, 2])] },
  ],
};
