/** ScatterUpdate: replaces rows of a variable. */
import { scatterOp, type Op } from '../../op.ts';

export const scatterUpdate: Op = scatterOp('ScatterUpdate', 'ref:&T indices:Tindices updates:T -> output_ref:&T | T:type Tindices:type{int32,int64} use_locking:bool=true', (_, y) => y);
