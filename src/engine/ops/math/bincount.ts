/** Bincount: how often each number occurs. */
import { constantInt, f32, i32, RunFailure, sizeOf, type Op } from '../../op.ts';

export const bincount: Op = {
  type: 'Bincount', signature: 'arr:int32 size:int32 weights:T -> bins:T | T:type', reads: [1],
  infer: ([, , w], _, constant) => [{ dtype: w.dtype, shape: [constantInt(constant(1))] }],
  compute(c) {
    const size = c.data(1)[0];
    if (size < 0) throw new RunFailure('InvalidArgumentError', `size (${size}) must be non-negative`);
    const y = c.make(0, [size], c.dtype(2));
    const [x, w] = [c.data(0), c.data(2)];
    y.fill(0);
    for (let i = 0; i < x.length; i++) {
      if (x[i] < 0) throw new RunFailure('InvalidArgumentError', 'Input arr must be non-negative!');
      if (x[i] < size) y[x[i]] += w.length > 0 ? w[i] : 1;
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [i32([4], [1, 1, 3, 0]), i32([], [4]), i32([0], [])], outputs: [i32([4], [1, 2, 0, 1])] },
    { inputs: [i32([4], [1, 1, 3, 0]), i32([], [3]), f32([4], [0.5, 1, 2, 3])], outputs: [f32([3], [3, 1.5, 0])] },
  ],
};
