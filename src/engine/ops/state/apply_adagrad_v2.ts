/** ApplyAdagradV2: ApplyAdagrad with an epsilon beside the root. */
import { adagradV2Step, type Op, updateOp } from '../../op.ts';

export const applyAdagradV2: Op = updateOp({
  type: 'ApplyAdagradV2', signature: 'var:&T accum:&T lr:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false update_slots:bool=true', refs: 2, grad: 4, work: 5,
  step: adagradV2Step,
});
