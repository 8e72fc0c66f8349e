/** Prod: the product over axes. */
import { reductionOp } from '../op.ts';

export const prod = reductionOp({ type: 'Prod', signature: 'input:T reduction_indices:Tidx -> output:T | keep_dims:bool=false T:type Tidx:type{int32,int64}=int32', start: 1, combine: (product, x) => product * x });
