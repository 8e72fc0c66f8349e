/** ScatterMax: takes the greater of a value and rows of a variable. */
import { scatterOp, type Op } from '../../op.ts';

export const scatterMax: Op = scatterOp('ScatterMax', 'ref:&T indices:Tindices updates:T -> output_ref:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', (x, y) => Math.max(x, y));
