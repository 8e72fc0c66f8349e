/** SoftmaxCrossEntropyWithLogits: of each row, minus the labels times the log of softmax; and its gradient as second output. */
import { broadcast, strides } from '../../../lib/broadcast.ts';
import { expRows, f32, foldRows, log32, logitsGradient, rounding, RunFailure, ShapeError, showDims, sizeOf, tensor, timesRows, type Numbers, type Op, type Shape } from '../../op.ts';

/** A matrix seen in the broadcast shape. */
function spread(x: Numbers, shape: readonly number[], rows: number, cols: number): Numbers {
  if (shape[0] === rows && shape[1] === cols) return x;
  const [r, k] = strides(shape, [rows, cols]);
  return x.constructor === Float32Array ? Float32Array.from({ length: rows * cols }, (_, i) => x[Math.floor(i / cols) * r + (i % cols) * k]) : Float64Array.from({ length: rows * cols }, (_, i) => x[Math.floor(i / cols) * r + (i % cols) * k]);
}

function inferMatrices(a: Shape | null, b: Shape | null): Shape {
  for (const s of [a, b]) if (s && s.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${s.length} for '{{node SoftmaxCrossEntropyWithLogits}}' with input shapes: ${showDims(a)}, ${showDims(b)}.`);
  if (!a || !b) return [null, null];
  const shape = broadcast(a, b);
  if (!shape) throw new ShapeError(`Dimensions must be equal, but are ${a[0] === b[0] ? a[1] : a[0]} and ${a[0] === b[0] ? b[1] : b[0]} for '{{node SoftmaxCrossEntropyWithLogits}}' with input shapes: ${showDims(a)}, ${showDims(b)}.`);
  return shape;
}

export const softmaxCrossEntropy: Op = {
  type: 'SoftmaxCrossEntropyWithLogits', signature: 'features:T labels:T -> loss:T backprop:T | T:type',
  infer([x, y]) {
    const shape = inferMatrices(x.shape, y.shape);
    return [{ dtype: x.dtype, shape: [shape[0]] }, { dtype: x.dtype, shape }];
  },
  compute(c) {
    const [a, b] = [c.shape(0), c.shape(1)];
    const shape = broadcast(a, b) as number[] | null;
    if (!shape || shape.length !== 2) throw new RunFailure('InvalidArgumentError', `logits and labels must be broadcastable: logits_size=[${a.join(',')}] labels_size=[${b.join(',')}]`);
    const [rows, n] = shape as [number, number];
    c.output(0, [rows], c.dtype(0));
    c.output(1, shape, c.dtype(0));
    const [loss, grad] = [c.out(0), c.out(1)];
    const x = spread(c.data(0), a, rows, n);
    const y = spread(c.data(1), b, rows, n);
    const round = rounding(loss);
    const { tops, sums } = expRows(x, grad, n, true);
    const logs = sums.map(c.dtype(0) === 'float32' ? log32 : Math.log);
    const terms = grad.map((e, k) => {
      const i = Math.floor(k / n);
      grad[k] = round(e / sums[i]) - y[k];
      return y[k] * round(logs[i] - round(x[k] - tops[i]));
    });
    foldRows(terms, loss, n, 0, (so, more) => so + more);
  },
  flops: (_, outputs) => 7 * sizeOf(outputs[1]),
  gradient(g) {
    const grad = logitsGradient(g);
    const logs = g.apply('LogSoftmax', [g.x[0]])[0];
    const minus = g.apply('Neg', [logs])[0];
    return [grad, timesRows(g, g.dy[0]!, minus)];
  },
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99]), f32([2, 3], [0, 1, 0, 0.3, 0.3, 0.4])], outputs: [f32([2], [3.1051884, 2.3030434]), f32([2, 3], [0.80638933, -0.9551839, 0.14879458, 0.5512552, -0.16748287, -0.38377243])] },
    { inputs: [tensor('float64', [2, 3], [1.0800000429153442, -1.809999942779541, -0.6100000143051147, 1.9700000286102295, 0.10999999940395355, -1.9900000095367432]), tensor('float64', [2, 3], [0, 1, 0, 0.30000001192092896, 0.30000001192092896, 0.4000000059604645])], outputs: [tensor('float64', [2], [3.105188561397624, 2.30304329424784]), tensor('float64', [2, 3], [0.8063893603981838, -0.9551839328177737, 0.14879457241958996, 0.5512552674347911, -0.167482867339312, -0.3837724298978015])] },
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99]), f32([1, 3], [0, 1, 0])], outputs: [f32([2], [3.1051884, 2.0210433]), f32([2, 3], [0.80638933, -0.9551839, 0.14879458, 0.85125524, -0.86748284, 0.016227575])] },
  ],
};
