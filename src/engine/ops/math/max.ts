/** Max: the greatest over axes. */
import { extremeGradient, f32, i32, reductionOp } from '../../op.ts';

export const max = reductionOp({
  type: 'Max', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: -Infinity,
  combine: (most, x) => (x > most || Number.isNaN(x) ? x : most),
  gradient: extremeGradient,
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false }, outputs: [f32([3], [4, 5, 6.5])] },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([2], [0, 1])], attrs: { keep_dims: true }, outputs: [f32([1, 1], [6.5])] },
    { inputs: [i32([2, 3], [1, -2, 3, 4, 5, 6]), i32([], [-1])], attrs: { keep_dims: false }, outputs: [i32([2], [3, 6])] },
  ],
});
