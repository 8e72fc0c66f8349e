/** Roll: elements moved along axes, what falls off one end coming in at the other. */
import { f32, frontAxis, i32, wholes, likeFirst, arrange, rowSteps, RunFailure, type Op } from '../../op.ts';

export const roll: Op = {
  type: 'Roll', signature: 'input:T shift:Tshift axis:Taxis -> output:T | T:type Tshift:type{int32,int64} Taxis:type{int32,int64}', infer: likeFirst,
  compute(c) {
    const shape = c.shape(0);
    const shifts = new Array<number>(shape.length).fill(0);
    const by = wholes(c, 1);
    const axes = wholes(c, 2);
    if (by.length !== axes.length) throw new RunFailure('InvalidArgumentError', `shift and axis must have the same size`);
    axes.forEach((a, i) => { shifts[frontAxis(a, shape.length)] += by[i]; });
    const steps = rowSteps(shape);
    const moved = shifts.map((s, d) => (shape[d] === 0 ? 0 : ((s % shape[d]) + shape[d]) % shape[d]));
    arrange(c, 0, shape, (put) => {
      const size = shape.reduce((a, b) => a * b, 1);
      for (let j = 0; j < size; j++) {
        let to = j;
        shape.forEach((n, d) => {
          const at = Math.floor(j / steps[d]) % n;
          to += (((at + moved[d]) % n) - at) * steps[d];
        });
        put(to, j);
      }
    });
  },
  flops: () => 0,
  gradient(g) {
    const back = g.emit('Neg', [g.x[1]], {}, 'Neg')[0];
    return [g.emit('Roll', [g.dy[0]!, back, g.x[2]], {}, 'Roll')[0], null, null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([], [1]), i32([], [1])], outputs: [f32([2, 3], [3, 1, 2, 6, 4, 5])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [1, -1]), i32([2], [0, 1])], outputs: [f32([2, 3], [5, 6, 4, 2, 3, 1])] },
  ],
};
