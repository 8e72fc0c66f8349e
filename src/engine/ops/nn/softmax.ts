/** Softmax: exp of each number over the sum of exps of its row. */
import { expRows, f32, inverse32, rounding, rowLength, RunFailure, ShapeError, sizeOf, sumLast, tensor, type Op } from '../../op.ts';

export const softmax: Op = {
  type: 'Softmax', signature: 'logits:T -> softmax:T | T:type',
  infer([x]) {
    if (x.shape?.length === 0) throw new ShapeError(`Shape must be at least rank 1 but is rank 0 for '{{node Softmax}}' with input shapes: [].`);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  compute(c) {
    if (c.shape(0).length === 0) throw new RunFailure('AbortedError', 'Input dims must be <= 5 and >=1');
    const y = c.make(0, c.shape(0), c.dtype(0));
    const x = c.data(0);
    const n = rowLength(c.shape(0));
    const { sums } = expRows(x, y, n, false);
    const round = rounding(y);
    const whole = c.dtype(0) === 'float32' ? sums.length - (sums.length % 8) : 0;
    for (let r = 0; r < sums.length; r++) {
      const by = r < whole ? inverse32(sums[r]) : round(1 / sums[r]);
      for (let i = r * n; i < (r + 1) * n; i++) y[i] *= by;
    }
  },
  flops: (inputs) => 5 * sizeOf(inputs[0]),
  gradient(g) {
    const product = g.apply('Mul', [g.dy[0]!, g.y[0]], {}, 'mul')[0];
    const less = g.apply('Sub', [g.dy[0]!, sumLast(g, product)], {}, 'sub')[0];
    return g.apply('Mul', [less, g.y[0]], {}, 'mul');
  },
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([2, 3], [0.80638933, 0.04481607, 0.14879456, 0.85125524, 0.13251714, 0.016227575])] },
    { inputs: [tensor('float64', [2, 2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32])], outputs: [tensor('float64', [2, 2, 3], [0.8063893540494843, 0.04481606618829063, 0.14879457976222493, 0.8512552755341242, 0.13251714785703145, 0.016227576608844364, 0.17650762969185474, 0.7753884295040405, 0.0481039408041047, 0.024767413376013687, 0.4876162933119932, 0.4876162933119932])] },
    { inputs: [f32([1, 3], [1000, 1001, -1000])], outputs: [f32([1, 3], [0.26894143, 0.7310586, 0])] },
  ],
};
