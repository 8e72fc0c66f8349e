/** Lgamma: log |Γ(x)|. */
import { f32, lgamma, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const lgammaOp = unaryOp({
  type: 'Lgamma', f: lgamma, gradient: waitsTimes((g, x) => of1(g, 'Digamma', x)),
  examples: [
    { inputs: [f32([4], [0.5, 1.5, 7, -0.3])], outputs: [f32([4], [0.5723649, -0.120782234, 6.5792513, 1.4648399])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [0.5723649429247001, -0.12078223763524522])] },
  ],
});
