/** Diag: a tensor with the input on its diagonal. */
import { f32, type Op } from '../../op.ts';

export const diag: Op = {
  type: 'Diag', signature: 'diagonal:T -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape && [...x.shape, ...x.shape] }],
  compute(c) {
    const shape = c.shape(0);
    const y = c.make(0, [...shape, ...shape], c.dtype(0));
    const x = c.data(0);
    y.fill(0);
    for (let i = 0; i < x.length; i++) y[i * x.length + i] = x[i];
  },
  flops: () => 0,
  gradient: (g) => [g.apply('DiagPart', [g.dy[0]!])[0]],
  examples: [
    { inputs: [f32([3], [1, 2, 3])], outputs: [f32([3, 3], [1, 0, 0, 0, 2, 0, 0, 0, 3])] },
    { inputs: [f32([2, 2], [1, 2, 3, 4])], outputs: [f32([2, 2, 2, 2], [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4])] },
  ],
};
