/** ScatterAdd: adds to rows of a variable. */
import { scatterOp, type Op } from '../../op.ts';

export const scatterAdd: Op = scatterOp('ScatterAdd', 'ref:&T indices:Tindices updates:T -> output_ref:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', (x, y) => x + y);
