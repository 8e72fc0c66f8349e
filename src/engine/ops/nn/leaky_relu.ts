/** LeakyRelu: x above 0, alpha times x below. */
import { activationOp, f32, tensor } from '../../op.ts';

export const leakyRelu = activationOp({
  type: 'LeakyRelu', signature: 'features:T -> activations:T | alpha:float=0.2 T:type{float16,bfloat16,float32,float64}=float32', f: (x, attrs) => (x > 0 ? x : x * Math.fround(attrs.alpha as number)),
  gradient: (g) => g.apply('LeakyReluGrad', [g.dy[0]!, g.x[0]], { alpha: g.attrs.alpha }),
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([2, 3], [1.08, -0.362, -0.122, 1.97, 0.11, -0.398])] },
    { inputs: [tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], attrs: { alpha: 0.5 }, outputs: [tensor('float64', [4], [1.08, -0.905, -0.305, 1.97])] },
  ],
});
