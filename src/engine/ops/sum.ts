/** Sum over axes. */
import { plus, reductionOp, sumGradient } from '../op.ts';

export const sum = reductionOp({
  type: 'Sum', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 0,
  combine: plus,
  gradient: (g) => [sumGradient(g), null],
});
