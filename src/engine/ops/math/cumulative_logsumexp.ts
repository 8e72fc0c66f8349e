/** CumulativeLogsumexp: running log of sums of exponentials along an axis. */
import { addOf, f32, i32, lowest, negOf, of1, scanOp, subOf, tensor, whereOf, type Output } from '../../op.ts';

export const cumulativeLogsumexp = scanOp({
  type: 'CumulativeLogsumexp', start: -Infinity, combine: (sum, x) => (sum === -Infinity ? x : Math.max(sum, x) + Math.log1p(Math.exp(-Math.abs(sum - x)))),
  gradient: (g) => {
    const { exclusive, reverse } = g.attrs as { exclusive: boolean; reverse: boolean };
    const [x, axis] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const least = tensor(g.dtype(dy), [], [lowest(g.dtype(dy))]);
    const part = (sign: Output, logs: Output): Output => whereOf(g, sign, logs, least);
    const more = g.apply('Greater', [dy, 0])[0];
    const up = part(more, of1(g, 'Log', dy));
    const less = g.apply('Less', [dy, 0])[0];
    const down = part(less, of1(g, 'Log', negOf(g, dy)));
    const back = (logs: Output): Output => of1(g, 'Exp', addOf(g, g.apply('CumulativeLogsumexp', [subOf(g, logs, g.y[0]), axis], { exclusive, reverse: !reverse })[0], x));
    const positive = back(up);
    return [subOf(g, positive, back(down)), null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: false }, outputs: [f32([2, 3], [1, 2.3132617, 3.4076061, 4, 5.3132615, 6.766368])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: true }, outputs: [f32([2, 3], [3.4076061, 3.3132617, 3, 6.766368, 6.701413, 6.5])] },
  ],
});
