/** ApplyAddSign: greater steps where gradient and momentum agree. */
import { type Op, updateOp } from '../../op.ts';

export const applyAddSign: Op = updateOp({
  type: 'ApplyAddSign', signature: 'var:&T m:&T lr:T alpha:T sign_decay:T beta:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 2, grad: 6, work: 9,
  step(scalar, r) {
    const [lr, alpha, decay, beta] = [2, 3, 4, 5].map(scalar) as [number, number, number, number];
    return ([w, m], i, g) => {
      m[i] = r(r(m[i] * beta) + r(g * r(1 - beta)));
      const agree = Math.sign(g) * Math.sign(m[i]);
      w[i] = r(w[i] - r(r(lr * r(alpha + r(decay * agree))) * g));
    };
  },
});
