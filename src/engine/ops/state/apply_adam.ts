/** ApplyAdam: moving means of the gradient and of its square, corrected for their start at zero. */
import { updateOp, type Attrs, type Op, type Round, type Step } from '../../op.ts';

/** The rate of a step, from inputs 3 to 5: the powers of both betas, and the learning rate. */
const rate = (scalar: (input: number) => number, r: Round): number => r(r(scalar(5) * r(Math.sqrt(r(1 - scalar(4))))) / r(1 - scalar(3)));

/** One step, element by element: what the kernel must equal. */
export function applyAdamStep(scalar: (input: number) => number, r: Round, attrs: Attrs): Step {
  const [beta1, beta2, epsilon] = [scalar(6), scalar(7), scalar(8)];
  const alpha = rate(scalar, r);
  const [rest1, rest2] = [r(1 - beta1), r(1 - beta2)];
  const nesterov = attrs.use_nesterov === true;
  return ([w, m, v], i, g) => {
    m[i] = r(m[i] + r(r(g - m[i]) * rest1));
    v[i] = r(v[i] + r(r(r(g * g) - v[i]) * rest2));
    const mean = nesterov ? r(r(g * rest1) + r(beta1 * m[i])) : m[i];
    w[i] = r(w[i] - r(r(mean * alpha) / r(r(Math.sqrt(v[i])) + epsilon)));
  };
}

export const applyAdam: Op = updateOp({
  type: 'ApplyAdam', signature: 'var:&T m:&T v:&T beta1_power:T beta2_power:T lr:T beta1:T beta2:T epsilon:T grad:T -> out:&T | T:type use_locking:bool=false use_nesterov:bool=false', refs: 3, grad: 9, work: 12,
  step: applyAdamStep,
  kernel(c, refs, scalar) {
    const g = c.data(9);
    if (c.dtype(0) !== 'float32' || c.attrs.use_nesterov === true || refs.some(({ buffer }) => buffer !== g.buffer)) return false;
    const [w, m, v] = refs.map(({ byteOffset }) => byteOffset) as [number, number, number];
    const r = Math.fround;
    c.kernels.adam(w, m, v, c.address(9), g.length, rate(scalar, r), r(1 - scalar(6)), r(1 - scalar(7)), scalar(8));
    return true;
  },
});
