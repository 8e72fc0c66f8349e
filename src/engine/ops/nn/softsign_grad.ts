/** SoftsignGrad: the gradient over (1 + |x|) squared. */
import { activationGradOp, f32, tensor } from '../../op.ts';

export const softsignGrad = activationGradOp({
  type: 'SoftsignGrad', signature: 'gradients:T features:T -> backprops:T | T:type', f: (dy, x) => dy / (1 + Math.abs(x)) ** 2, single: (dy, x) => dy / Math.fround(Math.fround(1 + Math.abs(x)) ** 2),
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [0.10624331, -0.020075029, -0.21226387, 0.026597919, 0.77449274, -0.033346437])] },
    { inputs: [tensor('float64', [4], [-0.83, -1.7, 1.27, 1.37]), tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [4], [-0.1918454142011834, -0.21529615886323625, 0.48995023340148924, 0.15531294992574457])] },
  ],
});
