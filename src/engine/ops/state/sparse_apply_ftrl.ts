/** SparseApplyFtrl: ApplyFtrl for some rows. */
import { ftrlStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyFtrl: Op = updateOp({
  type: 'SparseApplyFtrl', signature: 'var:&T accum:&T linear:&T grad:T indices:Tindices lr:T l1:T l2:T lr_power:T -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false multiply_linear_by_lr:bool=false', refs: 3, grad: 3, indices: 4, work: 14,
  step: ftrlStep(5, false),
});
