/** SparseApplyCenteredRMSProp: ApplyCenteredRMSProp for some rows. */
import { centeredRmsPropStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyCenteredRmsprop: Op = updateOp({
  type: 'SparseApplyCenteredRMSProp', signature: 'var:&T mg:&T ms:&T mom:&T lr:T rho:T momentum:T epsilon:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 4, grad: 8, indices: 9, work: 14,
  step: centeredRmsPropStep,
});
