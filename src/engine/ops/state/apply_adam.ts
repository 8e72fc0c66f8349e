/** ApplyAdam: moving means of the gradient and of its square, corrected for their start at zero. */
import { type Op, updateOp } from '../../op.ts';

export const applyAdam: Op = updateOp({
  type: 'ApplyAdam', signature: 'var:&T m:&T v:&T beta1_power:T beta2_power:T lr:T beta1:T beta2:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false use_nesterov:bool=false', refs: 3, grad: 9, work: 12,
  step(scalar, r, attrs) {
    const [power1, power2, lr, beta1, beta2, epsilon] = [3, 4, 5, 6, 7, 8].map(scalar) as [number, number, number, number, number, number];
    const alpha = r(r(lr * r(Math.sqrt(r(1 - power2)))) / r(1 - power1));
    const [rest1, rest2] = [r(1 - beta1), r(1 - beta2)];
    const nesterov = attrs.use_nesterov === true;
    return ([w, m, v], i, g) => {
      m[i] = r(m[i] + r(r(g - m[i]) * rest1));
      v[i] = r(v[i] + r(r(r(g * g) - v[i]) * rest2));
      const mean = nesterov ? r(r(g * rest1) + r(beta1 * m[i])) : m[i];
      w[i] = r(w[i] - r(r(mean * alpha) / r(r(Math.sqrt(v[i])) + epsilon)));
    };
  },
});
