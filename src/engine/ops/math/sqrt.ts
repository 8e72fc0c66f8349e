/** Sqrt: the square root. */
import { f32, ofOutput, tensor, unaryOp } from '../../op.ts';

export const sqrt = unaryOp({
  type: 'Sqrt', f: Math.sqrt, gradient: ofOutput('SqrtGrad'),
  examples: [
    { inputs: [f32([6], [0.5, 1.5, 2, 0.25, 0.75, 30])], outputs: [f32([6], [0.70710677, 1.2247449, 1.4142135, 0.5, 0.8660254, 5.477226])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [0.7071067811865476, 1.224744871391589])] },
  ],
});
