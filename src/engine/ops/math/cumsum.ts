/** Cumsum: running sums along an axis. */
import { f32, i32, scanOp } from '../../op.ts';

export const cumsum = scanOp({
  type: 'Cumsum', start: 0, combine: (sum, x) => sum + x,
  gradient: (g) => {
    const { exclusive, reverse } = g.attrs as { exclusive: boolean; reverse: boolean };
    return [g.apply('Cumsum', [g.dy[0]!, g.x[1]], { exclusive, reverse: !reverse })[0], null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: false }, outputs: [f32([2, 3], [1, 3, 6, 4, 9, 15.5])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: true, reverse: false }, outputs: [f32([2, 3], [0, 1, 3, 0, 4, 9])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: true }, outputs: [f32([2, 3], [6, 5, 3, 15.5, 11.5, 6.5])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: true, reverse: true }, outputs: [f32([2, 3], [5, 3, 0, 11.5, 6.5, 0])] },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([], [-2])], attrs: { exclusive: false, reverse: false }, outputs: [f32([2, 2, 2], [1, 2, 4, 6, 5, 6, 12, 14])] },
    { inputs: [i32([2, 3], [1, -2, 3, 4, 5, 6]), i32([], [0])], attrs: { exclusive: false, reverse: false }, outputs: [i32([2, 3], [1, -2, 3, 5, 3, 9])] },
  ],
});
