/** Arrays between three worlds: numpy-ts (what Python's ndarrays are), `Ndarray` (what tf/ takes) and host tensors (what tf/ returns). */
import { NDArray, zeros, type DType as NpDType } from 'numpy-ts';
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import { Ndarray } from '../tf/binding.ts';
import { FedTensor } from '../tf/values.ts';
import { NpScalar } from './values.ts';

export const isNd = (v: unknown): v is NDArray => v instanceof NDArray;
export const isHost = (v: unknown): v is HostTensor =>
  typeof v === 'object' && v !== null && !(v instanceof NDArray) && !(v instanceof Ndarray) && 'data' in v && 'dtype' in v && 'shape' in v;

type Numbers = ArrayLike<number> | ArrayLike<bigint>;

type Elements = ArrayLike<number | bigint> & { subarray(from: number, to: number): Elements; slice(): Elements };

/** Elements in row-major order; perhaps the array's own. numpy-ts' own ways of flattening overlook the offset of views. */
export function flat(a: NDArray): ArrayLike<number | bigint> {
  const { storage } = a;
  const { shape, strides, offset, size } = storage;
  const data = storage.data as unknown as Elements;
  if (storage.isCContiguous) return data.subarray(offset, offset + size);
  const out = data.constructor as unknown as { new (n: number): { [i: number]: number | bigint; length: number } };
  const made = new out(size);
  const n = shape.length;
  const at = new Array<number>(n).fill(0);
  let from = offset;
  for (let i = 0; i < size; i++) {
    made[i] = data[from];
    for (let d = n - 1; d >= 0; d--) {
      from += strides[d];
      if (++at[d] < shape[d]) break;
      from -= strides[d] * shape[d];
      at[d] = 0;
    }
  }
  return made;
}

/** Elements in row-major order, copied. */
const elements = (a: NDArray): ArrayLike<number | bigint> => (flat(a) as Elements).slice();

/** The array itself, or a copy where it is a view: what numpy-ts' functions are given. */
export function whole(a: NDArray): NDArray {
  const { storage } = a;
  return storage.isCContiguous && storage.offset === 0 && storage.data.length === storage.size ? a : fill(a.dtype, a.shape, flat(a));
}

/** An array for tf/. 64-bit integers become numbers where they fit. */
export function toNdarray(a: NDArray): Ndarray {
  const data = elements(a);
  return new Ndarray(a.dtype, [...a.shape], typeof data[0] === 'bigint' ? Array.from(data as ArrayLike<bigint>, (v) => (v >= -9007199254740991n && v <= 9007199254740991n ? Number(v) : v)) : data);
}

/** A fresh array of a dtype, filled with numbers in row-major order; cut to whole ones, or to 0 and 1, where the dtype asks for it. */
export function fill(dtype: string, shape: readonly number[], data: ArrayLike<number | bigint | boolean>): NDArray {
  const made = zeros([...shape], dtype as NpDType);
  const target = made.data as unknown as { [i: number]: number | bigint; length: number; set?(from: Numbers): void };
  const n = data.length;
  if (dtype === 'int64' || dtype === 'uint64') {
    for (let i = 0; i < n; i++) {
      const v = data[i];
      target[i] = typeof v === 'bigint' ? v : typeof v === 'number' ? (Number.isFinite(v) ? BigInt(Math.trunc(v)) : -9223372036854775808n) : BigInt(v);
    }
  } else if (dtype === 'bool') for (let i = 0; i < n; i++) target[i] = data[i] ? 1 : 0;
  else for (let i = 0; i < n; i++) target[i] = Number(data[i]);
  return made;
}

/** The numpy array of a fetched tensor. Its numbers are copied: they may be views on the engine's heap. */
export function fromHostTensor(t: HostTensor | Ndarray): NDArray {
  const dtype = t.dtype === 'bfloat16' ? 'float32' : t.dtype;
  return fill(dtype, t.shape, t.data as ArrayLike<number>);
}

/** A rank-0 or string tensor as it is written for Python; null for other arrays, and for what was fed. */
export function scalarOf(t: HostTensor | Ndarray): NpScalar | string | null {
  const data = t.data as ArrayLike<number | bigint | boolean | string>;
  if (t.dtype === 'string' || typeof data[0] === 'string') {
    const given = t instanceof FedTensor ? t.items : null;
    const one = (v: unknown, i: number): string => (typeof given?.[i] === 'string' ? JSON.stringify(given[i]) : `{"b":${JSON.stringify(v)}}`);
    if (t.shape.length === 0) return one(data[0], 0);
    return `{"S":["object",${JSON.stringify(t.shape)},[${Array.from(data, one).join(',')}]]}`;
  }
  if (t.shape.length > 0 || t instanceof FedTensor) return null;
  const v = data[0];
  return new NpScalar(t.dtype, t.dtype === 'bool' ? Boolean(v) : v);
}

