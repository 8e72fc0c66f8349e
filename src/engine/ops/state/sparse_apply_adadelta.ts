/** SparseApplyAdadelta: ApplyAdadelta for some rows. */
import { adadeltaStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyAdadelta: Op = updateOp({
  type: 'SparseApplyAdadelta', signature: 'var:&T accum:&T accum_update:&T lr:T rho:T epsilon:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 3, grad: 6, indices: 7, work: 11,
  step: adadeltaStep,
});
