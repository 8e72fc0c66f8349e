/**
 * Learning rates that follow a step (tf.train.exponential_decay and the like), with the nodes that TensorFlow 2.15 makes for them: its
 * functions of version 1 call the schedules of Keras.
 */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, OwnName, Tensor, TensorLike } from '../context.ts';
import { cond } from '../flow/cond.ts';
import { caseOf } from '../flow/case.ts';
import { add, cast, divide } from '../math/elementwise.ts';
import { operator, reflected } from '../math/operators.ts';
import { randomNormal } from '../random/random.ts';
import { Float, Tuple } from '../values.ts';

interface Named { readonly name?: string | null | undefined }
interface Stairs extends Named { readonly staircase?: boolean | null | undefined }

/** What the formulas are written with: each makes the node that the Python expression makes. */
class Formula {
  constructor(private readonly tf: Context, private readonly rate: Tensor) {}
  as(v: TensorLike): Tensor { return cast(this.tf, v, this.rate.dtype) as Tensor; }
  op(name: string, x: TensorLike, y: TensorLike): Tensor { return operator(this.tf, name, x, y); }
  /** A number on the left of an operator. */
  left(value: number, name: string, t: Tensor): Tensor { return reflected(this.tf, name, t, new Float(value)); }
  call(type: string, ...inputs: TensorLike[]): Tensor { return this.tf.gen(type, inputs); }
  /** `tf.constant(math.pi)` */
  pi(): Tensor { return this.tf.constant({ dtype: 'float32', shape: [], data: Float32Array.of(Math.PI) }, 'Const'); }
  pow(x: TensorLike, y: TensorLike): Tensor { return this.tf.within('Pow', (own) => this.tf.gen('Pow', [x, y], {}, own)); }
  /** `tf.multiply(x, y, name=scope)` */
  result(x: Tensor, y: Tensor, own: OwnName): Tensor { return this.tf.gen('Mul', [x, y], {}, own); }
}

function schedule(tf: Context, rate: TensorLike, name: string | null | undefined, fallback: string, make: (f: Formula, rate: Tensor, own: OwnName) => Tensor): Tensor {
  return tf.within(name || fallback, (own) => {
    const first = tf.convert(rate, { name: 'initial_learning_rate' });
    return make(new Formula(tf, first), first, own);
  });
}

/** `tf.train.exponential_decay` */
export const exponentialDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, decay: TensorLike, { staircase, name }: Stairs = {}): Tensor =>
  schedule(tf, rate, name, 'ExponentialDecay', (f, first, own) => {
    const [over, by, now] = [f.as(steps), f.as(decay), f.as(step)];
    let p = f.op('truediv', now, over);
    if (staircase) p = f.call('Floor', p);
    return f.result(first, f.pow(by, p), own);
  });

/** `tf.train.natural_exp_decay` */
export const naturalExpDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, decay: TensorLike, options: Stairs = {}): Tensor =>
  exponentialDecay(tf, rate, step, steps, tf.gen('Exp', [tf.gen('Neg', [decay])]), options);

/** `tf.train.inverse_time_decay` */
export const inverseTimeDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, decay: TensorLike, { staircase, name }: Stairs = {}): Tensor =>
  schedule(tf, rate, name, 'InverseTimeDecay', (f, first, own) => {
    const [over, by, now] = [f.as(steps), f.as(decay), f.as(step)];
    let p = f.op('truediv', now, over);
    if (staircase) p = f.call('Floor', p);
    const one = f.as(tf.constant({ dtype: 'int32', shape: [], data: Int32Array.of(1) }));
    const below = add(tf, one, f.call('Mul', by, p));
    return divide(tf, first, below, { name: `${tf.graph.names.full(own)}/` });
  });

interface Polynomial extends Named { readonly end_learning_rate?: TensorLike; readonly power?: TensorLike; readonly cycle?: boolean | null | undefined }

/** `tf.train.polynomial_decay` */
export const polynomialDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, { end_learning_rate = 0.0001, power = new Float(1), cycle, name }: Polynomial = {}): Tensor =>
  schedule(tf, rate, name, 'PolynomialDecay', (f, first, own) => {
    const [end, exponent] = [f.as(end_learning_rate), f.as(power)];
    let now = f.as(step);
    let over = f.as(steps);
    if (cycle) {
      const zero = f.call('Equal', now, 0);
      const times = f.call('SelectV2', zero, new Float(1), f.call('Ceil', f.op('truediv', now, steps)));
      over = f.call('Mul', over, times);
    } else now = f.call('Minimum', now, over);
    const p = divide(tf, now, over);
    return add(tf, f.call('Mul', f.op('sub', first, end), f.pow(f.left(1, 'sub', p), exponent)), end, { name: `${tf.graph.names.full(own)}/` });
  });

/** `tf.train.cosine_decay` */
export const cosineDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, { alpha = new Float(0), name }: { alpha?: TensorLike } & Named = {}): Tensor =>
  schedule(tf, rate, name, 'CosineDecay', (f, first) => {
    const over = f.as(steps);
    const now = f.call('Minimum', f.as(step), over);
    const done = f.op('truediv', now, over);
    const cosine = f.left(0.5, 'mul', f.left(1, 'add', f.call('Cos', f.op('mul', f.pi(), done))));
    return f.call('Mul', first, f.op('add', scaled(f, alpha, cosine), alpha));
  });

/** `(1 - alpha) * t`: a number where alpha is one, else nodes. */
function scaled(f: Formula, alpha: TensorLike, t: Tensor): Tensor {
  if (typeof alpha === 'number' || alpha instanceof Float) return f.left(1 - (alpha instanceof Float ? alpha.value : alpha), 'mul', t);
  return f.op('mul', f.left(1, 'sub', alpha as Tensor), t);
}

interface Restarts extends Named { readonly t_mul?: TensorLike; readonly m_mul?: TensorLike; readonly alpha?: TensorLike }

/** `tf.train.cosine_decay_restarts` */
export const cosineDecayRestarts = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, { t_mul = new Float(2), m_mul = new Float(1), alpha = new Float(0), name }: Restarts = {}): Tensor =>
  schedule(tf, rate, name, 'SGDRDecay', (f, first, own) => {
    const [over, end, longer, lower, now] = [f.as(steps), f.as(alpha), f.as(t_mul), f.as(m_mul), f.as(step)];
    const done = f.op('truediv', now, over);
    const plainly = (): Tensor[] => {
      const restart = f.call('Floor', done);
      return [restart, f.op('sub', done, restart)];
    };
    const geometric = (): Tensor[] => {
      const grown = f.left(1, 'sub', f.op('mul', done, f.left(1, 'sub', longer)));
      const top = f.call('Log', grown);
      const restart = f.call('Floor', f.op('truediv', top, f.call('Log', longer)));
      const sum = f.op('truediv', f.left(1, 'sub', f.op('pow', longer, restart)), f.left(1, 'sub', longer));
      return [restart, f.op('truediv', f.op('sub', done, sum), f.op('pow', longer, restart))];
    };
    const [restart, fraction] = cond(tf, f.call('Equal', longer, new Float(1)), plainly, geometric) as [Tensor, Tensor];
    const factor = f.op('pow', lower, restart);
    const half = f.left(0.5, 'mul', factor);
    const cosine = f.op('mul', half, f.left(1, 'add', f.call('Cos', f.op('mul', f.pi(), fraction))));
    const decayed = f.op('add', f.op('mul', f.left(1, 'sub', end), cosine), end);
    return f.result(first, decayed, own);
  });

interface Linear extends Named { readonly num_periods?: TensorLike; readonly alpha?: TensorLike; readonly beta?: TensorLike }

/** `tf.train.linear_cosine_decay` */
export const linearCosineDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, { num_periods = 0.5, alpha = new Float(0), beta = 0.001, name }: Linear = {}): Tensor =>
  schedule(tf, rate, name, 'LinearCosineDecay', (f, first, own) => {
    const [over, periods, a, b] = [f.as(steps), f.as(num_periods), f.as(alpha), f.as(beta)];
    const now = f.call('Minimum', f.as(step), over);
    const linear = f.op('truediv', f.op('sub', over, now), over);
    const done = f.op('truediv', now, over);
    const fraction = f.op('mul', f.left(2, 'mul', periods), done);
    const cosine = f.left(0.5, 'mul', f.left(1, 'add', f.call('Cos', f.op('mul', f.pi(), fraction))));
    return f.result(first, f.op('add', f.op('mul', f.op('add', a, linear), cosine), b), own);
  });

interface Noisy extends Linear { readonly initial_variance?: TensorLike; readonly variance_decay?: TensorLike }

/** `tf.train.noisy_linear_cosine_decay` */
export const noisyLinearCosineDecay = (tf: Context, rate: TensorLike, step: TensorLike, steps: TensorLike, o: Noisy = {}): Tensor =>
  schedule(tf, rate, o.name, 'NoisyLinearCosineDecay', (f, first, own) => {
    const [over, spread, fading, periods, a, b] = [steps, o.initial_variance ?? new Float(1), o.variance_decay ?? 0.55, o.num_periods ?? 0.5, o.alpha ?? new Float(0), o.beta ?? 0.001].map((v) => f.as(v)) as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const now = f.call('Minimum', f.as(step), over);
    const linear = f.op('truediv', f.op('sub', over, now), over);
    const variance = f.op('truediv', spread, f.pow(f.left(1, 'add', now), fading));
    const noise = randomNormal(tf, linear.shape, { stddev: f.call('Sqrt', variance) });
    const noisy = f.op('add', linear, noise);
    const fraction = f.op('mul', f.left(2, 'mul', periods), f.op('truediv', now, over));
    const cosine = f.left(0.5, 'mul', f.left(1, 'add', f.call('Cos', f.op('mul', f.pi(), fraction))));
    return f.result(first, f.op('add', f.op('mul', f.op('add', a, noisy), cosine), b), own);
  });

/** `tf.train.piecewise_constant(x, boundaries, values)`: a conditional for each piece, and an assertion that only one holds. */
export function piecewiseConstant(tf: Context, x: TensorLike, boundaries: readonly TensorLike[], values: readonly TensorLike[], { name }: Named = {}): Tensor {
  const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };
  const limits = boundaries.map((b) => tf.convert(b));
  const levels = values.map((v) => tf.convert(v));
  const now = tf.convert(x);
  limits.forEach((b, i) => {
    if (b.dtype === now.dtype) return;
    if (b.dtype === 'int32' && now.dtype === 'int64') limits[i] = cast(tf, b, now.dtype) as Tensor;
    else fail(`\`boundaries\` (<dtype: '${b.dtype}'>) must have the same dtype as x (<dtype: '${now.dtype}'>).`);
  });
  for (const v of levels.slice(1)) if (v.dtype !== levels[0].dtype) fail(`\`values\` must have elements all with the same dtype (<dtype: '${levels[0].dtype}'> vs <dtype: '${v.dtype}'>).`);
  if (limits.length !== levels.length - 1) fail(`The length of boundaries should be 1 less than the length of values. Received: boundaries=[${limits.map(String).join(', ')}] of length ${limits.length}, and values=[${levels.map(String).join(', ')}] of length ${levels.length}.`);
  return tf.within(name || 'PiecewiseConstant', () => {
    const last = limits[limits.length - 1];
    const pairs: [Tensor, () => Tensor][] = [
      [tf.gen('LessEqual', [now, limits[0]]), () => levels[0]],
      [tf.gen('Greater', [now, last]), () => levels[levels.length - 1]],
    ];
    for (let i = 0; i + 1 < limits.length; i++) {
      const above = tf.gen('Greater', [now, limits[i]]);
      const below = tf.gen('LessEqual', [now, limits[i + 1]]);
      pairs.push([operator(tf, 'and', above, below), () => levels[i + 1]]);
    }
    return caseOf(tf, pairs.map((p) => Tuple.from2(p)), { default: () => levels[0], exclusive: true }) as Tensor;
  });
}
