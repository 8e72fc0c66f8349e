/** Min: the least over axes. */
import { extremeGradient, f32, i32, reductionOp } from '../../op.ts';

export const min = reductionOp({
  type: 'Min', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: Infinity,
  combine: (least, x) => (x < least || Number.isNaN(x) ? x : least),
  gradient: extremeGradient,
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), i32([1], [0])], attrs: { keep_dims: false }, outputs: [f32([3], [1, 2, 3])] },
    { inputs: [f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), i32([1], [-2])], attrs: { keep_dims: true }, outputs: [f32([2, 1, 2], [1, 2, 5, 6])] },
    { inputs: [i32([2, 3], [1, -2, 3, 4, 5, 6]), i32([], [-1])], attrs: { keep_dims: false }, outputs: [i32([2], [-2, 4])] },
  ],
});
