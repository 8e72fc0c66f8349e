/** ApplyAdagradDA: dual averaging. */
import { dualAveragingStep, type Op, updateOp } from '../../op.ts';

export const applyAdagradDa: Op = updateOp({
  type: 'ApplyAdagradDA', signature: 'var:&T gradient_accumulator:&T gradient_squared_accumulator:&T grad:T lr:T l1:T l2:T global_step:int64 -> out:&T | T:type use_locking:bool=false', refs: 3, grad: 3, work: 11,
  step: dualAveragingStep(4),
});
