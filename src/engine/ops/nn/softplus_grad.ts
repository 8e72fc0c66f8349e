/** SoftplusGrad: the gradient times the sigmoid of the feature. */
import { activationGradOp, f32, tensor } from '../../op.ts';

export const softplusGrad = activationGradOp({
  type: 'SoftplusGrad', signature: 'gradients:T features:T -> backprops:T | T:type', f: (dy, x) => dy / (1 + Math.exp(-x)),
  gradient(g) {
    const [dy, x] = g.x;
    const ddx = g.dy[0]!;
    return g.after([ddx], () => {
      const first = g.apply('SoftplusGrad', [ddx, x])[0];
      const product = g.apply('Mul', [ddx, dy], {}, 'mul')[0];
      const falling = g.apply('Exp', [g.apply('Neg', [x])[0]])[0];
      const two = g.apply('AddV2', [falling, 2], {}, 'add')[0];
      const whole = g.apply('AddV2', [two, g.apply('Exp', [x])[0]], {}, 'add')[0];
      return [first, g.apply('RealDiv', [product, whole], {}, 'truediv')[0]];
    });
  },
  examples: [
    { inputs: [f32([2, 3], [1.91, -0.83, -1.7, 1.27, 1.37, -1.62]), f32([2, 3], [3.2400002, -5.43, -1.83, 5.91, 0.32999998, -5.9700003])], outputs: [f32([2, 3], [1.8380163, -0.0036220942, -0.23500507, 1.2665648, 0.7970103, -0.004127328])] },
    { inputs: [tensor('float64', [4], [-0.83, -1.7, 1.27, 1.37]), tensor('float64', [4], [1.08, -1.81, -0.61, 1.97])], outputs: [tensor('float64', [4], [-0.6195900061702595, -0.2390848137480281, 0.44711518135757417, 1.2023272250524233])] },
  ],
});
