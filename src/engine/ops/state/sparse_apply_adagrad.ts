/** SparseApplyAdagrad: ApplyAdagrad for some rows. */
import { adagradStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyAdagrad: Op = updateOp({
  type: 'SparseApplyAdagrad', signature: 'var:&T accum:&T lr:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false update_slots:bool=true', refs: 2, grad: 3, indices: 4, work: 4,
  step: adagradStep,
});
