/**
 * Element types, static shapes and host tensors. Not storage: that is heap.ts.
 * int64 is held in a Float64Array: integers are exact up to 2^53, and what is greater is refused where it enters.
 * A string element is a byte string: one character a byte. float16 and bfloat16 are held as float32.
 */

export type DType =
  | 'float32' | 'float64' | 'int32' | 'int64' | 'bool' | 'string' | 'uint8' | 'int8' | 'int16' | 'uint16' | 'uint32' | 'uint64'
  | 'float16' | 'bfloat16' | 'complex64' | 'complex128' | 'resource' | 'variant';
/** A static shape; null for a dimension that is not known before a run. A whole shape may be unknown too (null). */
export type Shape = readonly (number | null)[];

/** What is known of an output before any run. Interned: equal statics are the same object. */
export interface Static {
  readonly id: number;
  readonly dtype: DType;
  readonly shape: Shape | null;
  /** Elements, or -1 where a dimension is not known. */
  readonly size: number;
}

/** A tensor in the host's hands: fed, fetched, or a constant's value. Its numbers may be views on the heap. */
export interface Tensor { readonly dtype: DType; readonly shape: readonly number[]; readonly data: Data }
export type Numbers = Float32Array | Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;
export type Data = Numbers | readonly string[];
type NumbersType = { new (length: number): Numbers; from(values: ArrayLike<number>): Numbers; readonly BYTES_PER_ELEMENT: number };

/** The array that holds the elements of a numeric dtype. complex and variant have none: they are shown, not run. */
const ARRAYS: Partial<Record<DType, NumbersType>> = {
  float32: Float32Array, float64: Float64Array, int32: Int32Array, int64: Float64Array, uint64: Float64Array, bool: Uint8Array, uint8: Uint8Array,
  int8: Int8Array, int16: Int16Array, uint16: Uint16Array, uint32: Uint32Array, float16: Float32Array, bfloat16: Float32Array, resource: Int32Array, variant: Int32Array,
};

export function arrayType(dtype: DType): NumbersType {
  const found = ARRAYS[dtype];
  if (!found) throw Object.assign(new Error(`Values of dtype ${dtype} cannot be computed here: they can only be shown.`), { kind: 'UnimplementedError' });
  return found;
}

/** Bytes of one element as the engine holds it. Strings count as 24, the size of TensorFlow's tstring. */
export const elementBytes = (dtype: DType): number => (dtype === 'string' ? 24 : (ARRAYS[dtype]?.BYTES_PER_ELEMENT ?? 16));

export const isFloating = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float64' || dtype === 'float16' || dtype === 'bfloat16';
export const isInteger = (dtype: DType): boolean => /^u?int/.test(dtype);

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** A dtype as TensorFlow's C++ names it. */
export const cppName = (dtype: DType): string => ({ float32: 'float', float64: 'double', float16: 'half' } as Partial<Record<DType, string>>)[dtype] ?? dtype;

/** `[2,?]` as TensorFlow's C++ prints a shape; `<unknown>` without one. */
export const showDims = (shape: Shape | null): string => (shape === null ? '<unknown>' : `[${shape.map((d) => d ?? '?').join(',')}]`);

/** `(?, 10)` as Python prints a shape of version 1; `<unknown>` without one. */
export function showShape(shape: Shape | null): string {
  if (shape === null) return '<unknown>';
  const parts = shape.map((d) => (d === null ? '?' : String(d)));
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
}

const table = new Map<string, Static>();

/** The interned static of a dtype and shape. */
export function staticOf(dtype: DType, shape: Shape | null): Static {
  const key = shape === null ? `${dtype}?` : `${dtype}${shape.join(',')};${shape.length}`;
  let found = table.get(key);
  if (!found) {
    const size = shape === null || shape.includes(null) ? -1 : sizeOf(shape as number[]);
    found = Object.freeze({ id: table.size, dtype, shape: shape === null ? null : Object.freeze([...shape]), size });
    table.set(key, found);
  }
  return found;
}

export const isFull = (shape: Shape | null): shape is readonly number[] => shape !== null && !shape.includes(null);

/** A tensor of any numeric dtype over the given data (not copied where it has the right type already). */
export function tensor(dtype: DType, shape: readonly number[], data: ArrayLike<number>): Tensor {
  const type = arrayType(dtype);
  return { dtype, shape, data: data instanceof (type as unknown as typeof Float32Array) ? data : type.from(data) };
}
/** A float32 tensor over the given data (not copied). */
export const f32 = (shape: readonly number[], data: ArrayLike<number>): Tensor => tensor('float32', shape, data);
/** An int32 tensor over the given data (not copied). */
export const i32 = (shape: readonly number[], data: ArrayLike<number>): Tensor => tensor('int32', shape, data);
/** A bool tensor. */
export const bools = (shape: readonly number[], data: readonly (boolean | number)[]): Tensor => tensor('bool', shape, Uint8Array.from(data, Number));
/** A tensor of byte strings. */
export const texts = (shape: readonly number[], data: readonly string[]): Tensor => ({ dtype: 'string', shape, data });
