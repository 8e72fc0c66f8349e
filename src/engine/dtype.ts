/** Element types, static shapes and host tensors. Not storage: that is heap.ts. */

export type DType = 'float32' | 'int32' | 'bool' | 'string';
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

/** A tensor in the host's hands: fed, fetched, or a constant's value. float32 and int32 data may be views on the heap. */
export interface Tensor { readonly dtype: DType; readonly shape: readonly number[]; readonly data: Data }
export type Data = Float32Array | Int32Array | Uint8Array | readonly string[];

/** Bytes of one element. Strings count as 24, the size of TensorFlow's tstring. */
export const elementBytes = (dtype: DType): number => (dtype === 'bool' ? 1 : dtype === 'string' ? 24 : 4);

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** `[None, 10]` as Python prints a shape; `<unknown>` without one. */
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

/** A float32 tensor over the given data (not copied). */
export const f32 = (shape: readonly number[], data: ArrayLike<number>): Tensor =>
  ({ dtype: 'float32', shape, data: data instanceof Float32Array ? data : Float32Array.from(data) });
/** An int32 tensor over the given data (not copied). */
export const i32 = (shape: readonly number[], data: ArrayLike<number>): Tensor =>
  ({ dtype: 'int32', shape, data: data instanceof Int32Array ? data : Int32Array.from(data) });
