/** EluGrad: the gradient of Elu, from its outputs. */
import { activationGradOp, f32, tensor, zerosLike } from '../../op.ts';

export const eluGrad = activationGradOp({
  type: 'EluGrad', signature: 'gradients:T outputs:T -> backprops:T | T:type', f: (dy, y) => (y < 0 ? (y + 1) * dy : dy),
  gradient(g) {
    const [dy, y] = g.x;
    const first = g.apply('EluGrad', [g.dy[0]!, y])[0];
    const below = g.apply('Less', [y, 0], {}, 'Less')[0];
    const product = g.apply('Mul', [g.dy[0]!, dy], {}, 'mul')[0];
    return [first, g.apply('Select', [below, product, zerosLike(g, y)], {}, 'Select')[0]];
  },
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [1.91, 3.6768997, 1.4110001, 1.27, 1.37, 8.0514])] },
    { inputs: [tensor('float64', [4], [-0.83, -1.7, 1.27, 1.37]), tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [4], [-0.83, 1.377, 0.4953, 1.37])] },
  ],
});
