/** ApplyAdadelta: steps scaled by the ratio of past steps and past gradients. */
import { adadeltaStep, type Op, updateOp } from '../../op.ts';

export const applyAdadelta: Op = updateOp({
  type: 'ApplyAdadelta', signature: 'var:&T accum:&T accum_update:&T lr:T rho:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 3, grad: 6, work: 11,
  step: adadeltaStep,
});
