/** PreventGradient: its input; to differentiate it is an error. */
import { copy, f32, likeFirst, TensorFlowError, type Op } from '../../op.ts';

export const preventGradient: Op = {
  type: 'PreventGradient', signature: 'input:T -> output:T | T:type message:string=""', infer: likeFirst, compute: (c) => copy(c, c.shape(0)), flops: () => 0,
  gradient(g) { throw new TensorFlowError('LookupError', `Gradient explicitly disabled. Reason: ${g.attrs.message as string}`); },
  examples: [{ inputs: [f32([2], [1, 2])], outputs: [f32([2], [1, 2])], differentiable: false }],
};
