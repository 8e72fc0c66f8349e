/** SparseApplyAdagradV2: ApplyAdagradV2 for some rows. */
import { adagradV2Step, type Op, updateOp } from '../../op.ts';

export const sparseApplyAdagradV2: Op = updateOp({
  type: 'SparseApplyAdagradV2', signature: 'var:&T accum:&T lr:T epsilon:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false update_slots:bool=true', refs: 2, grad: 4, indices: 5, work: 5,
  step: adagradV2Step,
});
