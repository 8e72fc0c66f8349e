/** ApplyFtrl: follow the regularised leader. */
import { ftrlStep, type Op, updateOp } from '../../op.ts';

export const applyFtrl: Op = updateOp({
  type: 'ApplyFtrl', signature: 'var:&T accum:&T linear:&T grad:T lr:T l1:T l2:T lr_power:T -> out:&T | T:type use_locking:bool=false multiply_linear_by_lr:bool=false', refs: 3, grad: 3, work: 14,
  step: ftrlStep(4, false),
});
