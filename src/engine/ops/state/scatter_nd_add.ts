/** ScatterNdAdd: adds to elements or slices of a variable by their coordinates. */
import { scatterNdOp, type Op } from '../../op.ts';

export const scatterNdAdd: Op = scatterNdOp('ScatterNdAdd', 'ref:&T indices:Tindices updates:T -> output_ref:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', (x, y) => x + y);
