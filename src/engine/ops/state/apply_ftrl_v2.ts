/** ApplyFtrlV2: ApplyFtrl with a shrinkage of the weights. */
import { ftrlStep, type Op, updateOp } from '../../op.ts';

export const applyFtrlV2: Op = updateOp({
  type: 'ApplyFtrlV2', signature: 'var:&T accum:&T linear:&T grad:T lr:T l1:T l2:T l2_shrinkage:T lr_power:T -> out:&T | T:type use_locking:bool=false multiply_linear_by_lr:bool=false', refs: 3, grad: 3, work: 16,
  step: ftrlStep(4, true),
});
