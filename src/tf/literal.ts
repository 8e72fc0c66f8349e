/** Python literals as host tensors: nested lists, numbers, arrays, with the dtype that TensorFlow gives them (framework/constant_op.py, tensor_util.py). */
import { arrayType, isFloating, isInteger, type DType, type Tensor } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import { Dimension, TensorShape } from './shape.ts';
import { Float, Ndarray } from './values.ts';

export type Literal = number | boolean | string | Float | Ndarray | Uint8Array | Tensor | readonly Literal[];

export const isHostTensor = (v: unknown): v is Tensor => typeof v === 'object' && v !== null && 'data' in v && 'dtype' in v && 'shape' in v && !(v instanceof Ndarray);

const fail = (message: string): never => { throw new TensorFlowError('TypeError', message); };

type Kind = 'bool' | 'int' | 'float' | 'string';
const kindOf = (v: unknown): Kind => {
  if (typeof v === 'boolean') return 'bool';
  if (v instanceof Float) return 'float';
  if (typeof v === 'number') return Number.isInteger(v) ? 'int' : 'float';
  if (typeof v === 'bigint') return 'int';
  if (typeof v === 'string' || v instanceof Uint8Array) return 'string';
  return fail(`Failed to convert elements of ${String(v)} to Tensor. Consider casting elements to a supported type. See (link) for supported TF dtypes.`);
};

/** A string element: UTF-8 bytes, one character each. */
function bytes(v: string | Uint8Array): string {
  const raw = typeof v === 'string' ? new TextEncoder().encode(v) : v;
  let out = '';
  for (const b of raw) out += String.fromCharCode(b);
  return out;
}

const unknownDim = (): never => { throw new TensorFlowError('ValueError', 'Cannot convert an unknown Dimension to a Tensor: ?'); };
/** The dimensions of a shape, all of which must be known. */
function known(shape: TensorShape): readonly number[] {
  if (!shape.dims || shape.dims.includes(null)) throw new TensorFlowError('ValueError', `Cannot convert a partially known TensorShape ${String(shape)} to a Tensor.`);
  return shape.dims as readonly number[];
}

/** Elements in row-major order and the shape of nested lists. Throws ValueError where rows differ in length. */
function flatten(value: unknown): { flat: unknown[]; shape: number[] } {
  if (value instanceof TensorShape) return flatten(known(value));
  if (value instanceof Dimension) return { flat: [value.value ?? unknownDim()], shape: [] };
  if (!Array.isArray(value)) return value instanceof Ndarray ? { flat: Array.from(value.data as ArrayLike<unknown>), shape: [...value.shape] } : { flat: [value], shape: [] };
  const parts = value.map(flatten);
  const inner = parts[0]?.shape ?? [];
  for (const p of parts) {
    if (p.shape.join() !== inner.join()) throw new TensorFlowError('ValueError', "Can't convert non-rectangular Python sequence to Tensor.");
  }
  return { flat: parts.flatMap((p) => p.flat), shape: [value.length, ...inner] };
}

/** The dtype of the array inside nested lists, where there is one: numpy decides then. */
function arrayDtype(value: unknown): DType | null {
  if (value instanceof Ndarray) return value.dtype as DType;
  if (!Array.isArray(value)) return null;
  for (const v of value) {
    const found = arrayDtype(v);
    if (found) return found;
  }
  return null;
}

const KINDS: Readonly<Record<Kind, DType>> = { bool: 'bool', int: 'int32', float: 'float32', string: 'string' };
const EXPECT = (dtype: DType, v: unknown): never => {
  const shown = v instanceof Float ? `${v.value}.0` : typeof v === 'boolean' ? (v ? 'True' : 'False') : typeof v === 'string' ? `'${v}'` : String(v);
  const type = { bool: 'bool', int: 'int', float: 'float', string: 'str' }[kindOf(v)];
  return fail(`Expected ${dtype}, but got ${shown} of type '${type}'.`);
};

function checkKind(v: unknown, dtype: DType): void {
  const kind = kindOf(v);
  const ok = dtype === 'string' ? kind === 'string'
    : dtype === 'bool' ? kind === 'bool'
      : isInteger(dtype) ? kind === 'int'
        : isFloating(dtype) || dtype.startsWith('complex') ? kind === 'int' || kind === 'float' : false;
  if (!ok) EXPECT(dtype, v);
}

const toNumber = (v: unknown): number => (v instanceof Float ? v.value : Number(v));

/** Whether an array of numbers can hold an integer tensor exactly. */
function checkRange(data: readonly number[], dtype: DType): void {
  for (const v of data) {
    if (dtype === 'int32' && (v > 2147483647 || v < -2147483648)) throw new TensorFlowError('ValueError', `Invalid Tensor value: ${v} is out of range for int32`);
    if ((dtype === 'int64' || dtype === 'uint64') && !Number.isSafeInteger(v)) throw new TensorFlowError('ValueError', `The integer ${v} is greater than 2^53, which is the most that this playground holds exactly`);
  }
}

/**
 * The host tensor of a literal. `dtype`: what it must become, else Python's rule: bool, int32, float32 or string, and an array's own.
 * Throws TypeError or ValueError with TensorFlow's words.
 */
export function literal(value: unknown, dtype: DType | null = null): Tensor {
  if (isHostTensor(value) && (dtype === null || value.dtype === dtype)) return value;
  if (value === null || value === undefined) throw new TensorFlowError('ValueError', 'None values not supported.');
  const source = isHostTensor(value) ? new Ndarray(value.dtype, value.shape, value.data) : value;
  const own = value instanceof TensorShape ? 'int32' : arrayDtype(source);
  const { flat, shape } = flatten(source);
  const wanted = dtype ?? own ?? KINDS[widest(flat)];
  if (wanted === 'string') return { dtype: 'string', shape, data: flat.map((v) => (own === 'string' ? (v as string) : (checkKind(v, 'string'), bytes(v as string)))) };
  if (own === null) for (const v of flat) if (dtype !== null || typeof v !== 'boolean') checkKind(v, wanted);
  else if (own === 'string') EXPECT(wanted, flat[0]);
  const numbers = flat.map(toNumber);
  if (own === null && dtype === null && wanted === 'int32' && numbers.some((v) => v > 2147483647 || v < -2147483648)) return literal(source, 'int64');
  if (isInteger(wanted)) checkRange(numbers, wanted);
  return { dtype: wanted, shape, data: arrayType(wanted).from(numbers) };
}

function widest(flat: readonly unknown[]): Kind {
  if (flat.length === 0) return 'float';
  const kinds = new Set(flat.map(kindOf));
  if (kinds.size === 1) return [...kinds][0];
  // numpy decides: booleans among numbers count as such, and a string among them makes all of them strings, which TensorFlow refuses.
  if (!kinds.has('string')) return kinds.has('float') ? 'float' : 'int';
  return fail(`Failed to convert elements of [${flat.map((v) => (typeof v === 'string' ? `'${v}'` : v instanceof Float ? `${v.value}.0` : String(v))).join(', ')}] to Tensor. Consider casting elements to a supported type. See (link) for supported TF dtypes.`);
}
