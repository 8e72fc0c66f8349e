/** SparseApplyProximalGradientDescent: the same for some rows. */
import { type Op, proximalDescentStep, updateOp } from '../../op.ts';

export const sparseApplyProximalGradientDescent: Op = updateOp({
  type: 'SparseApplyProximalGradientDescent', signature: 'var:&T alpha:T l1:T l2:T grad:T indices:Tindices -> out:&T | T:type Tindices:type{int32,int64} use_locking:bool=false', refs: 1, grad: 4, indices: 5, work: 7,
  step: proximalDescentStep,
});
