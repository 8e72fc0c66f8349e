/** Identity: its input. Reading a variable copies it, so a run sees one value throughout. */
import { CODE, copy, elementBytes, f32, likeFirst, type Op } from '../op.ts';

export const identity: Op = {
  type: 'Identity', signature: 'input:T -> output:T | T:type', infer: likeFirst,
  compute: (c) => copy(c, c.shape(0)),
  reference: (inputs) => [inputs[0]],
  flops: () => 0,
  gradient: (g) => [g.dy[0]!],
  code: (_, [y]) => (y.dtype === 'string' ? null : [CODE.copy, 0, 0, y.size * elementBytes(y.dtype)]),
  examples: [{ inputs: [f32([2, 2], [1, -2, 3, 4])] }, { inputs: [f32([], [7])] }],
};
