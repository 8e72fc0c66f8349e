/** SparseApplyAdagradDA: ApplyAdagradDA for some rows. */
import { dualAveragingStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyAdagradDa: Op = updateOp({
  type: 'SparseApplyAdagradDA', signature: 'var:&T gradient_accumulator:&T gradient_squared_accumulator:&T grad:T indices:Tindices lr:T l1:T l2:T global_step:int64 -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 3, grad: 3, indices: 4, work: 11,
  step: dualAveragingStep(5),
});
