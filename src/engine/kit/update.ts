/**
 * What the optimizers' updates share (core/kernels/training_ops.cc): references to a variable and its slots first, then scalars and a
 * gradient; the sparse forms name the rows that the gradient is for. Every step is rounded to the variable's dtype.
 */
import { showDims, sizeOf, type DType, type Numbers, type Static } from '../dtype.ts';
import { RunFailure, type Attrs, type Compute, type Inferred, type Op } from '../op-def.ts';
import { sameShape, withRank } from '../shapes.ts';

/** Rounds a result to the dtype. */
export type Round = (v: number) => number;
export const roundTo = (dtype: DType): Round => (dtype === 'float32' ? Math.fround : (v) => v);

/** Changes element `at` of the variable (`refs[0]`) and its slots by the gradient `g`. */
export type Step = (refs: readonly Numbers[], at: number, g: number) => void;

export interface Update {
  readonly type: string;
  readonly signature: string;
  /** How many of the inputs are references. */
  readonly refs: number;
  /** Which input is the gradient, and which its row numbers, if any. */
  readonly grad: number;
  readonly indices?: number;
  /** `scalar(i)`: the number that input i holds. */
  step(scalar: (input: number) => number, round: Round, attrs: Attrs): Step;
  /** The same for all elements at once, where a kernel has it; false where it has not. */
  readonly kernel?: (c: Compute, refs: readonly Numbers[], scalar: (input: number) => number) => boolean;
  /** Floating point operations an element. */
  readonly work: number;
}

/** Row numbers, checked. */
export function rowsAt(c: Compute, input: number, rows: number): Numbers {
  const at = c.data(input);
  for (let i = 0; i < at.length; i++) {
    if (at[i] < 0 || at[i] >= rows) throw new RunFailure('InvalidArgumentError', `Index ${at[i]} at offset ${i} in indices is out of range`);
  }
  return at;
}

/** The variable's, its slots' and the gradient's common shape; all others are scalars. Throws ShapeError. */
export function updated(u: Pick<Update, 'type' | 'refs' | 'grad' | 'indices'>, inputs: readonly Static[]): Inferred[] {
  let { shape } = inputs[0];
  for (let i = 1; i < inputs.length; i++) {
    if (i < u.refs) shape = sameShape(u.type, shape, inputs[i].shape, inputs);
    else if (i === u.indices) withRank(u.type, inputs[i], 1, inputs);
    else if (i !== u.grad) withRank(u.type, inputs[i], 0, inputs);
  }
  const grad = inputs[u.grad].shape;
  if (u.indices === undefined) shape = sameShape(u.type, shape, grad, inputs);
  else sameShape(u.type, shape ? [null, ...shape.slice(1)] : null, grad, inputs);
  return [{ dtype: inputs[0].dtype, shape }];
}

export function updateOp(u: Update): Op {
  return {
    type: u.type, signature: u.signature, changes: true,
    infer: (inputs) => updated(u, inputs),
    compute(c) {
      const shape = c.shape(0);
      c.output(0, shape, c.dtype(0));
      const refs = Array.from({ length: u.refs }, (_, i) => c.state.write(i, c.shape(i)));
      const scalar = (i: number): number => c.data(i)[0];
      const step = u.step(scalar, roundTo(c.dtype(0)), c.attrs);
      const g = c.data(u.grad);
      if (u.indices === undefined) {
        if (g.length !== refs[0].length) throw new RunFailure('InvalidArgumentError', `var and grad do not have the same shape${showDims(shape)} ${showDims(c.shape(u.grad))}`);
        if (!u.kernel?.(c, refs, scalar)) for (let i = 0; i < g.length; i++) step(refs, i, g[i]);
      } else {
        const width = sizeOf(shape.slice(1));
        const rows = rowsAt(c, u.indices, shape[0]);
        for (let k = 0; k < rows.length; k++) for (let j = 0; j < width; j++) step(refs, rows[k] * width + j, g[k * width + j]);
      }
      c.out(0).set(refs[0]);
    },
    flops: (inputs) => u.work * sizeOf(inputs[u.grad]),
    examples: [],
  };
}

/** The dense and the sparse form of one rule have the same step; only the order of their inputs differs. */
export const adagradStep = (scalar: (i: number) => number, r: Round, attrs: Attrs): Step => {
  const lr = scalar(2);
  return ([w, accum], i, g) => {
    if (attrs.update_slots !== false) accum[i] = r(accum[i] + r(g * g));
    w[i] = r(w[i] - r(r(g * lr) * r(1 / r(Math.sqrt(accum[i])))));
  };
};

export const adagradV2Step = (scalar: (i: number) => number, r: Round, attrs: Attrs): Step => {
  const [lr, epsilon] = [scalar(2), scalar(3)];
  return ([w, accum], i, g) => {
    if (attrs.update_slots !== false) accum[i] = r(accum[i] + r(g * g));
    w[i] = r(w[i] - r(r(g * lr) / r(r(Math.sqrt(accum[i])) + epsilon)));
  };
};

export const adadeltaStep = (scalar: (i: number) => number, r: Round): Step => {
  const [lr, rho, epsilon] = [scalar(3), scalar(4), scalar(5)];
  const rest = r(1 - rho);
  return ([w, accum, updates], i, g) => {
    accum[i] = r(r(accum[i] * rho) + r(r(g * g) * rest));
    const by = r(r(r(Math.sqrt(r(updates[i] + epsilon))) * r(1 / r(Math.sqrt(r(accum[i] + epsilon))))) * g);
    w[i] = r(w[i] - r(by * lr));
    updates[i] = r(r(updates[i] * rho) + r(r(by * by) * rest));
  };
};

export const momentumStep = (lr: number, momentum: number, nesterov: boolean, r: Round): Step => ([w, accum], i, g) => {
  accum[i] = r(r(accum[i] * momentum) + g);
  w[i] = nesterov ? r(w[i] - r(r(g * lr) + r(r(accum[i] * momentum) * lr))) : r(w[i] - r(accum[i] * lr));
};

export const rmsPropStep = (scalar: (i: number) => number, r: Round): Step => {
  const [lr, rho, momentum, epsilon] = [scalar(3), scalar(4), scalar(5), scalar(6)];
  const rest = r(1 - rho);
  return ([w, ms, mom], i, g) => {
    ms[i] = r(ms[i] + r(r(r(g * g) - ms[i]) * rest));
    mom[i] = r(r(mom[i] * momentum) + r(r(g * lr) / r(Math.sqrt(r(ms[i] + epsilon)))));
    w[i] = r(w[i] - mom[i]);
  };
};

export const centeredRmsPropStep = (scalar: (i: number) => number, r: Round): Step => {
  const [lr, rho, momentum, epsilon] = [scalar(4), scalar(5), scalar(6), scalar(7)];
  const rest = r(1 - rho);
  return ([w, mg, ms, mom], i, g) => {
    ms[i] = r(ms[i] + r(r(r(g * g) - ms[i]) * rest));
    mg[i] = r(mg[i] + r(r(g - mg[i]) * rest));
    const variance = r(r(ms[i] - r(mg[i] * mg[i])) + epsilon);
    mom[i] = r(r(mom[i] * momentum) + r(r(g * lr) / r(Math.sqrt(variance))));
    w[i] = r(w[i] - mom[i]);
  };
};

/** Follow the regularised leader. `first`: the input that holds the learning rate; `shrinkage`: whether l2_shrinkage comes before the power. */
export const ftrlStep = (first: number, shrinkage: boolean) => (scalar: (i: number) => number, r: Round, attrs: Attrs): Step => {
  const [lr, l1, l2] = [scalar(first), scalar(first + 1), scalar(first + 2)];
  const shrink = shrinkage ? scalar(first + 3) : 0;
  const power = scalar(first + (shrinkage ? 4 : 3));
  const byRate = attrs.multiply_linear_by_lr === true;
  const raised = (v: number): number => (power === -0.5 ? r(Math.sqrt(v)) : r(v ** -power));
  return ([w, accum, linear], i, g) => {
    const now = r(accum[i] + r(g * g));
    const grad = shrinkage ? r(g + r(r(2 * shrink) * w[i])) : g;
    const sigma = r(raised(now) - raised(accum[i]));
    linear[i] = byRate ? r(r(linear[i] + r(grad * lr)) - r(sigma * w[i])) : r(r(linear[i] + grad) - r(r(sigma / lr) * w[i]));
    accum[i] = now;
    const most = byRate ? r(l1 * lr) : l1;
    const quadratic = byRate ? r(raised(now) + r(r(2 * l2) * lr)) : r(r(raised(now) / lr) + r(2 * l2));
    w[i] = Math.abs(linear[i]) > most ? r(r(r(most * Math.sign(linear[i])) - linear[i]) / quadratic) : 0;
  };
};

/** Moves a value towards zero by l1 and l2 (FOBOS). */
const shrunk = (r: Round, v: number, rate: number, l1: number, l2: number): number =>
  (l1 > 0 ? r(r(Math.sign(v) * Math.max(r(Math.abs(v) - r(rate * l1)), 0)) / r(1 + r(l2 * rate))) : r(v / r(1 + r(l2 * rate))));

export const proximalDescentStep = (scalar: (i: number) => number, r: Round): Step => {
  const [alpha, l1, l2] = [scalar(1), scalar(2), scalar(3)];
  return ([w], i, g) => { w[i] = shrunk(r, r(w[i] - r(g * alpha)), alpha, l1, l2); };
};

export const proximalAdagradStep = (scalar: (i: number) => number, r: Round): Step => {
  const [lr, l1, l2] = [scalar(2), scalar(3), scalar(4)];
  return ([w, accum], i, g) => {
    accum[i] = r(accum[i] + r(g * g));
    const rate = r(lr * r(1 / r(Math.sqrt(accum[i]))));
    w[i] = shrunk(r, r(w[i] - r(g * rate)), rate, l1, l2);
  };
};

/** Dual averaging. `first`: the input that holds the learning rate. */
export const dualAveragingStep = (first: number) => (scalar: (i: number) => number, r: Round): Step => {
  const [lr, l1, l2, steps] = [scalar(first), scalar(first + 1), scalar(first + 2), scalar(first + 3)];
  return ([w, sum, squares], i, g) => {
    sum[i] = r(sum[i] + g);
    squares[i] = r(squares[i] + r(g * g));
    const cut = l1 > 0 ? r(Math.sign(sum[i]) * Math.max(r(Math.abs(sum[i]) - r(l1 * steps)), 0)) : sum[i];
    w[i] = r(r(r(-1 * lr) * cut) / r(r(r(l2 * steps) * lr) + r(Math.sqrt(squares[i]))));
  };
};
