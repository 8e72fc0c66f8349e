/** SparseApplyProximalAdagrad: ApplyProximalAdagrad for some rows. */
import { type Op, proximalAdagradStep, updateOp } from '../../op.ts';

export const sparseApplyProximalAdagrad: Op = updateOp({
  type: 'SparseApplyProximalAdagrad', signature: 'var:&T accum:&T lr:T l1:T l2:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 2, grad: 5, indices: 6, work: 10,
  step: proximalAdagradStep,
});
