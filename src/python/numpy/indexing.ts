/** NumPy's indexing: integers, slices, `...`, None, arrays of integers and masks, for reading and for writing. Basic indices give views. */
import { NDArray, type DType } from 'numpy-ts';
import { ELLIPSIS } from '../../tf/binding.ts';
import { flat } from '../arrays.ts';
import { fail, int, made, nd, Ndarray, Slice, type Nd } from './core.ts';

type Storage = Nd['storage'];
type StorageMaker = { fromData(data: unknown, shape: number[], dtype: DType, strides: number[], offset: number): Storage; fromDataShared(data: unknown, shape: number[], dtype: DType, strides: number[], offset: number, region: unknown): Storage };

/** A view on an array's own data. */
export function view(a: Nd, shape: number[], strides: number[], offset: number): Nd {
  const { storage } = a;
  const maker = storage.constructor as unknown as StorageMaker;
  return NDArray.fromStorage(maker.fromDataShared(storage.data, shape, storage.dtype, strides, offset, (storage as unknown as { wasmRegion: unknown }).wasmRegion), a);
}

type Item = { at: number } | { slice: Slice } | { fresh: true } | { array: Nd };

/** The parts of an index, with `...` spread out and masks as integer arrays. */
function parts(a: Nd, key: unknown): Item[] {
  const list = Array.isArray(key) && 'type' in key ? (key as unknown[]) : [key];
  const items: Item[] = [];
  let ellipsis = -1;
  let used = 0;
  for (const k of list) {
    if (k === ELLIPSIS) {
      if (ellipsis >= 0) fail('IndexError', "an index can only have a single ellipsis ('...')");
      ellipsis = items.length;
    } else if (k === null) items.push({ fresh: true });
    else if (k instanceof Slice) { items.push({ slice: k }); used++; }
    else if (typeof k === 'number' || typeof k === 'bigint' || (k instanceof Ndarray && k.dtype !== 'bool')) { items.push({ at: int(k) }); used++; }
    else if (typeof k === 'string') fail('IndexError', 'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices');
    else {
      const array = typeof k === 'boolean' || k instanceof Ndarray ? nd(k) : Array.isArray(k) && k.length === 0 ? nd([], 'int64') : nd(k);
      if (array.dtype === 'bool') {
        const found = nonzero(array);
        for (let d = 0; d < array.ndim; d++) if (array.shape[d] !== a.shape[used + d]) fail('IndexError', `boolean index did not match indexed array along dimension ${used + d}; dimension is ${a.shape[used + d]} but corresponding boolean dimension is ${array.shape[d]}`);
        if (array.ndim === 0) { items.push({ fresh: true }, { array: made('int64', [found.length === 0 ? 0 : 1], found.length === 0 ? [] : [0]) }); continue; }
        found.forEach((f) => items.push({ array: made('int64', [f.length], f) }));
        used += array.ndim;
      } else {
        if (array.dtype.startsWith('float')) fail('IndexError', 'arrays used as indices must be of integer (or boolean) type');
        items.push({ array });
        used++;
      }
    }
  }
  // Beside an array an integer is an array too: it decides where the indexed dimensions go.
  if (items.some((i) => 'array' in i)) items.forEach((i, k) => { if ('at' in i) items[k] = { array: made('int64', [], [i.at]) }; });
  if (used > a.ndim) fail('IndexError', `too many indices for array: array is ${a.ndim}-dimensional, but ${used} were indexed`);
  const rest: Item[] = Array.from({ length: a.ndim - used }, () => ({ slice: new Slice(null, null, null) }));
  items.splice(ellipsis >= 0 ? ellipsis : items.length, 0, ...rest);
  return items;
}

/** Indices of what is not zero, one list a dimension. */
export function nonzero(a: Nd): number[][] {
  const items = flat(a);
  const out: number[][] = Array.from({ length: a.ndim }, () => []);
  for (let i = 0; i < items.length; i++) {
    if (!items[i]) continue;
    let rest = i;
    for (let d = a.ndim - 1; d >= 0; d--) {
      out[d].push(rest % a.shape[d]);
      rest = Math.floor(rest / a.shape[d]);
    }
  }
  return out;
}

/** `slice.indices(n)`: start, step and count. */
export function sliceOf({ start, stop, step }: Slice, n: number): { start: number; step: number; count: number } {
  const by = step === null ? 1 : int(step);
  if (by === 0) fail('ValueError', 'slice step cannot be zero');
  const clamp = (v: unknown, otherwise: number): number => {
    if (v === null) return otherwise;
    const i = int(v);
    return i < 0 ? Math.max(i + n, by < 0 ? -1 : 0) : Math.min(i, by < 0 ? n - 1 : n);
  };
  const from = clamp(start, by < 0 ? n - 1 : 0);
  const to = clamp(stop, by < 0 ? -1 : n);
  return { start: from, step: by, count: Math.max(0, Math.ceil((to - from) / by)) };
}

const within = (i: number, n: number, axis: number): number => (i >= -n && i < n ? (i < 0 ? i + n : i) : fail('IndexError', `index ${i} is out of bounds for axis ${axis} with size ${n}`));

/** What an index selects: a view where it is basic; else the view that its basic parts leave, and the places of the arrays in it. */
function resolve(a: Nd, key: unknown): { base: Nd; arrays: { axis: number; array: Nd }[]; apart: boolean } {
  const { storage } = a;
  const shape: number[] = [];
  const strides: number[] = [];
  const arrays: { axis: number; array: Nd }[] = [];
  let offset = storage.offset;
  let axis = 0;
  let last = -2;
  let apart = false;
  parts(a, key).forEach((item, place) => {
    if ('fresh' in item) { shape.push(1); strides.push(0); return; }
    const n = a.shape[axis];
    const stride = storage.strides[axis];
    if ('at' in item) {
      offset += within(item.at, n, axis) * stride;
    } else if ('slice' in item) {
      const { start, step, count } = sliceOf(item.slice, n);
      if (count > 0) offset += start * stride;
      shape.push(count);
      strides.push(stride * step);
    } else {
      if (arrays.length > 0 && place !== last + 1) apart = true;
      last = place;
      arrays.push({ axis: shape.length, array: item.array });
      shape.push(n);
      strides.push(stride);
    }
    axis++;
  });
  return { base: view(a, shape, strides, offset), arrays, apart };
}

/** Where each element of an advanced index lies in the storage, and the result's shape. */
function places({ base, arrays, apart }: ReturnType<typeof resolve>): { shape: number[]; at: Int32Array } {
  const common: number[] = [];
  for (const { array } of arrays) {
    for (let i = 1; i <= array.ndim; i++) {
      const d = array.shape[array.ndim - i];
      const had = common[common.length - i];
      if (had === undefined) common.unshift(d);
      else if (had === 1) common[common.length - i] = d;
      else if (d !== 1 && d !== had) fail('IndexError', `shape mismatch: indexing arrays could not be broadcast together with shapes ${arrays.map((x) => `(${x.array.shape.join(',')}${x.array.ndim === 1 ? ',' : ''})`).join(' ')} `);
    }
  }
  const { storage } = base;
  const count = common.reduce((x, y) => x * y, 1);
  const own = new Int32Array(count);
  for (const { axis, array } of arrays) {
    const items = flat(array);
    const n = base.shape[axis];
    for (let i = 0; i < count; i++) {
      let rest = i;
      let from = 0;
      let scale = 1;
      for (let d = common.length - 1, e = array.ndim - 1; d >= 0; d--, e--) {
        const digit = rest % common[d];
        rest = Math.floor(rest / common[d]);
        if (e < 0) continue;
        if (array.shape[e] !== 1) from += digit * scale;
        scale *= array.shape[e];
      }
      own[i] += within(Number(items[from]), n, axis) * storage.strides[axis];
    }
  }
  const indexed = new Set(arrays.map((x) => x.axis));
  const first = apart ? 0 : arrays[0].axis;
  const before: number[] = [];
  const after: number[] = [];
  base.shape.forEach((_, d) => { if (!indexed.has(d)) (d < first ? before : after).push(d); });
  const shape = [...before.map((d) => base.shape[d]), ...common, ...after.map((d) => base.shape[d])];
  const at = new Int32Array(shape.reduce((x, y) => x * y, 1));
  const outer = offsets(base, before);
  const inner = offsets(base, after);
  let k = 0;
  for (const o of outer) for (let i = 0; i < count; i++) for (const p of inner) at[k++] = storage.offset + o + own[i] + p;
  return { shape, at };
}

/** Offsets of all elements over some dimensions, in row-major order. */
function offsets(a: Nd, dims: readonly number[]): number[] {
  let out = [0];
  for (const d of dims) {
    const next: number[] = [];
    for (const o of out) for (let i = 0; i < a.shape[d]; i++) next.push(o + i * a.storage.strides[d]);
    out = next;
  }
  return out;
}

/** `a[key]`. */
export function getItem(a: Nd, key: unknown): Nd {
  const found = resolve(a, key);
  if (found.arrays.length === 0) return found.base;
  const { shape, at } = places(found);
  const data = a.storage.data as unknown as ArrayLike<number | bigint>;
  return made(a.dtype, shape, Array.from(at, (i) => data[i]));
}

/** `a[key] = value`. */
export function setItem(a: Nd, key: unknown, value: unknown): void {
  const found = resolve(a, key);
  const { shape, at } = found.arrays.length === 0
    ? { shape: [...found.base.shape], at: Int32Array.from(offsets(found.base, found.base.shape.map((_, d) => d)), (o) => found.base.storage.offset + o) }
    : places(found);
  const from = nd(value);
  const source = flat(from);
  const trimmed = [...from.shape];
  while (trimmed.length > shape.length && trimmed[0] === 1) trimmed.shift();
  if (trimmed.length > shape.length || trimmed.some((d, i) => d !== 1 && d !== shape[shape.length - trimmed.length + i])) {
    fail('ValueError', `could not broadcast input array from shape (${from.shape.join(',')}${from.ndim === 1 ? ',' : ''}) into shape (${shape.join(',')}${shape.length === 1 ? ',' : ''})`);
  }
  const data = a.storage.data as unknown as { [i: number]: number | bigint };
  const big = typeof data[0] === 'bigint';
  const whole = a.dtype.includes('int');
  for (let i = 0; i < at.length; i++) {
    let rest = i;
    let f = 0;
    let scale = 1;
    for (let d = shape.length - 1, e = trimmed.length - 1; e >= 0; d--, e--) {
      const digit = rest % shape[d];
      rest = Math.floor(rest / shape[d]);
      if (trimmed[e] !== 1) f += digit * scale;
      scale *= trimmed[e];
    }
    const v = source[f];
    data[at[i]] = big ? BigInt(typeof v === 'number' ? Math.trunc(v) : v) : a.dtype === 'bool' ? Number(Boolean(v)) : whole ? Math.trunc(Number(v)) : Number(v);
  }
}
