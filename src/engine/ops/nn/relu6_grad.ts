/** Relu6Grad: the gradient where the feature lies between 0 and 6. */
import { activationGradOp, f32, tensor, zerosLike } from '../../op.ts';

export const relu6Grad = activationGradOp({
  type: 'Relu6Grad', signature: 'gradients:T features:T -> backprops:T | T:type', f: (dy, x) => (x > 0 && x < 6 ? dy : 0),
  gradient: (g) => [g.apply('Relu6Grad', [g.dy[0]!, g.x[1]])[0], zerosLike(g, g.x[1])],
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [1.91, -0, -0, 1.27, 1.37, -0])] },
    { inputs: [tensor('float64', [4], [-0.83, -1.7, 1.27, 1.37]), tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [4], [-0.83, -0, 0, 1.37])] },
  ],
});
