/** Functions of one or two tensors, element by element, where they are more than their op (python/ops/math_ops.py). */
import { isFloating, isInteger, tensor, type DType } from '../../engine/dtype.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import { IndexedSlices } from '../indexed-slices.ts';
import { castTo, fail, onesLike, tensorOrSlices, zerosLike, type Named } from './nodes.ts';
import { divided, operator, reflected, truediv } from './operators.ts';

const isWrapped = (v: unknown): boolean => typeof v === 'object' && v !== null && 'dtype' in v && 'graph' in v;

/** `tf.abs(x)` */
export const abs = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Abs', (own) => tf.op('Abs', [tf.convert(x, { name: 'x' })], NONE, own));

/** `tf.add(x, y)` */
export const add = (tf: Context, x: TensorLike, y: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Add', (own) => {
  const a = tf.convert(x, { name: 'x' });
  const b = tf.convert(y, { hint: a.dtype, name: 'y' });
  return tf.gen(a.dtype === 'string' ? 'Add' : 'AddV2', [a, b], NONE, own);
});

/** `tf.divide(x, y)`: the operator, unless it has a name. */
export function divide(tf: Context, x: TensorLike, y: TensorLike, { name }: Named = {}): Tensor {
  if (name !== null && name !== undefined) return truediv(tf, x, y, name);
  const left = isWrapped(x) ? x : tf.convert(x, { dtype: isWrapped(y) ? (y as Tensor).dtype : null });
  return operator(tf, 'truediv', left, y);
}

/** `tf.div_no_nan(x, y)` */
export const divNoNan = (tf: Context, x: TensorLike, y: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'div_no_nan', (own) => {
  let [a, b] = [x, y];
  if (!isWrapped(x) && isWrapped(y)) {
    b = tf.convert(y, { name: 'y' });
    a = tf.convert(x, { dtype: (b as Tensor).dtype, name: 'x' });
  } else {
    a = tf.convert(x, { name: 'x' });
    b = tf.convert(y, { hint: (a as Tensor).dtype, name: 'y' });
  }
  return tf.op('DivNoNan', divided(tf, a as Tensor, b as Tensor, 'tf.math.divide_no_nan'), NONE, own);
});

/** `tf.math.multiply_no_nan(x, y)` */
export const multiplyNoNan = (tf: Context, x: TensorLike, y: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'multiply_no_nan', (own) => {
  const a = tf.convert(x, { name: 'x' });
  return tf.gen('MulNoNan', [a, tf.convert(y, { dtype: a.dtype, name: 'y' })], NONE, own);
});

/** `tf.scalar_mul(scalar, x)` */
export function scalarMul(tf: Context, scalar: TensorLike, x: TensorLike, { name }: Named = {}): Tensor | IndexedSlices {
  const s = tf.convert(scalar, { dtype: (x as Tensor).dtype, name: 'scalar' });
  if (s.shape?.length !== 0) fail('ValueError', `The input scalar must be a 0-D value. Received shape ${String(s).split('shape=')[1]?.split(', dtype')[0]}.`);
  if (x instanceof IndexedSlices) return new IndexedSlices(tf, tf.gen('Mul', [s, x.values], NONE, name), x.indices, x.denseShape);
  return tf.gen('Mul', [s, x], NONE, name);
}

/** `tf.sign(x)` */
export const sign = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.gen('Sign', [tf.convert(x)], NONE, name);

/** `tf.round(x)`: whole numbers as they are. */
export function round(tf: Context, x: TensorLike, { name }: Named = {}): Tensor {
  const t = tf.convert(x, { name: 'x' });
  return isInteger(t.dtype) ? t : tf.gen('Round', [t], NONE, name);
}

/** `tf.cast(x, dtype)`: no node where nothing changes; rows keep their form. */
export function cast(tf: Context, x: TensorLike, dtype: unknown, { name }: Named = {}): Tensor | IndexedSlices {
  const to = asDType(dtype);
  if (x instanceof Tensor && x.dtype === to) return x;
  return tf.within(name ?? 'Cast', (own) => {
    if (x instanceof IndexedSlices) return new IndexedSlices(tf, castTo(tf, x.values, to, own), x.indices, x.denseShape);
    return castTo(tf, tf.convert(x, { name: 'x' }), to, own);
  });
}

const LIMITS: Partial<Record<DType, readonly [number, number]>> = {
  int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767], uint16: [0, 65535], int32: [-2147483648, 2147483647], uint32: [0, 4294967295], int64: [-(2 ** 63), 2 ** 63], uint64: [0, 2 ** 64],
  float16: [-65504, 65504], float32: [-3.4028234663852886e38, 3.4028234663852886e38], float64: [-Number.MAX_VALUE, Number.MAX_VALUE], bool: [0, 1],
};

/** The float32 next to a number in the direction of zero. */
function towardsZero(v: number): number {
  const f = Float32Array.of(v);
  new Int32Array(f.buffer)[0]--;
  return f[0];
}

/** `tf.saturate_cast(value, dtype)` */
export const saturateCast = (tf: Context, value: TensorLike, dtype: unknown, { name }: Named = {}): Tensor => tf.within(name ?? 'saturate_cast', (own) => {
  const v = tf.convert(value, { name: 'value' });
  const to = asDType(dtype);
  const [from, limits] = [LIMITS[v.dtype]!, LIMITS[to]!];
  if (from[0] >= limits[0] && from[1] <= limits[1]) return castTo(tf, v, to, own);
  const fits = (limit: number): number => {
    const rounded = v.dtype === 'float32' ? Math.fround(limit) : limit;
    return v.dtype === 'float32' && Math.abs(rounded) > Math.abs(limit) ? towardsZero(rounded) : rounded;
  };
  const [least, most] = [Math.max(from[0], limits[0]), Math.min(from[1], limits[1] >= 2 ** 63 && v.dtype !== 'float32' ? limits[1] - 1024 : limits[1])].map(fits);
  const bound = (b: number): Tensor => tf.constant(tensor(v.dtype, [], [to === 'int64' && v.dtype === 'float32' && b >= 2 ** 63 ? towardsZero(b) : b]));
  return castTo(tf, tf.op('ClipByValue', [v, bound(least), bound(most)], NONE, 'clamp'), to, own);
});

/** `tf.logical_xor` and others live in operators.ts; this is `tf.sigmoid(x)`. */
export const sigmoid = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Sigmoid', (own) => tf.op('Sigmoid', [tf.convert(x, { name: 'x' })], NONE, own));
export const tanh = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.gen('Tanh', [x], NONE, name);

/** `tf.log_sigmoid(x)` */
export const logSigmoid = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'LogSigmoid', (own) => {
  const t = tf.convert(x, { name: 'x' });
  return tf.op('Neg', [tf.op('Softplus', [tf.op('Neg', [t], NONE, 'Neg')], NONE, 'Softplus')], NONE, own);
});

/** `tf.conj(x)` of real numbers: themselves. */
export function conj(tf: Context, x: TensorLike, { name }: Named = {}): Tensor {
  const real = (t: Tensor): boolean => isFloating(t.dtype) || isInteger(t.dtype);
  if (x instanceof Tensor && real(x)) return x;
  return tf.within(name ?? 'Conj', (own) => {
    const t = tf.convert(x, { name: 'x' });
    return real(t) ? t : tf.gen('Conj', [t], NONE, own);
  });
}
export const real = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Real', (own) => {
  const t = tf.convert(input, { name: 'input' });
  return t.dtype.startsWith('complex') ? tf.gen('Real', [t], { Tout: t.dtype === 'complex64' ? 'float32' : 'float64' }, own) : t;
});
export const imag = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Imag', (own) => {
  const t = tf.convert(input, { name: 'input' });
  return t.dtype.startsWith('complex') ? tf.gen('Imag', [t], { Tout: t.dtype === 'complex64' ? 'float32' : 'float64' }, own) : zerosLike(tf, t);
});
export const angle = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Angle', (own) => {
  const t = tf.convert(input, { name: 'input' });
  if (t.dtype.startsWith('complex')) return tf.gen('Angle', [t], { Tout: t.dtype === 'complex64' ? 'float32' : 'float64' }, own);
  const negative = tf.gen('Less', [t, 0]);
  const pi = reflected(tf, 'mul', onesLike(tf, t), Math.PI);
  return tf.gen('Select', [negative, pi, zerosLike(tf, t)], NONE, 'Select');
});

/** `tf.math.reciprocal_no_nan(x)` */
export const reciprocalNoNan = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'reciprocal_no_nan', (own) => {
  const t = tf.convert(x, { name: 'x' });
  return tf.op('DivNoNan', [tf.constant(tensor(t.dtype, [], [1]), 'one'), t], NONE, own);
});

/** Functions that wrap their op in a scope of another name: `tf.math.xdivy(x, y)` and others. */
export const scoped = (scope: string, type: string) => (tf: Context, ...args: unknown[]): Tensor => {
  const { name } = args[args.length - 1] as Named;
  return tf.within(name ?? scope, () => tf.gen(type, args.slice(0, -1)));
};

/** `tf.math.erfcinv(x)` */
export const erfcinv = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'erfcinv', () => {
  const t = tf.convert(x, { name: 'start' });
  const half = reflected(tf, 'mul', t, 0.5);
  const inner = tf.within('ndtri', () => tf.gen('Ndtri', [half]));
  return operator(tf, 'mul', tf.op('Neg', [inner], NONE, 'Neg'), Math.SQRT1_2);
});

/** `tf.math.polyval(coeffs, x)` */
export function polyval(tf: Context, coeffs: readonly TensorLike[], x: TensorLike, { name }: Named = {}): Tensor {
  if (!Array.isArray(coeffs)) fail('ValueError', `Argument coeffs must be list type. Received type ${typeof coeffs}.`);
  return tf.within(name ?? 'polyval', (own) => {
    const t = tf.convert(x, { name: 'x' });
    if (coeffs.length === 0) return zerosLike(tf, t, own);
    const [first, ...rest] = coeffs.map((c, i) => tf.convert(c, { name: `coeff_${i}` }));
    return rest.reduce((p, c) => operator(tf, 'add', c, operator(tf, 'mul', p, t)), first);
  });
}

// --- sums of lists -----------------------------------------------------------------------------------------------------

const ADD_N = 'Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape.';

/** `tf.add_n(inputs)`: a single input is returned as it is, unless it gets a name. */
export function addN(tf: Context, inputs: unknown, { name }: Named = {}): Tensor {
  if (inputs instanceof Tensor) return fail('OperatorNotAllowedInGraphError', 'Iterating over a symbolic `tf.Tensor` is not allowed.');
  if (!Array.isArray(inputs) || inputs.length === 0) return fail('ValueError', ADD_N);
  const parts = inputs.map((v) => (v === null ? fail('ValueError', ADD_N) : tensorOrSlices(tf, v)));
  if (parts.length > 1) return tf.gen('AddN', [parts], NONE, name);
  const only = tf.convert(parts[0]);
  return name ? tf.op('Identity', [only], NONE, name) : only;
}

/** `tf.accumulate_n(inputs)`: add_n with checks. */
export function accumulateN(tf: Context, inputs: unknown, { shape, tensor_dtype, name }: { shape?: unknown; tensor_dtype?: unknown } & Named = {}): Tensor {
  const message = 'inputs must be a list of at least one Tensor with the same dtype and shape';
  if (!Array.isArray(inputs) || inputs.length === 0) return fail('ValueError', message);
  const parts = inputs.map((v) => tensorOrSlices(tf, v));
  if (parts.some((p) => !(p instanceof Tensor) || p.dtype !== parts[0].dtype)) return fail('ValueError', message);
  if (tensor_dtype !== null && tensor_dtype !== undefined && asDType(tensor_dtype) !== parts[0].dtype) {
    return fail('TypeError', `The \`tensor_dtype\` argument is ${String(tensor_dtype)}, but \`input\` is of type ${parts[0].dtype}. These must be equal. Try casting the input to the desired type.`);
  }
  void shape;
  return addN(tf, parts, { name });
}

