/** Inv: 1 / x. */
import { f32, inverse32, ofOutput, tensor, unaryOp } from '../../op.ts';

export const inv = unaryOp({
  type: 'Inv', f: (x) => 1 / x, single: inverse32, tail: (x) => 1 / x, gradient: ofOutput('ReciprocalGrad'),
  examples: [
    { inputs: [f32([4], [0.5, -1.5, 2, -0.25])], outputs: [f32([4], [2, -0.6666667, 0.5, -4])] },
    { inputs: [tensor('float64', [2], [0.5, -1.5])], outputs: [tensor('float64', [2], [2, -0.6666666666666666])] },
  ],
});
