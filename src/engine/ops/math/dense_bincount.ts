/** DenseBincount: how often each number occurs, in each row. */
import { constantInt, f32, i32, RunFailure, sizeOf, type Op } from '../../op.ts';

export const denseBincount: Op = {
  type: 'DenseBincount', signature: 'input:Tidx size:Tidx weights:T -> output:T | Tidx:type{int32,int64} T:type binary_output:bool=false', reads: [1],
  infer([x, , w], _, constant) {
    const size = constantInt(constant(1));
    return [{ dtype: w.dtype, shape: x.shape === null ? null : x.shape.length < 2 ? [size] : [x.shape[0], size] }];
  },
  compute(c) {
    const size = c.data(1)[0];
    if (size < 0) throw new RunFailure('InvalidArgumentError', `size (${size}) must be non-negative`);
    const shape = c.shape(0);
    const rows = shape.length < 2 ? 1 : shape[0];
    const y = c.make(0, shape.length < 2 ? [size] : [rows, size], c.dtype(2));
    const [x, w] = [c.data(0), c.data(2)];
    y.fill(0);
    const n = x.length / Math.max(1, rows);
    for (let i = 0; i < x.length; i++) {
      if (x[i] < 0) throw new RunFailure('InvalidArgumentError', 'Input arr must be non-negative!');
      if (x[i] >= size) continue;
      const at = Math.floor(i / n) * size + x[i];
      y[at] = c.attrs.binary_output === true ? 1 : y[at] + (w.length > 0 ? w[i] : 1);
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [i32([4], [1, 1, 3, 0]), i32([], [4]), i32([0], [])], attrs: { binary_output: false }, outputs: [i32([4], [1, 2, 0, 1])] },
    { inputs: [i32([2, 2], [1, 1, 2, 0]), i32([], [3]), f32([0], [])], attrs: { binary_output: true }, outputs: [f32([2, 3], [0, 1, 0, 1, 0, 1])] },
  ],
};
