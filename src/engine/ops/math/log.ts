/** Log: the natural logarithm. */
import { f32, log32, of1, tensor, unaryOp, waitsTimes } from '../../op.ts';

export const log = unaryOp({
  type: 'Log', f: Math.log, single: log32, tail: Math.log, gradient: waitsTimes((g, x) => of1(g, 'Reciprocal', x)),
  examples: [
    { inputs: [f32([6], [0.5, 1.5, 2, 0.25, 0.75, 30])], outputs: [f32([6], [-0.6931472, 0.4054651, 0.6931472, -1.3862944, -0.2876821, 3.4011974])] },
    { inputs: [tensor('float64', [2], [0.5, 1.5])], outputs: [tensor('float64', [2], [-0.6931471805599453, 0.4054651081081644])] },
  ],
});
