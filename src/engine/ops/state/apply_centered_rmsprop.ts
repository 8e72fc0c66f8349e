/** ApplyCenteredRMSProp: ApplyRMSProp by the variance of the gradients. */
import { centeredRmsPropStep, type Op, updateOp } from '../../op.ts';

export const applyCenteredRmsprop: Op = updateOp({
  type: 'ApplyCenteredRMSProp', signature: 'var:&T mg:&T ms:&T mom:&T lr:T rho:T momentum:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 4, grad: 8, work: 14,
  step: centeredRmsPropStep,
});
