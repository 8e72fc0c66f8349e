/** ApplyProximalAdagrad: a step of Adagrad, then shrunk by l1 and l2. */
import { type Op, proximalAdagradStep, updateOp } from '../../op.ts';

export const applyProximalAdagrad: Op = updateOp({
  type: 'ApplyProximalAdagrad', signature: 'var:&T accum:&T lr:T l1:T l2:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 2, grad: 5, work: 10,
  step: proximalAdagradStep,
});
