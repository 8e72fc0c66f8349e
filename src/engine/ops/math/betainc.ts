/** Betainc: the regularised incomplete beta function. */
import { addOf, betainc, f32, mulOf, negOf, of1, sizeOf, subOf, sumOf, type Op, type Output } from '../../op.ts';

export const betaincOp: Op = {
  type: 'Betainc', signature: 'a:T b:T x:T -> z:T | T:type{float32,float64}',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: (inputs.find((s) => s.shape !== null && s.shape.length > 0) ?? inputs[0]).shape }],
  compute(c) {
    // Each operand has the shape of the others or is a scalar.
    const shape = [0, 1, 2].map((i) => c.shape(i)).find((s) => s.length > 0) ?? [];
    const y = c.make(0, shape, c.dtype(0));
    const parts = [0, 1, 2].map((i) => c.data(i));
    for (let i = 0; i < y.length; i++) {
      const [a, b, x] = parts.map((p) => (p.length === 1 ? p[0] : p[i]));
      y[i] = betainc(a, b, x);
    }
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  gradient(g) {
    const [a, b, x] = g.x as [Output, Output, Output];
    const shapes = [g.shapeOf(a), g.shapeOf(x)] as const;
    const axes = g.emit('BroadcastGradientArgs', shapes, {}, 'BroadcastGradientArgs')[1];
    const sum = addOf(g, of1(g, 'Lgamma', a), of1(g, 'Lgamma', b));
    const logBeta = subOf(g, sum, of1(g, 'Lgamma', addOf(g, a, b)));
    const more = subOf(g, b, 1);
    const upper = g.scope('xlog1py', () => g.apply('Xlog1py', [more, negOf(g, x)])[0]);
    const lower = g.apply('Xlogy', [subOf(g, a, 1), x])[0];
    const slope = of1(g, 'Exp', subOf(g, addOf(g, upper, lower), logBeta));
    return [null, null, g.apply('Reshape', [sumOf(g, mulOf(g, slope, g.dy[0]!), axes), shapes[1]])[0]];
  },
  examples: [
    { inputs: [f32([3], [0.5, 2, 3]), f32([3], [1, 0.3, 4]), f32([3], [0.2, 0.5, 0.9])], outputs: [f32([3], [0.44721356, 0.06590975, 0.99873])] },
  ],
};
