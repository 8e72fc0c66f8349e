/** ApplyGradientDescent: variable -= rate * gradient. */
import { RunFailure, sameShape, showDims, type Op } from '../op.ts';

export const applyGradientDescent: Op = {
  type: 'ApplyGradientDescent', signature: 'var:&T alpha:T delta:T -> out:&T | T:type use_locking:bool=false', changes: true,
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: sameShape('ApplyGradientDescent', inputs[0].shape, inputs[2].shape, inputs) }],
  compute(c) {
    c.output(0, c.shape(0), c.dtype(0));
    const w = c.state.write(0, c.shape(0));
    const rate = c.data(1)[0];
    const grad = c.data(2);
    if (grad.length !== w.length) throw new RunFailure('InvalidArgumentError', `var and delta do not have the same shape${showDims(c.shape(0))} ${showDims(c.shape(2))}`);
    if (c.dtype(0) === 'float32') for (let i = 0; i < w.length; i++) w[i] = w[i] - Math.fround(rate * grad[i]);
    else for (let i = 0; i < w.length; i++) w[i] = w[i] - rate * grad[i];
    c.out(0).set(w);
  },
  flops: (inputs) => 2 * inputs[0].reduce((a, b) => a * b, 1),
  examples: [],
};
