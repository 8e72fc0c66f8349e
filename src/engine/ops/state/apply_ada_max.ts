/** ApplyAdaMax: ApplyAdam by the greatest gradient instead of the mean square. */
import { type Op, updateOp } from '../../op.ts';

export const applyAdaMax: Op = updateOp({
  type: 'ApplyAdaMax', signature: 'var:&T m:&T v:&T beta1_power:T lr:T beta1:T beta2:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false', refs: 3, grad: 8, work: 9,
  step(scalar, r) {
    const [power, lr, beta1, beta2, epsilon] = [3, 4, 5, 6, 7].map(scalar) as [number, number, number, number, number];
    const alpha = r(lr / r(1 - power));
    return ([w, m, v], i, g) => {
      m[i] = r(m[i] + r(r(g - m[i]) * r(1 - beta1)));
      v[i] = Math.max(r(beta2 * v[i]), Math.abs(g));
      w[i] = r(w[i] - r(alpha * r(m[i] / r(v[i] + epsilon))));
    };
  },
});
