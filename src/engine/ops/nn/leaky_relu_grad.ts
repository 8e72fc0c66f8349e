/** LeakyReluGrad: the gradient, alpha times it where the feature was not positive. */
import { activationGradOp, f32, zerosLike } from '../../op.ts';

export const leakyReluGrad = activationGradOp({
  type: 'LeakyReluGrad', signature: 'gradients:T features:T -> backprops:T | alpha:float=0.2 T:type=float32', f: (dy, x, attrs) => (x > 0 ? dy : dy * Math.fround(attrs.alpha as number)),
  gradient: (g) => [g.apply('LeakyReluGrad', [g.dy[0]!, g.x[1]], { alpha: g.attrs.alpha })[0], zerosLike(g, g.x[1])],
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([2, 3], [1.91, -0.166, -0.34, 1.27, 1.37, -0.324])] },
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], attrs: { alpha: 0.5 }, outputs: [f32([2, 3], [1.91, -0.415, -0.85, 1.27, 1.37, -0.81])] },
  ],
});
