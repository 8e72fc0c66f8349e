/** Identity: its input. Reading a variable copies it, so a run sees one value throughout. */
import { CODE, f32, type Op } from '../op.ts';

export const identity: Op = {
  type: 'Identity', signature: 'input:T -> output:T | T:type',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    const dtype = c.dtype(0);
    if (dtype === 'string') return c.outStrings(0, c.shape(0), c.strings(0));
    c.output(0, c.shape(0), dtype);
    if (dtype === 'float32') c.outF32(0).set(c.f32(0));
    else if (dtype === 'int32') c.outI32(0).set(c.i32(0));
    else c.outU8(0).set(c.u8(0));
  },
  reference: (inputs) => [inputs[0]],
  flops: () => 0,
  gradient: (g) => [g.dy[0]!],
  code: (_, outputs) => (outputs[0].dtype === 'string' || outputs[0].dtype === 'bool' ? null : [CODE.copy, 0, 0, outputs[0].size * 4]),
  examples: [{ inputs: [f32([2, 2], [1, -2, 3, 4])] }, { inputs: [f32([], [7])] }],
};
