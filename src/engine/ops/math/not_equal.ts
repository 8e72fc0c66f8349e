/** NotEqual: x != y, element by element, with broadcasting. */
import { bools, equalityOp, f32, i32, texts } from '../../op.ts';

export const notEqual = equalityOp('NotEqual', false, [
  { inputs: [i32([3], [1, 2, 3]), i32([3], [1, 0, 3])], outputs: [bools([3], [0, 1, 0])] },
  { inputs: [f32([2, 2], [1, 2, 3, NaN]), f32([2], [1, 2])], outputs: [bools([2, 2], [0, 0, 1, 1])] },
  { inputs: [texts([2], ['a', 'b']), texts([], ['b'])], outputs: [bools([2], [1, 0])] },
]);
