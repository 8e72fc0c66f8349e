/** AssignSub: subtracts from a variable. */
import { assignOp, type Op } from '../../op.ts';

export const assignSub: Op = assignOp('AssignSub', 'ref:&T value:T -> output_ref:&T | T:type use_locking:bool=false', (x, y) => x - y);
