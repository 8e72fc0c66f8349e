/** `tf.keras.regularizers`: losses of weights (keras/src/regularizers.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { filled, num } from '../math/nodes.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { abs } from '../math/elementwise.ts';
import { operator, reflected } from '../math/operators.ts';
import { reduceSum } from '../math/reduce.ts';

function penalty(v: unknown, fallback: number): number {
  if (v === null || v === undefined) return fallback;
  const n = num(v);
  if (n === null) throw new TensorFlowError('ValueError', `Value ${String(v)} is not a valid regularization penalty number, expected an int or float value.`);
  if (!Number.isFinite(n)) throw new TensorFlowError('ValueError', `Value ${n} is not a valid regularization penalty number, an infinite number or NaN are not valid values.`);
  return Math.fround(n);
}

/** Penalties that scripts make and layers call. */
export abstract class Regularizer { abstract call(tf: Context, x: TensorLike): Tensor }

const absolute = (tf: Context, x: TensorLike, l1: number): Tensor => reflected(tf, 'mul', reduceSum(tf, abs(tf, x)), l1);
const squared = (tf: Context, x: TensorLike, l2: number): Tensor => reflected(tf, 'mul', tf.gen('L2Loss', [x]), 2 * l2);

export class L1 extends Regularizer {
  readonly l1: number;
  constructor(l1: unknown) { super(); this.l1 = penalty(l1, 0.01); }
  override call(tf: Context, x: TensorLike): Tensor { return absolute(tf, x, this.l1); }
}

export class L2 extends Regularizer {
  readonly l2: number;
  constructor(l2: unknown) { super(); this.l2 = penalty(l2, 0.01); }
  override call(tf: Context, x: TensorLike): Tensor { return squared(tf, x, this.l2); }
}

export class L1L2 extends Regularizer {
  readonly l1: number;
  readonly l2: number;
  constructor(l1: unknown, l2: unknown) { super(); this.l1 = penalty(l1, 0); this.l2 = penalty(l2, 0); }
  override call(tf: Context, x: TensorLike): Tensor {
    let sum = filled(tf, [], 0, tf.convert(x).dtype, 'Const');
    if (this.l1) sum = operator(tf, 'add', sum, absolute(tf, x, this.l1));
    if (this.l2) sum = operator(tf, 'add', sum, squared(tf, x, this.l2));
    return sum;
  }
}

const BY_NAME: Readonly<Record<string, () => Regularizer>> = { l1: () => new L1(null), l2: () => new L2(null), l1_l2: () => new L1L2(0.01, 0.01) };

/** What a script gave as a regularizer, as a function; null for none. Throws ValueError. */
export function asRegularizer(v: unknown): ((tf: Context, x: TensorLike) => Tensor) | null {
  if (v === null || v === undefined) return null;
  if (v instanceof Regularizer) return (tf, x) => v.call(tf, x);
  if (typeof v === 'function') return (_, x) => (v as (x: TensorLike) => Tensor)(x);
  const made = typeof v === 'string' ? BY_NAME[v]?.() : undefined;
  if (!made) throw new TensorFlowError('ValueError', `Could not interpret regularizer identifier: ${String(v)}`);
  return (tf, x) => made.call(tf, x);
}
