/** ArgMax: index of the first greatest element along an axis. */
import { argOp, f32, i32, tensor } from '../op.ts';

export const argMax = argOp('ArgMax', (x, best) => x > best, [
  { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [1])], attrs: { output_type: 'int32' }, outputs: [i32([2], [1, 0])] },
  { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [0])], attrs: { output_type: 'int64' }, outputs: [tensor('int64', [3], [1, 0, 1])] },
  { inputs: [i32([3], [1, 5, 5]), i32([], [-1])], attrs: { output_type: 'int64' }, outputs: [tensor('int64', [], [1])] },
]);
