/** ApplyAdagrad: the accumulator collects squared gradients; the step is divided by its root. */
import { adagradStep, type Op, updateOp } from '../../op.ts';

export const applyAdagrad: Op = updateOp({
  type: 'ApplyAdagrad', signature: 'var:&T accum:&T lr:T grad:T -> out:&T | T:type use_locking:bool=false update_slots:bool=true', refs: 2, grad: 3, work: 4,
  step: adagradStep,
});
