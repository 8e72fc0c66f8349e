/** Reverse: ReverseV2 with a truth value an axis, as old graphs have it. */
import { bools, f32, arrange, rowSteps, walk, type Op } from '../../op.ts';

export const reverse: Op = {
  type: 'Reverse', signature: 'tensor:T dims:bool -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    const shape = c.shape(0);
    const turned = Array.from(c.data(1));
    const steps = rowSteps(shape);
    const start = shape.reduce((at, d, i) => at + (turned[i] ? (d - 1) * steps[i] : 0), 0);
    arrange(c, 0, shape, (put) => walk(shape, steps.map((s, i) => (turned[i] ? -s : s)), start, put));
  },
  flops: () => 0,
  gradient: (g) => [g.emit('Reverse', [g.dy[0]!, g.x[1]], {}, 'Reverse')[0], null],
  examples: [{ inputs: [f32([2, 2], [1, 2, 3, 4]), bools([2], [0, 1])], outputs: [f32([2, 2], [2, 1, 4, 3])] }],
};
