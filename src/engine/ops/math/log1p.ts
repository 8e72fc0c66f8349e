/** Log1p: log(1 + x), exact near 0. */
import { addOf, f32, log1p32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const log1p = unaryOp({
  type: 'Log1p', f: Math.log1p, single: log1p32, tail: Math.log1p, gradient: waitsTimes((g, x) => of1(g, 'Reciprocal', addOf(g, 1, x))),
  examples: [
    { inputs: [f32([6], [0.5, 1.5, 2, 0.25, 0.75, 30])], outputs: [f32([6], [0.4054651, 0.91629076, 1.0986123, 0.22314355, 0.5596158, 3.4339871])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [0.4054651081081644, 0.9162907318741551])] },
  ],
});
