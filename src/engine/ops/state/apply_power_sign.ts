/** ApplyPowerSign: steps that grow by a power where gradient and momentum agree. */
import { type Op, updateOp } from '../../op.ts';

export const applyPowerSign: Op = updateOp({
  type: 'ApplyPowerSign', signature: 'var:&T m:&T lr:T logbase:T sign_decay:T beta:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 2, grad: 6, work: 9,
  step(scalar, r) {
    const [lr, logbase, decay, beta] = [2, 3, 4, 5].map(scalar) as [number, number, number, number];
    return ([w, m], i, g) => {
      m[i] = r(r(m[i] * beta) + r(g * r(1 - beta)));
      const grow = r(Math.exp(r(r(logbase * decay) * Math.sign(g) * Math.sign(m[i]))));
      w[i] = r(w[i] - r(r(lr * grow) * g));
    };
  },
});
