/** All: whether all are true, over axes. */
import { bools, i32, reductionOp } from '../../op.ts';

export const all = reductionOp({
  type: 'All', signature: 'input:bool reduction_indices:Tidx -> output:bool | keep_dims:bool=false Tidx:type{int32,int64}=int32', start: 1, stops: true,
  combine: (so, x) => so & x,
  examples: [
    { inputs: [bools([2, 3], [1, 0, 1, 1, 1, 1]), i32([1], [1])], attrs: { keep_dims: false }, outputs: [bools([2], [0, 1])] },
    { inputs: [bools([2, 3], [1, 0, 1, 1, 1, 1]), i32([2], [0, 1])], attrs: { keep_dims: true }, outputs: [bools([1, 1], [0])] },
  ],
});
