/** LogSoftmax: each number less the log of the sum of exps of its row. */
import { expRows, f32, log32, rounding, rowLength, ShapeError, sizeOf, sumLast, tensor, type Op } from '../../op.ts';

export const logSoftmax: Op = {
  type: 'LogSoftmax', signature: 'logits:T -> logsoftmax:T | T:type',
  infer([x]) {
    if (x.shape?.length === 0) throw new ShapeError(`Shape must be at least rank 1 but is rank 0 for '{{node LogSoftmax}}' with input shapes: [].`);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  compute(c) {
    const y = c.make(0, c.shape(0), c.dtype(0));
    const x = c.data(0);
    const n = rowLength(c.shape(0));
    const round = rounding(y);
    const { tops, sums } = expRows(x, y, n, true);
    const logs = sums.map(c.dtype(0) === 'float32' ? log32 : Math.log);
    for (let i = 0; i < x.length; i++) y[i] = round(x[i] - tops[Math.floor(i / n)]) - logs[Math.floor(i / n)];
  },
  flops: (inputs) => 5 * sizeOf(inputs[0]),
  gradient(g) {
    const probabilities = g.apply('Exp', [g.y[0]])[0];
    const product = g.apply('Mul', [sumLast(g, g.dy[0]!), probabilities], {}, 'mul')[0];
    return g.apply('Sub', [g.dy[0]!, product], {}, 'sub');
  },
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([2, 3], [-0.21518858, -3.1051884, -1.9051887, -0.16104326, -2.0210433, -4.121043])] },
    { inputs: [tensor('float64', [2, 2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32])], outputs: [tensor('float64', [2, 2, 3], [-0.2151885835757339, -3.105188583575734, -1.9051885835757338, -0.16104322414070335, -2.021043224140703, -4.121043224140704, -1.7343911758271855, -0.25439117582718557, -3.0343911758271855, -3.698226466609278, -0.7182264666092779, -0.7182264666092779])] },
  ],
};
