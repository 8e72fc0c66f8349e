/** L2Loss: half the sum of squares. */
import { f32, foldRows, sizeOf, tensor, type Op } from '../../op.ts';

export const l2Loss: Op = {
  type: 'L2Loss', signature: 't:T -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: [] }],
  compute(c) {
    const y = c.make(0, [], c.dtype(0));
    const x = c.data(0);
    foldRows(x.map((v) => v * v), y, x.length, 0, (a, b) => a + b);
    y[0] /= 2;
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]),
  gradient: (g) => g.apply('Mul', [g.x[0], g.dy[0]!], {}, 'mul'),
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([], [6.33385])] },
    { inputs: [tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [], [4.34775])] },
  ],
};
