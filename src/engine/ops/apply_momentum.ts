/** ApplyMomentum: accumulator = momentum * accumulator + gradient; variable -= rate * accumulator. */
import { RunFailure, sameShape, showDims, type Op } from '../op.ts';

export const applyMomentum: Op = {
  type: 'ApplyMomentum', signature: 'var:&T accum:&T lr:T grad:T momentum:T -> out:&T | T:type use_locking:bool=false use_nesterov:bool=false', changes: true,
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: sameShape('ApplyMomentum', sameShape('ApplyMomentum', inputs[0].shape, inputs[1].shape, inputs), inputs[3].shape, inputs) }],
  compute(c) {
    c.output(0, c.shape(0), c.dtype(0));
    const w = c.state.write(0, c.shape(0));
    const accumulator = c.state.write(1, c.shape(1));
    const rate = c.data(2)[0];
    const grad = c.data(3);
    if (grad.length !== w.length) throw new RunFailure('InvalidArgumentError', `var and grad do not have the same shape${showDims(c.shape(0))} ${showDims(c.shape(3))}`);
    const momentum = c.data(4)[0];
    const round = c.dtype(0) === 'float32' ? Math.fround : (v: number): number => v;
    const nesterov = c.attrs.use_nesterov === true;
    for (let i = 0; i < w.length; i++) {
      accumulator[i] = round(accumulator[i] * momentum) + grad[i];
      w[i] = w[i] - (nesterov ? round(round(grad[i] * rate) + round(round(accumulator[i] * momentum) * rate)) : round(rate * accumulator[i]));
    }
    c.out(0).set(w);
  },
  flops: (inputs) => 4 * inputs[0].reduce((a, b) => a * b, 1),
  examples: [],
};
