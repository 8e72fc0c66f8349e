/** What numpy's tables share: Python values as arrays, result types as NumPy 1.26 chooses them, scalars out of arrays of rank 0. */
import { NDArray, type DType } from 'numpy-ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Float, Ndarray, Slice, Tuple } from '../../tf/binding.ts';
import { Tensor } from '../../tf/graph.ts';
import { fill, flat } from '../arrays.ts';
import { NpScalar } from '../values.ts';

export type Nd = NDArray;
export const isNd = (v: unknown): v is Nd => v instanceof NDArray;
export const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

const ALIASES: Readonly<Record<string, DType>> = {
  float: 'float64', int: 'int64', bool: 'bool', double: 'float64', single: 'float32', half: 'float16', uint: 'uint64', f4: 'float32', f8: 'float64', i4: 'int32', i8: 'int64', u1: 'uint8',
  f: 'float32', d: 'float64', i: 'int32', l: 'int64', q: 'int64', b: 'int8', B: 'uint8', '?': 'bool', i1: 'int8', i2: 'int16', u2: 'uint16', u4: 'uint32', u8: 'uint64', f2: 'float16', bool_: 'bool', complex: 'complex128',
};
const DTYPES: ReadonlySet<string> = new Set(['float64', 'float32', 'float16', 'complex128', 'complex64', 'int64', 'int32', 'int16', 'int8', 'uint64', 'uint32', 'uint16', 'uint8', 'bool']);

/** The dtype that a name, a Python type or a tf.DType (anything with a `name`) means. */
export function dtypeOf(v: unknown): DType {
  const name = typeof v === 'object' && v !== null && 'name' in v ? String(v.name) : v;
  const plain = typeof name === 'string' ? name.replace(/^[<>=|]/, '') : '';
  if (DTYPES.has(plain)) return plain as DType;
  return ALIASES[plain] ?? fail('TypeError', `data type '${String(v)}' not understood: the playground's numpy has ${[...DTYPES].join(', ')}`);
}
export const dtypeOr = (v: unknown, otherwise: DType): DType => (v === null || v === undefined ? otherwise : dtypeOf(v));

export const kindOf = (d: DType): number => (d === 'bool' ? 0 : d.includes('int') ? 1 : d.startsWith('float') ? 2 : 3);
export const isInt = (d: DType): boolean => kindOf(d) === 1;
const BITS: Readonly<Record<string, number>> = { bool: 1, int8: 8, uint8: 8, int16: 16, uint16: 16, int32: 32, uint32: 32, int64: 64, uint64: 64, float16: 16, float32: 32, float64: 64, complex64: 64, complex128: 128 };
/** `np.promote_types`. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  const [low, high] = kindOf(a) <= kindOf(b) ? [a, b] : [b, a];
  if (low === 'bool') return high;
  if (kindOf(low) === 1 && kindOf(high) === 1) {
    if (low.startsWith('u') === high.startsWith('u')) return BITS[low] > BITS[high] ? low : high;
    const [u, i] = low.startsWith('u') ? [low, high] : [high, low];
    const bits = BITS[i] > BITS[u] ? BITS[i] : BITS[u] * 2;
    return bits > 64 ? 'float64' : (`int${bits}` as DType);
  }
  // A float must hold the integers: 8 bits need 16, 16 need 32, more need 64. A complex number holds two floats.
  const need = (d: DType): number => (kindOf(d) === 3 ? BITS[d] / 2 : kindOf(d) === 2 ? BITS[d] : BITS[d] === 8 ? 16 : BITS[d] === 16 ? 32 : 64);
  const bits = Math.max(need(low), need(high));
  return kindOf(high) === 3 ? (bits > 32 ? 'complex128' : 'complex64') : (`float${bits}` as DType);
}

/** Most bytes of one array. */
const LIMIT = 1 << 29;
const BYTES: Readonly<Record<string, number>> = { float64: 8, int64: 8, uint64: 8, complex128: 16, complex64: 8, float32: 4, int32: 4, uint32: 4, float16: 2, int16: 2, uint16: 2 };
export const itemsize = (d: string): number => BYTES[d] ?? 1;

/** Refuses arrays that would not fit, in NumPy's words. */
export function checkSize(shape: readonly number[], dtype: string): void {
  const size = shape.reduce((a, b) => a * b, 1) * itemsize(dtype);
  if (shape.some((d) => d < 0)) fail('ValueError', 'negative dimensions are not allowed');
  if (size > LIMIT) {
    const unit = size >= 1 << 30 ? `${(size / 2 ** 30).toPrecision(3)} GiB` : `${(size / 2 ** 20).toPrecision(3)} MiB`;
    fail('MemoryError', `Unable to allocate ${unit} for an array with shape ${showShape(shape)} and data type ${dtype}`);
  }
}
export const showShape = (shape: readonly number[]): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`);

/** A shape given as a number or a sequence. */
export function shapeOf(v: unknown): number[] {
  if (isNd(v)) return v.shape.length === 0 ? [int(v)] : Array.from(v.data as ArrayLike<number | bigint>, Number);
  return Array.isArray(v) ? v.map((d) => int(d)) : [int(v)];
}

/** An integer argument. */
export function int(v: unknown, what = 'value'): number {
  if (typeof v === 'number' && Number.isInteger(v)) return v;
  if (typeof v === 'bigint') return Number(v);
  if (typeof v === 'boolean') return Number(v);
  if (v instanceof Ndarray && v.shape.length === 0 && !v.dtype.startsWith('float')) return Number(v.data[0]);
  if (isNd(v) && v.size === 1 && kindOf(v.dtype) < 2) return Number(flat(v)[0]);
  if (v instanceof Float || typeof v === 'number') return fail('TypeError', `'float' object cannot be interpreted as an integer`);
  return fail('TypeError', `expected an integer as ${what}, got ${show(v)}`);
}
export const intOrNull = (v: unknown): number | null => (v === null || v === undefined ? null : int(v));

export const show = (v: unknown): string => (v === null || v === undefined ? 'None' : Array.isArray(v) ? 'a sequence' : typeof v === 'object' ? (v.constructor?.name ?? 'object') : String(v));

/** A real number argument. */
export function num(v: unknown): number {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean' || typeof v === 'bigint') return Number(v);
  if (v instanceof Float) return v.value;
  if (v instanceof Ndarray && v.shape.length === 0) return Number(v.data[0]);
  if (isNd(v) && v.size === 1) return Number(flat(v)[0]);
  return fail('TypeError', `must be real number, not ${show(v)}`);
}

/** The dtype of one Python value, or null for a sequence. */
function scalarType(v: unknown): DType | null {
  if (typeof v === 'boolean') return 'bool';
  if (v instanceof Float) return 'float64';
  if (typeof v === 'number') return Number.isInteger(v) ? 'int64' : 'float64';
  if (typeof v === 'bigint') return v > 9223372036854775807n ? 'uint64' : 'int64';
  if (v instanceof Ndarray && v.shape.length === 0) return v.dtype as DType;
  return null;
}

function measure(v: unknown, at: { shape: number[] | null; dtype: DType | null }, depth: number): number[] {
  if (isNd(v)) {
    at.dtype = at.dtype === null ? v.dtype : promote(at.dtype, v.dtype);
    return [...v.shape];
  }
  if (Array.isArray(v)) {
    let inner: number[] | null = null;
    for (const item of v) {
      const s = measure(item, at, depth + 1);
      if (inner === null) inner = s;
      else if (inner.length !== s.length || inner.some((d, i) => d !== s[i])) {
        fail('ValueError', `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${depth + 1} dimensions. The detected shape was ${showShape([v.length])} + inhomogeneous part.`);
      }
    }
    return [v.length, ...(inner ?? [])];
  }
  const t = scalarType(v);
  if (v instanceof Tensor) fail('NotImplementedError', `Cannot convert a symbolic tf.Tensor (${v.name}) to a numpy array. This error may indicate that you're trying to pass a Tensor to a NumPy call, which is not supported.`);
  if (t === null) return typeof v === 'string' || v instanceof Uint8Array ? fail('TypeError', "the playground's numpy has numbers only: arrays of strings are not available") : fail('TypeError', `float() argument must be a string or a real number, not '${v === null || v === undefined ? 'NoneType' : show(v)}'`);
  at.dtype = at.dtype === null ? t : promote(at.dtype, t);
  return [];
}

function pour(v: unknown, into: (number | bigint | boolean)[]): void {
  if (isNd(v)) for (const x of Array.from(flat(v))) into.push(x);
  else if (Array.isArray(v)) for (const item of v) pour(item, into);
  else if (v instanceof Float) into.push(v.value);
  else if (v instanceof Ndarray) into.push(v.data[0] as number);
  else into.push(v as number);
}

/** `np.asarray(v, dtype)`. */
export function nd(v: unknown, dtype: unknown = null): Nd {
  const want = dtype === null || dtype === undefined ? null : dtypeOf(dtype);
  if (isNd(v)) return want === null || v.dtype === want ? v : made(want, v.shape, flat(v));
  const at: { shape: number[] | null; dtype: DType | null } = { shape: null, dtype: null };
  const shape = measure(v, at, 0);
  const type = want ?? at.dtype ?? 'float64';
  checkSize(shape, type);
  const items: (number | bigint | boolean)[] = [];
  pour(v, items);
  return made(type, shape, items);
}

/** An array of numbers; cuts to whole ones where the dtype asks for it. */
export const made = (dtype: DType, shape: readonly number[], data: ArrayLike<number | bigint | boolean>): Nd => fill(dtype, shape, data);

/** Whether NumPy 1.26 lets the other operand decide the dtype. */
export const isScalar = (v: unknown): boolean => (isNd(v) ? v.ndim === 0 : !Array.isArray(v));

/** `np.result_type` of 1.26: scalars count only where their kind is higher than the arrays'. */
export function resultType(values: readonly unknown[]): DType {
  const types = values.map((v) => (isNd(v) ? v.dtype : (scalarType(v) ?? nd(v).dtype)));
  const arrays = types.filter((_, i) => !isScalar(values[i]));
  const scalars = types.filter((_, i) => isScalar(values[i]));
  if (arrays.length === 0 || scalars.length === 0) return types.reduce(promote);
  const common = arrays.reduce(promote);
  const high = Math.max(...scalars.map(kindOf));
  if (high > kindOf(common)) return types.reduce(promote);
  if (high === 1 && isInt(common)) return scalars.reduce((t, _, i) => widen(t, values.filter(isScalar)[i]), common);
  return common;
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = { int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767], uint16: [0, 65535], int32: [-2147483648, 2147483647], uint32: [0, 4294967295] };
/** The dtype that holds an integer scalar beside an array's. */
function widen(dtype: DType, v: unknown): DType {
  const range = RANGES[dtype];
  if (!range) return dtype;
  const x = num(v);
  if (x >= range[0] && x <= range[1]) return dtype;
  const smallest = x < 0 ? ['int8', 'int16', 'int32'] : ['uint8', 'uint16', 'uint32'];
  const fits = smallest.find((d) => x >= RANGES[d][0] && x <= RANGES[d][1]) ?? 'int64';
  return promote(dtype, fits as DType);
}

/** What NumPy returns for a result: a scalar for rank 0. */
export function out(v: unknown, dtype?: DType): unknown {
  if (isNd(v)) return v.ndim === 0 ? new NpScalar(v.dtype, element(v)) : dtype && v.dtype !== dtype ? v.astype(dtype) : v;
  if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean') return new NpScalar(dtype ?? (typeof v === 'boolean' ? 'bool' : typeof v === 'bigint' ? 'int64' : 'float64'), dtype === 'bool' ? Boolean(v) : v);
  return v;
}
const element = (v: Nd): number | bigint | boolean => {
  const x = flat(v)[0];
  return v.dtype === 'bool' ? Boolean(x) : x;
};

/** An axis counted from the front. Throws AxisError's words. */
export function axisOf(axis: number, ndim: number): number {
  if (axis < -ndim || axis >= ndim) fail('AxisError', `axis ${axis} is out of bounds for array of dimension ${ndim}`);
  return axis < 0 ? axis + ndim : axis;
}

export { Float, Ndarray, NpScalar, Slice, Tuple };
