/** Other shapes of the same elements, and arrays put together or taken apart. */
import * as np from 'numpy-ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { flat, whole } from '../arrays.ts';
import { fn } from './creation.ts';
import { axisOf, dtypeOr, fail, int, intOrNull, isNd, isScalar, made, nd, num, out, promote, shapeOf, showShape, Slice, Tuple, type Nd } from './core.ts';
import { getItem, setItem, view } from './indexing.ts';
import { broadcast } from './ufuncs.ts';

const product = (d: readonly number[]): number => d.reduce((a, b) => a * b, 1);
export const contiguous = (a: Nd): boolean => a.storage.isCContiguous;

/** Row-major strides. */
const stridesOf = (shape: readonly number[]): number[] => shape.map((_, i) => product(shape.slice(i + 1)));

/** `a.reshape(shape)`; a view where the elements lie in order. */
export function reshape(a: Nd, wanted: readonly number[], order: unknown = 'C'): Nd {
  const shape = [...wanted];
  const hole = shape.indexOf(-1);
  const rest = product(shape.filter((d) => d !== -1));
  if (hole >= 0) shape[hole] = rest === 0 ? 0 : a.size / rest;
  if (shape.filter((d) => d === -1).length > 0 || (hole >= 0 && shape.indexOf(-1, hole + 1) >= 0)) fail('ValueError', 'can only specify one unknown dimension');
  if (!Number.isInteger(product(shape)) || product(shape) !== a.size) fail('ValueError', `cannot reshape array of size ${a.size} into shape ${showShape(wanted).replaceAll(' ', '')}`);
  if (order === 'F') return transpose(reshape(transpose(a), [...shape].reverse()));
  if (contiguous(a)) return view(a, shape, stridesOf(shape), a.storage.offset);
  return made(a.dtype, shape, flat(a));
}

export function transpose(a: Nd, axes: readonly number[] | null = null): Nd {
  const order = axes === null ? [...a.shape.keys()].reverse() : axes.map((x) => axisOf(x, a.ndim));
  if (order.length !== a.ndim || new Set(order).size !== a.ndim) fail('ValueError', "axes don't match array");
  return view(a, order.map((i) => a.shape[i]), order.map((i) => a.storage.strides[i]), a.storage.offset);
}

export const ravel = (a: Nd, order: unknown = 'C'): Nd => reshape(a, [-1], order);

export function squeeze(a: Nd, axis: unknown = null): Nd {
  const axes = axis === null ? null : (Array.isArray(axis) ? axis : [axis]).map((x) => axisOf(int(x), a.ndim));
  if (axes?.some((x) => a.shape[x] !== 1)) fail('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  return reshape(a, a.shape.filter((d, i) => (axes === null ? d !== 1 : !axes.includes(i))));
}

export function expandDims(a: Nd, axis: unknown): Nd {
  const list = (Array.isArray(axis) ? axis : [axis]).map((x) => int(x));
  const n = a.ndim + list.length;
  const places = list.map((x) => axisOf(x, n));
  const shape: number[] = [];
  let k = 0;
  for (let i = 0; i < n; i++) shape.push(places.includes(i) ? 1 : a.shape[k++]);
  return reshape(a, shape);
}

export const swapaxes = (a: Nd, p: unknown, q: unknown): Nd => {
  const order = [...a.shape.keys()];
  const [i, j] = [axisOf(int(p), a.ndim), axisOf(int(q), a.ndim)];
  [order[i], order[j]] = [order[j], order[i]];
  return transpose(a, order);
};

function moveaxis(a: Nd, source: unknown, destination: unknown): Nd {
  const from = (Array.isArray(source) ? source : [source]).map((x) => axisOf(int(x), a.ndim));
  const to = (Array.isArray(destination) ? destination : [destination]).map((x) => axisOf(int(x), a.ndim));
  const order = [...a.shape.keys()].filter((i) => !from.includes(i));
  [...to.keys()].sort((i, j) => to[i] - to[j]).forEach((i) => order.splice(to[i], 0, from[i]));
  return transpose(a, order);
}

export function concatenate(parts: readonly Nd[], axis: number | null, dtype: unknown = null): Nd {
  if (parts.length === 0) fail('ValueError', 'need at least one array to concatenate');
  if (axis === null) return concatenate(parts.map((p) => ravel(p)), 0, dtype);
  if (parts[0].ndim === 0) fail('ValueError', 'zero-dimensional arrays cannot be concatenated');
  const at = axisOf(axis, parts[0].ndim);
  const type = dtypeOr(dtype, parts.map((p) => p.dtype).reduce(promote));
  const shape = [...parts[0].shape];
  shape[at] = 0;
  parts.forEach((p, k) => {
    if (p.ndim !== shape.length) fail('ValueError', `all the input arrays must have same number of dimensions, but the array at index 0 has ${shape.length} dimension(s) and the array at index ${k} has ${p.ndim} dimension(s)`);
    p.shape.forEach((d, i) => { if (i !== at && d !== shape[i]) fail('ValueError', `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${i}, the array at index 0 has size ${shape[i]} and the array at index ${k} has size ${d}`); });
    shape[at] += p.shape[at];
  });
  const outer = product(shape.slice(0, at));
  const data: (number | bigint)[] = [];
  const sources = parts.map((p) => ({ data: flat(nd(p, type)), row: product(p.shape.slice(at)) }));
  for (let o = 0; o < outer; o++) for (const s of sources) for (let i = 0; i < s.row; i++) data.push(s.data[o * s.row + i]);
  return made(type, shape, data);
}

const sequence = (v: unknown): Nd[] => (isNd(v) ? Array.from({ length: v.shape[0] }, (_, i) => getItem(v, i)) : (v as unknown[]).map((x) => nd(x)));
const stack = (parts: readonly Nd[], axis: unknown): Nd => {
  if (parts.some((p) => p.shape.join() !== parts[0].shape.join())) fail('ValueError', 'all input arrays must have the same shape');
  const at = axisOf(int(axis), parts[0].ndim + 1);
  return concatenate(parts.map((p) => expandDims(p, at)), at);
};
const atLeast = (a: Nd, n: number): Nd => (a.ndim >= n ? a : n === 1 ? reshape(a, [1]) : n === 2 ? reshape(a, [1, a.size]) : reshape(a, a.ndim === 2 ? [...a.shape, 1] : [1, a.size, 1]));

function split(a: Nd, sections: unknown, axis: unknown, even: boolean): Tuple | unknown[] {
  const at = axisOf(int(axis), a.ndim);
  const n = a.shape[at];
  let cuts: number[];
  if (Array.isArray(sections) || (isNd(sections) && sections.ndim > 0)) cuts = shapeOf(sections);
  else {
    const count = int(sections);
    if (even && n % count !== 0) fail('ValueError', 'array split does not result in an equal division');
    const [size, extra] = [Math.floor(n / count), n % count];
    cuts = Array.from({ length: count - 1 }, (_, i) => (i + 1) * size + Math.min(i + 1, extra));
  }
  const key = (from: number, to: number): unknown => Tuple.from([...whole0(at), new Slice(from, to, null)]);
  return [0, ...cuts].map((from, i) => getItem(a, key(from, cuts[i] ?? n)));
}
/** `:` */
const ALL = new Slice(null, null, null);
/** `:, :, …` */
const whole0 = (n: number): Slice[] => Array.from({ length: n }, () => ALL);

export function repeat(a: Nd, repeats: unknown, axis: unknown): Nd {
  if (axis === null) return repeat(ravel(a), repeats, 0);
  const at = axisOf(int(axis), a.ndim);
  const counts = Array.isArray(repeats) || (isNd(repeats) && repeats.ndim > 0) ? shapeOf(repeats) : new Array<number>(a.shape[at]).fill(int(repeats));
  const index = counts.flatMap((n, i) => new Array<number>(n).fill(i));
  return take(a, made('int64', [index.length], index), at);
}

/** `np.take` along an axis. */
export function take(a: Nd, indices: Nd, axis: number): Nd {
  return getItem(a, Tuple.from([...whole0(axis), indices]));
}

export function flip(a: Nd, axis: unknown): Nd {
  const axes = axis === null ? [...a.shape.keys()] : (Array.isArray(axis) ? axis : [axis]).map((x) => axisOf(int(x), a.ndim));
  return getItem(a, Tuple.from(a.shape.map((_, i) => (axes.includes(i) ? new Slice(null, null, -1) : ALL))));
}

function roll(a: Nd, shift: unknown, axis: unknown): Nd {
  if (axis === null) return reshape(roll(ravel(a), shift, 0), a.shape);
  const axes = (Array.isArray(axis) ? axis : [axis]).map((x) => axisOf(int(x), a.ndim));
  const by = Array.isArray(shift) ? shift.map((x) => int(x)) : axes.map(() => int(shift));
  return axes.reduce((x, d, i) => {
    const n = x.shape[d];
    return n === 0 ? x : take(x, made('int64', [n], Array.from({ length: n }, (_, k) => (((k - by[i]) % n) + n) % n)), d);
  }, a);
}

function tile(a: Nd, reps: unknown): Nd {
  const counts = Array.isArray(reps) || isNd(reps) ? shapeOf(reps) : [int(reps)];
  const n = Math.max(counts.length, a.ndim);
  const shape = [...new Array<number>(n - a.ndim).fill(1), ...a.shape];
  const times = [...new Array<number>(n - counts.length).fill(1), ...counts];
  return shape.reduce((x, _, d) => (times[d] === 1 ? x : concatenate(new Array<Nd>(times[d]).fill(x), d)), reshape(a, shape));
}

function pad(a: Nd, width: unknown, mode: unknown, values: unknown): Nd {
  const given = isNd(width) ? listOf(width) : width;
  const pairs = a.shape.map((_, i): [number, number] => {
    const w = Array.isArray(given) ? (Array.isArray(given[0]) ? (given.length === 1 ? given[0] : (given[i] as unknown)) : given) : [given, given];
    const list = w as unknown[];
    return [int(list[0]), int(list.length > 1 ? list[1] : list[0])];
  });
  const shape = a.shape.map((d, i) => d + pairs[i][0] + pairs[i][1]);
  if (mode === 'constant') {
    const target = made(a.dtype, shape, new Array<number>(product(shape)).fill(Array.isArray(values) ? num((values as unknown[]).flat()[0]) : num(values)));
    setItem(target, Tuple.from(a.shape.map((d, i) => new Slice(pairs[i][0], pairs[i][0] + d, null))), a);
    return target;
  }
  const place = (k: number, n: number): number => {
    if (mode === 'edge') return Math.min(Math.max(k, 0), n - 1);
    if (mode === 'wrap') return ((k % n) + n) % n;
    const period = mode === 'reflect' ? Math.max(1, 2 * (n - 1)) : 2 * n;
    const m = ((k % period) + period) % period;
    return m < n ? m : mode === 'reflect' ? period - m : period - 1 - m;
  };
  if (!['edge', 'wrap', 'reflect', 'symmetric'].includes(String(mode))) fail('ValueError', `mode '${String(mode)}' is not supported`);
  return a.shape.reduce((x, n, d) => take(x, made('int64', [shape[d]], Array.from({ length: shape[d] }, (_, k) => place(k - pairs[d][0], n))), d), a);
}
const listOf = (a: Nd): unknown => (a.ndim <= 1 ? Array.from(flat(a), Number) : Array.from({ length: a.shape[0] }, (_, i) => listOf(getItem(a, i))));

function meshgrid(arrays: readonly Nd[], indexing: unknown): Nd[] {
  const swap = indexing === 'xy' && arrays.length > 1;
  const shape = arrays.map((a) => a.size);
  if (swap) [shape[0], shape[1]] = [shape[1], shape[0]];
  return arrays.map((a, i) => {
    const d = swap && i < 2 ? 1 - i : i;
    return made(a.dtype, shape, flat(np.broadcast_to(whole(reshape(a, shape.map((_, k) => (k === d ? a.size : 1)))), shape)));
  });
}

const listed = (v: unknown): unknown => (Array.isArray(v) ? [...v] : v);

export const shaping: FunctionBinding[] = [
  fn('reshape', 'a, newshape, order="C"', (a, shape, order) => reshape(nd(a), shapeOf(shape), order)),
  fn('ravel', 'a, order="C"', (a, order) => ravel(nd(a), order)),
  fn(['transpose', 'permute_dims'], 'a, axes=None', (a, axes) => transpose(nd(a), axes === null ? null : shapeOf(axes))),
  fn('squeeze', 'a, axis=None', (a, axis) => out(squeeze(nd(a), axis)) && squeeze(nd(a), axis)),
  fn('expand_dims', 'a, axis', (a, axis) => expandDims(nd(a), axis)),
  fn('swapaxes', 'a, axis1, axis2', (a, p, q) => swapaxes(nd(a), p, q)),
  fn('moveaxis', 'a, source, destination', (a, s, d) => moveaxis(nd(a), s, d)),
  fn('rollaxis', 'a, axis, start=0', (a, axis, start) => { const x = nd(a); const p = axisOf(int(axis), x.ndim); const s = int(start); return moveaxis(x, p, s > p ? s - 1 : s); }),
  fn(['concatenate', 'concat'], 'arrays, axis=0, out=None, *, dtype=None, casting="same_kind"', (parts, axis, _out, dtype) => concatenate(sequence(parts), intOrNull(axis), dtype)),
  fn('stack', 'arrays, axis=0, out=None', (parts, axis) => stack(sequence(parts), axis)),
  fn(['vstack', 'row_stack'], 'tup', (parts) => concatenate(sequence(parts).map((p) => atLeast(p, 2)), 0)),
  fn('hstack', 'tup', (parts) => { const list = sequence(parts).map((p) => atLeast(p, 1)); return concatenate(list, list[0].ndim === 1 ? 0 : 1); }),
  fn('dstack', 'tup', (parts) => concatenate(sequence(parts).map((p) => atLeast(p, 3)), 2)),
  fn('column_stack', 'tup', (parts) => concatenate(sequence(parts).map((p) => (p.ndim < 2 ? reshape(p, [p.size, 1]) : p)), 1)),
  fn('append', 'arr, values, axis=None', (a, values, axis) => concatenate(axis === null ? [ravel(nd(a)), ravel(nd(values))] : [nd(a), nd(values)], axis === null ? 0 : int(axis))),
  fn('split', 'ary, indices_or_sections, axis=0', (a, s, axis) => listed(split(nd(a), s, axis, true))),
  fn('array_split', 'ary, indices_or_sections, axis=0', (a, s, axis) => listed(split(nd(a), s, axis, false))),
  fn('hsplit', 'ary, indices_or_sections', (a, s) => listed(split(nd(a), s, nd(a).ndim > 1 ? 1 : 0, true))),
  fn('vsplit', 'ary, indices_or_sections', (a, s) => listed(split(nd(a), s, 0, true))),
  fn('atleast_1d', 'a', (a) => atLeast(nd(a), 1)), fn('atleast_2d', 'a', (a) => atLeast(nd(a), 2)), fn('atleast_3d', 'a', (a) => atLeast(nd(a), 3)),
  fn('repeat', 'a, repeats, axis=None', (a, r, axis) => repeat(nd(a), r, axis)),
  fn('tile', 'A, reps', (a, r) => tile(nd(a), r)),
  fn('flip', 'm, axis=None', (a, axis) => flip(nd(a), axis)), fn('flipud', 'm', (a) => flip(nd(a), 0)), fn('fliplr', 'm', (a) => flip(nd(a), 1)),
  fn('rot90', 'm, k=1', (a, k) => { const x = nd(a); const n = ((int(k) % 4) + 4) % 4; return n === 0 ? x : n === 1 ? flip(swapaxes(x, 0, 1), 0) : n === 2 ? flip(x, [0, 1]) : flip(swapaxes(x, 0, 1), 1); }),
  fn('roll', 'a, shift, axis=None', (a, s, axis) => roll(nd(a), s, axis)),
  fn('pad', 'array, pad_width, mode="constant", constant_values=0', (a, w, mode, values) => pad(nd(a), w, mode, values)),
  fn('broadcast_to', 'array, shape', (a, shape) => { const x = nd(a); const target = shapeOf(shape); return broadcast([x, made('bool', target, [])])[0]; }),
  fn('broadcast_arrays', '*args', (args) => broadcast([...(args as unknown[])].map((a) => nd(a)))),
  fn('meshgrid', '*xi, indexing="xy"', (arrays, indexing) => meshgrid([...(arrays as unknown[])].map((a) => nd(a)), indexing)),
  fn('shape', 'a', (a) => Tuple.from(nd(a).shape)), fn('ndim', 'a', (a) => nd(a).ndim), fn('size', 'a, axis=None', (a, axis) => (axis === null ? nd(a).size : nd(a).shape[axisOf(int(axis), nd(a).ndim)])),
  fn('isscalar', 'element', (v) => isScalar(v) && !isNd(v) && v !== null),
  fn('delete', 'arr, obj, axis=None', (a, obj, axis) => {
    const x = axis === null ? ravel(nd(a)) : nd(a);
    const d = axis === null ? 0 : axisOf(int(axis), x.ndim);
    const gone = new Set(Array.from(flat(nd(obj, nd(obj).dtype === 'bool' ? null : 'int64')), (v) => (Number(v) < 0 ? Number(v) + x.shape[d] : Number(v))));
    const kept = [...new Array(x.shape[d]).keys()].filter((i) => !gone.has(i));
    return take(x, made('int64', [kept.length], kept), d);
  }),
  fn('insert', 'arr, obj, values, axis=None', (a, obj, values, axis) => out(np.insert(whole(axis === null ? ravel(nd(a)) : nd(a)), int(obj), isNd(values) ? whole(values) : num(values), axis === null ? undefined : int(axis)))),
];
