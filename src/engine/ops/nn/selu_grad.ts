/** SeluGrad: the gradient of Selu, from its outputs. */
import { activationGradOp, f32, tensor, zerosLike } from '../../op.ts';

const SCALE = 1.0507009873554805;
const SCALE_ALPHA = 1.7580993408473768;

export const seluGrad = activationGradOp({
  type: 'SeluGrad', signature: 'gradients:T outputs:T -> backprops:T | T:type', f: (dy, y) => (y < 0 ? dy * (y + SCALE_ALPHA) : dy * SCALE),
  single: (dy, y) => (y < 0 ? dy * Math.fround(y + Math.fround(SCALE_ALPHA)) : dy * Math.fround(SCALE)),
  gradient(g) {
    const [dy, y] = g.x;
    const first = g.apply('SeluGrad', [g.dy[0]!, y])[0];
    const below = g.apply('Less', [y, 0], {}, 'Less')[0];
    const product = g.apply('Mul', [g.dy[0]!, dy], {}, 'mul')[0];
    return [first, g.apply('Select', [below, product, zerosLike(g, y)], {}, 'Select')[0]];
  },
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [2.0068388, 3.0476773, 0.12223124, 1.3343903, 1.4394604, 6.8232794])] },
    { inputs: [tensor('float64', [4], [-0.83, -1.7, 1.27, 1.37]), tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [4], [-0.8720818195050487, 0.08823112055945945, 1.4580861628761685, 1.4394603526770082])] },
  ],
});
