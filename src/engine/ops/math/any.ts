/** Any: whether some is true, over axes. */
import { bools, i32, reductionOp } from '../../op.ts';

export const any = reductionOp({
  type: 'Any', signature: 'input:bool reduction_indices:Tidx -> output:bool | keep_dims:bool=false Tidx:type{int32,int64}=int32', start: 0, stops: true,
  combine: (some, x) => some | x,
  examples: [
    { inputs: [bools([2, 3], [1, 0, 1, 1, 1, 1]), i32([1], [1])], attrs: { keep_dims: false }, outputs: [bools([2], [1, 1])] },
    { inputs: [bools([2, 3], [0, 1, 0, 0, 0, 0]), i32([1], [0])], attrs: { keep_dims: true }, outputs: [bools([1, 3], [0, 1, 0])] },
  ],
});
