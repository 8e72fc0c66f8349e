/** IgammaGradA: the derivative of Igamma by its first operand. */
import { binaryOp, f32, igammaGradA } from '../../op.ts';

export const igammaGradAOp = binaryOp({
  type: 'IgammaGradA', signature: 'a:T x:T -> z:T | T:type{float32,float64}', f: igammaGradA,
  examples: [
    { inputs: [f32([3], [0.5, 2, 3]), f32([3], [1, 0.3, 4])], differentiable: false, outputs: [f32([3], [-0.38983727, -0.07982416, -0.17824739])] },
  ],
});
