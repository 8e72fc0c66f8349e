/** ArgMin: index of the first least element along an axis. */
import { argOp, f32, i32, tensor } from '../../op.ts';

export const argMin = argOp('ArgMin', (x, best) => x < best, [
  { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [1])], attrs: { output_type: 'int32' }, outputs: [i32([2], [0, 2])] },
  { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [0])], attrs: { output_type: 'int64' }, outputs: [tensor('int64', [3], [0, 1, 0])] },
]);
