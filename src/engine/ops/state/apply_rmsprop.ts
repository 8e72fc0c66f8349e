/** ApplyRMSProp: the step is divided by the root of a moving mean of squared gradients. */
import { type Op, rmsPropStep, updateOp } from '../../op.ts';

export const applyRmsprop: Op = updateOp({
  type: 'ApplyRMSProp', signature: 'var:&T ms:&T mom:&T lr:T rho:T momentum:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 3, grad: 7, work: 9,
  step: rmsPropStep,
});
