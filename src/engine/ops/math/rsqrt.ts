/** Rsqrt: 1 / √x. */
import { f32, ofOutput, rsqrt32, rsqrtTail, tensor, unaryOp } from '../../op.ts';

export const rsqrt = unaryOp({
  type: 'Rsqrt', f: (x) => 1 / Math.sqrt(x), single: rsqrt32, tail: rsqrtTail, gradient: ofOutput('RsqrtGrad'),
  examples: [
    { inputs: [f32([6], [0.5, 1.5, 2, 0.25, 0.75, 30])], outputs: [f32([6], [1.4142135, 0.81649655, 0.70710677, 2, 1.1547005, 0.18257418])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [1.414213562373095, 0.8164965809277261])] },
  ],
});
