/** Cumprod: running products along an axis. */
import { f32, i32, mulOf, scanOp, type Output } from '../../op.ts';

export const cumprod = scanOp({
  type: 'Cumprod', start: 1, combine: (product, x) => product * x,
  gradient: (g) => {
    const { exclusive, reverse } = g.attrs as { exclusive: boolean; reverse: boolean };
    const [x, axis] = g.x as [Output, Output];
    const products = g.apply('Cumprod', [x, axis], { exclusive, reverse })[0];
    const sums = g.apply('Cumsum', [mulOf(g, products, g.dy[0]!), axis], { exclusive, reverse: !reverse })[0];
    return [g.apply('DivNoNan', [sums, x], {}, 'div_no_nan')[0], null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: false }, outputs: [f32([2, 3], [1, 2, 6, 4, 20, 130])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: true, reverse: false }, outputs: [f32([2, 3], [1, 1, 2, 1, 4, 20])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: false, reverse: true }, outputs: [f32([2, 3], [6, 6, 3, 130, 32.5, 6.5])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([], [1])], attrs: { exclusive: true, reverse: true }, outputs: [f32([2, 3], [6, 3, 1, 32.5, 6.5, 1])] },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([], [-2])], attrs: { exclusive: false, reverse: false }, outputs: [f32([2, 2, 2], [1, 2, 3, 8, 5, 6, 35, 48])] },
  ],
});
