/** ApplyProximalGradientDescent: a step of descent, then shrunk by l1 and l2. */
import { type Op, proximalDescentStep, updateOp } from '../../op.ts';

export const applyProximalGradientDescent: Op = updateOp({
  type: 'ApplyProximalGradientDescent', signature: 'var:&T alpha:T l1:T l2:T delta:T -> out:&T | T:type use_locking:bool=false', refs: 1, grad: 4, work: 7,
  step: proximalDescentStep,
});
