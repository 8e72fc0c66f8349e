/** SparseApplyMomentum: ApplyMomentum for some rows. */
import { momentumStep, type Op, updateOp } from '../../op.ts';

export const sparseApplyMomentum: Op = updateOp({
  type: 'SparseApplyMomentum', signature: 'var:&T accum:&T lr:T grad:T indices:Tindices momentum:T -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false use_nesterov:bool=false', refs: 2, grad: 3, indices: 4, work: 4,
  step: (scalar, round, attrs) => momentumStep(scalar(2), scalar(5), attrs.use_nesterov === true, round),
});
