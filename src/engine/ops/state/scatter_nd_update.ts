/** ScatterNdUpdate: replaces elements or slices of a variable by their coordinates. */
import { scatterNdOp, type Op } from '../../op.ts';

export const scatterNdUpdate: Op = scatterNdOp('ScatterNdUpdate', 'ref:&T indices:Tindices updates:T -> output_ref:&T | T:type Tindices:type{int32,int64} use_locking:bool=true', (_, y) => y);
