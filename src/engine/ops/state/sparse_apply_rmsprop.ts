/** SparseApplyRMSProp: ApplyRMSProp for some rows. */
import { type Op, rmsPropStep, updateOp } from '../../op.ts';

export const sparseApplyRmsprop: Op = updateOp({
  type: 'SparseApplyRMSProp', signature: 'var:&T ms:&T mom:&T lr:T rho:T momentum:T epsilon:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 3, grad: 7, indices: 8, work: 9,
  step: rmsPropStep,
});
