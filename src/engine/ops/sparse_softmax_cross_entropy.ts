/** SparseSoftmaxCrossEntropyWithLogits: -log softmax(logits)[label] of each row, and its gradient as second output. */
import { CODE, expRows, f32, i32, logitsGradient, rounding, RunFailure, ShapeError, showShape, type Compute, type Op } from '../op.ts';

/** Losses and gradients for any dtypes, as TensorFlow makes them (core/kernels/sparse_xent_op.h). Returns the first row whose label is out of range, or -1. */
function plain(c: Compute, n: number, classes: number): number {
  const [x, labels, loss, grad] = [c.data(0), c.data(1), c.out(0), c.out(1)];
  const round = rounding(loss);
  const { tops, sums } = expRows(x, grad, classes, true);
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    if (label < 0 || label >= classes) return i;
    const at = i * classes;
    loss[i] = round(Math.log(sums[i])) - round(x[at + label] - tops[i]);
    for (let j = 0; j < classes; j++) grad[at + j] = round(grad[at + j] / sums[i]) - (j === label ? 1 : 0);
  }
  return -1;
}

export const sparseSoftmaxCrossEntropy: Op = {
  type: 'SparseSoftmaxCrossEntropyWithLogits', signature: 'features:T labels:Tlabels -> loss:T backprop:T | T:type Tlabels:type{int32,int64}=int64',
  infer(inputs) {
    const [logits, labels] = inputs;
    const l = logits.shape;
    if (l && l.length !== 2) throw new ShapeError(`logits must be 2-D, but got shape ${showShape(l)}`);
    if (l && labels.shape && l[0] !== null && labels.shape[0] !== null && l[0] !== labels.shape[0]) {
      throw new ShapeError(`logits and labels must have the same first dimension, got logits shape ${showShape(l)} and labels shape ${showShape(labels.shape)}`);
    }
    const n = l?.[0] ?? labels.shape?.[0] ?? null;
    return [{ dtype: logits.dtype, shape: [n] }, { dtype: logits.dtype, shape: [n, l ? l[1]! : null] }];
  },
  compute(c) {
    const [n, classes] = c.shape(0) as [number, number];
    if (c.shape(1)[0] !== n) throw new RunFailure('InvalidArgumentError', `logits and labels must have the same first dimension, got logits shape [${n},${classes}] and labels shape [${c.shape(1).join(',')}]`);
    const loss = c.output(0, [n], c.dtype(0));
    const grad = c.output(1, [n, classes], c.dtype(0));
    let bad = -1;
    if (!c.kernels.exact && c.dtype(0) === 'float32' && c.dtype(1) === 'int32') bad = c.kernels.crossEntropy(c.address(0), c.address(1), loss, grad, n, classes);
    else bad = plain(c, n, classes);
    if (bad >= 0) throw new RunFailure('InvalidArgumentError', `Received a label value of ${c.data(1)[bad]} which is outside the valid range of [0, ${classes}).  Label values: ${c.data(1).join(' ')}`);
  },
  reference(inputs) {
    const [logits, labels] = inputs;
    const [n, classes] = logits.shape as [number, number];
    const x = logits.data as Float32Array;
    const loss = new Float32Array(n);
    const grad = new Float32Array(n * classes);
    for (let i = 0; i < n; i++) {
      const row = Array.from(x.subarray(i * classes, (i + 1) * classes));
      const top = Math.max(...row);
      const e = row.map((v) => Math.fround(Math.exp(Math.fround(v - top))));
      const sum = e.reduce((a, b) => Math.fround(a + b), 0);
      const label = (labels.data as Int32Array)[i];
      loss[i] = Math.fround(Math.log(sum)) - Math.fround(row[label] - top);
      e.forEach((v, j) => { grad[i * classes + j] = Math.fround(v / sum) - (j === label ? 1 : 0); });
    }
    return [f32([n], loss), f32([n, classes], grad)];
  },
  flops: (inputs) => 5 * inputs[0][0] * inputs[0][1],
  gradient: (g) => [logitsGradient(g), null],
  code: (inputs, outputs) => (inputs[0].dtype !== 'float32' || inputs[1].dtype !== 'int32' ? null : [CODE.xent, 0, 0, outputs[1].shape![0]!, outputs[1].shape![1]!]),
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, -1, 0, 4]), i32([2], [2, 0])] },
    { inputs: [f32([1, 10], [0.1, 0.2, -3, 0.4, 5, 0.6, 7, 0.8, 9, 1]), i32([1], [3])] },
  ],
};
