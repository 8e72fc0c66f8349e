/** AssignAdd: adds to a variable. */
import { assignOp, type Op } from '../../op.ts';

export const assignAdd: Op = assignOp('AssignAdd', 'ref:&T value:T -> output_ref:&T | T:type use_locking:bool=false', (x, y) => x + y);
