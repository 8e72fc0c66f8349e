/** ParallelConcat (tf.parallel_stack): tensors with a first axis of size 1, one below the other. */
import { f32, arrange, sizeOf, type Op, type Shape } from '../../op.ts';

export const parallelConcat: Op = {
  type: 'ParallelConcat', signature: 'values:N*T -> output:T | N:int>=1 T:type shape:shape',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: attrs.shape as Shape }],
  compute(c) {
    const row = sizeOf(c.shape(0));
    arrange(c, 0, [c.inputs, ...c.shape(0).slice(1)], (put) => { for (let k = 0; k < c.inputs; k++) for (let i = 0; i < row; i++) put(k * row + i, i, k); });
  },
  flops: () => 0,
  examples: [{ inputs: [f32([1, 2], [1, 2]), f32([1, 2], [3, 4])], attrs: { shape: [2, 2] }, outputs: [f32([2, 2], [1, 2, 3, 4])], differentiable: false }],
};
