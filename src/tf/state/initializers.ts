/**
 * Initializers (python/ops/init_ops.py): objects that make the initial value of a variable of a given shape. The class names are
 * TensorFlow's. `partition`: which part of a greater variable the shape is.
 */
import { isFloating, isFull, sizeOf, type DType, type Shape, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { ones, zeros } from '../array/fills.ts';
import type { Context, Tensor } from '../context.ts';
import { constant } from '../core.ts';
import { pythonType } from '../element.ts';
import { eye } from '../math/linalg.ts';
import { reflected } from '../math/operators.ts';
import { randomNormal, randomUniform, truncatedNormal } from '../random/random.ts';
import { asShape } from '../shape.ts';
import { Float, Ndarray } from '../values.ts';

export interface PartitionInfo { readonly fullShape: readonly number[]; readonly offset: readonly number[] }

const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };
/** A number as Python holds it: an int 0 and a float 0.0 make different nodes. */
export type PythonNumber = number | Float;
const ints = (values: readonly number[]): HostTensor => ({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });
/** A number of a script as it is; whole floats stay told apart from ints where that matters. */
export const plain = (v: unknown): number => (v instanceof Float ? v.value : v instanceof Ndarray ? Number(v.data[0]) : Number(v));
const seedOf = (v: unknown): number | null => (v === null || v === undefined ? null : plain(v));

function floatDtype(dtype: DType): DType {
  return isFloating(dtype) ? dtype : fail(`Argument \`dtype\` is expected to be floating point. Received: <dtype: '${dtype}'>.`);
}

export abstract class Initializer {
  constructor(readonly dtype: DType = 'float32') {}

  /** Makes the value. `dtype`: the initializer's own if null. */
  call(tf: Context, shape: unknown, dtype: DType | null = null, partition: PartitionInfo | null = null): Tensor {
    const full: Shape | null = asShape(shape);
    if (!isFull(full)) return fail(`Cannot convert a partially known TensorShape ${String(full)} to a Tensor.`);
    return this.make(tf, full, dtype ?? this.dtype, partition);
  }
  protected abstract make(tf: Context, shape: readonly number[], dtype: DType, partition: PartitionInfo | null): Tensor;
  /** What `get_config` gives, as Python's dict. */
  abstract config(): Map<string, unknown>;
}

export class Zeros extends Initializer {
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return zeros(tf, shape, { dtype }); }
  config(): Map<string, unknown> { return new Map([['dtype', this.dtype]]); }
}

export class Ones extends Initializer {
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return ones(tf, shape, { dtype }); }
  config(): Map<string, unknown> { return new Map([['dtype', this.dtype]]); }
}

export class Constant extends Initializer {
  constructor(readonly value: unknown = 0, dtype?: DType, readonly verifyShape = false) {
    super(dtype);
    const ok = value instanceof Float || value instanceof Ndarray || Array.isArray(value) || ['number', 'string', 'boolean', 'bigint'].includes(typeof value);
    if (!ok) throw new TensorFlowError('TypeError', `Invalid type for initial value=${String(value)} of type: ${pythonType(value)}. Expected Python scalar, list or tuple of values, or numpy.ndarray.`);
  }
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return constant(tf, this.value, { dtype, shape }); }
  config(): Map<string, unknown> { return new Map([['value', this.value], ['dtype', this.dtype]]); }
}

export class RandomUniform extends Initializer {
  constructor(readonly minval: PythonNumber = new Float(0), readonly maxval: PythonNumber | null = null, readonly seed: number | null = null, dtype?: DType) { super(dtype); }
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return randomUniform(tf, shape, { minval: this.minval, maxval: this.maxval, dtype, seed: this.seed }); }
  config(): Map<string, unknown> { return new Map<string, unknown>([['minval', this.minval], ['maxval', this.maxval], ['seed', this.seed], ['dtype', this.dtype]]); }
}

export class RandomNormal extends Initializer {
  constructor(readonly mean: PythonNumber = new Float(0), readonly stddev: PythonNumber = new Float(1), readonly seed: number | null = null, dtype: DType = 'float32') { super(floatDtype(dtype)); }
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return randomNormal(tf, shape, { mean: this.mean, stddev: this.stddev, dtype, seed: this.seed }); }
  config(): Map<string, unknown> { return new Map<string, unknown>([['mean', this.mean], ['stddev', this.stddev], ['seed', this.seed], ['dtype', this.dtype]]); }
}

export class TruncatedNormal extends RandomNormal {
  protected override make(tf: Context, shape: readonly number[], dtype: DType): Tensor { return truncatedNormal(tf, shape, { mean: this.mean, stddev: this.stddev, dtype, seed: this.seed }); }
}

export class UniformUnitScaling extends Initializer {
  constructor(readonly factor: PythonNumber = new Float(1), readonly seed: number | null = null, dtype: DType = 'float32') { super(floatDtype(dtype)); }
  protected make(tf: Context, shape: readonly number[], dtype: DType, partition: PartitionInfo | null): Tensor {
    const inputs = Math.max(sizeOf((partition?.fullShape ?? shape).slice(0, -1)), 1);
    const most = Math.sqrt(3 / inputs) * plain(this.factor);
    return randomUniform(tf, shape, { minval: new Float(-most), maxval: new Float(most), dtype, seed: this.seed });
  }
  config(): Map<string, unknown> { return new Map<string, unknown>([['factor', this.factor], ['seed', this.seed], ['dtype', this.dtype]]); }
}

/** How many inputs and outputs a layer of these weights has: `_compute_fans`. */
export function fans(shape: readonly number[]): [number, number] {
  if (shape.length < 1) return [1, 1];
  if (shape.length === 1) return [shape[0], shape[0]];
  const field = sizeOf(shape.slice(0, -2));
  return [shape[shape.length - 2] * field, shape[shape.length - 1] * field];
}

const MODES = ['fan_in', 'fan_out', 'fan_avg'];
const KINDS = ['normal', 'uniform', 'truncated_normal', 'untruncated_normal'];
/** Standard deviation of a standard normal cut off at two. */
const CUT = 0.87962566103423978;

export class VarianceScaling extends Initializer {
  readonly distribution: string;
  constructor(readonly scale: PythonNumber = new Float(1), readonly mode = 'fan_in', distribution = 'truncated_normal', readonly seed: number | null = null, dtype: DType = 'float32') {
    super(floatDtype(dtype));
    if (!(plain(scale) > 0)) fail(`Argument \`scale\` must be a positive float. Received: ${plain(scale)}`);
    if (!MODES.includes(mode)) fail(`Argument \`mode\` should be one of ('fan_in', 'fan_out', 'fan_avg'). Received: ${mode}`);
    this.distribution = distribution.toLowerCase();
    if (!KINDS.includes(this.distribution)) fail(`Argument \`distribution\` should be one of ('normal', uniform', 'truncated_normal', 'untruncated_normal'). Received: ${this.distribution}`);
  }
  protected make(tf: Context, shape: readonly number[], dtype: DType, partition: PartitionInfo | null): Tensor {
    const [into, out] = fans(partition?.fullShape ?? shape);
    const fan = this.mode === 'fan_in' ? into : this.mode === 'fan_out' ? out : (into + out) / 2;
    const variance = plain(this.scale) / Math.max(1, fan);
    if (this.distribution === 'uniform') {
      const limit = Math.sqrt(3 * variance);
      return randomUniform(tf, shape, { minval: new Float(-limit), maxval: new Float(limit), dtype, seed: this.seed });
    }
    const spread = Math.sqrt(variance);
    return this.distribution === 'untruncated_normal'
      ? randomNormal(tf, shape, { stddev: new Float(spread), dtype, seed: this.seed })
      : truncatedNormal(tf, shape, { stddev: new Float(spread / CUT), dtype, seed: this.seed });
  }
  config(): Map<string, unknown> {
    return new Map<string, unknown>([['scale', this.scale], ['mode', this.mode], ['distribution', this.distribution], ['seed', this.seed], ['dtype', this.dtype]]);
  }
}

export class GlorotUniform extends VarianceScaling {
  constructor(seed: number | null = null) { super(new Float(1), 'fan_avg', 'uniform', seed); }
  override config(): Map<string, unknown> { return new Map<string, unknown>([['seed', this.seed], ['dtype', this.dtype]]); }
}
export class GlorotNormal extends VarianceScaling {
  constructor(seed: number | null = null) { super(new Float(1), 'fan_avg', 'truncated_normal', seed); }
  override config(): Map<string, unknown> { return new Map<string, unknown>([['seed', this.seed], ['dtype', this.dtype]]); }
}

export class Orthogonal extends Initializer {
  constructor(readonly gain: PythonNumber = new Float(1), readonly seed: number | null = null, dtype: DType = 'float32') { super(floatDtype(dtype)); }
  protected make(tf: Context, shape: readonly number[], dtype: DType): Tensor {
    if (shape.length < 2) fail(`The tensor to initialize, specified by argument \`shape\` must be at least two-dimensional. Received shape=[${shape.join(', ')}]`);
    const rows = sizeOf(shape.slice(0, -1));
    const columns = shape[shape.length - 1];
    const wide = rows < columns;
    const a = randomNormal(tf, wide ? [columns, rows] : [rows, columns], { dtype, seed: this.seed });
    const [q, r] = tf.ops('Qr', [a], { full_matrices: false }, 'Qr') as [Tensor, Tensor];
    const sign = tf.op('Sign', [tf.op('DiagPart', [r], {}, 'DiagPart')], {}, 'Sign');
    let out = tf.op('Mul', [q, sign], {}, 'mul');
    if (wide) out = tf.within('matrix_transpose', () => tf.within('transpose', (own) => tf.op('Transpose', [out, tf.constant(ints([1, 0]), 'perm')], {}, own)));
    const shaped = tf.within('Reshape', (own) => tf.op('Reshape', [out, tf.constant(ints(shape), 'shape')], {}, own));
    return reflected(tf, 'mul', shaped, this.gain);
  }
  config(): Map<string, unknown> { return new Map<string, unknown>([['gain', this.gain], ['seed', this.seed], ['dtype', this.dtype]]); }
}

export class Identity extends Initializer {
  constructor(readonly gain: PythonNumber = new Float(1), dtype: DType = 'float32') { super(floatDtype(dtype)); }
  protected make(tf: Context, shape: readonly number[], dtype: DType, partition: PartitionInfo | null): Tensor {
    const full = partition?.fullShape ?? shape;
    if (full.length !== 2) fail(`The tensor to initialize, specified by argument \`shape\` must be at least two-dimensional. Received shape=[${shape.join(', ')}]`);
    let made = eye(tf, full[0], { num_columns: full[1], dtype });
    if (partition) made = tf.gen('Slice', [made, ints(partition.offset), ints(shape)]);
    return reflected(tf, 'mul', made, this.gain);
  }
  config(): Map<string, unknown> { return new Map<string, unknown>([['gain', this.gain], ['dtype', this.dtype]]); }
}

export const lecunNormal = (seed: unknown): VarianceScaling => new VarianceScaling(new Float(1), 'fan_in', 'truncated_normal', seedOf(seed));
export const lecunUniform = (seed: unknown): VarianceScaling => new VarianceScaling(new Float(1), 'fan_in', 'uniform', seedOf(seed));
export const heNormal = (seed: unknown): VarianceScaling => new VarianceScaling(new Float(2), 'fan_in', 'truncated_normal', seedOf(seed));
export const heUniform = (seed: unknown): VarianceScaling => new VarianceScaling(new Float(2), 'fan_in', 'uniform', seedOf(seed));

/** The initializer that a class stands for where a script gives the class itself (`initializer=tf.zeros_initializer`). */
const BY_CLASS: Readonly<Record<string, () => Initializer>> = {
  Zeros: () => new Zeros(), Ones: () => new Ones(), Constant: () => new Constant(), RandomUniform: () => new RandomUniform(), RandomNormal: () => new RandomNormal(),
  TruncatedNormal: () => new TruncatedNormal(), UniformUnitScaling: () => new UniformUnitScaling(), VarianceScaling: () => new VarianceScaling(), GlorotUniform: () => new GlorotUniform(),
  GlorotNormal: () => new GlorotNormal(), Orthogonal: () => new Orthogonal(), Identity: () => new Identity(),
};
/** Given a function that is really one of these classes, an object of it. */
export const instance = (initializer: unknown): unknown => (typeof initializer === 'function' && Object.hasOwn(BY_CLASS, initializer.name) ? BY_CLASS[initializer.name]() : initializer);
