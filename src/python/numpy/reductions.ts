/** Functions over axes. Sums are added in NumPy's own order (pairwise along the last axis), so that their last digits agree. */
import type { DType } from 'numpy-ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { flat } from '../arrays.ts';
import { fn } from './creation.ts';
import { axisOf, dtypeOr, fail, int, isNd, kindOf, made, nd, num, out, type Nd } from './core.ts';
import { apply, applyUnary, deliver } from './ufuncs.ts';
import { transpose } from './shaping.ts';

/** An array with the reduced axes together at one place: `outer` groups of `count` rows of `inner` elements. */
interface Grouped { readonly data: ArrayLike<number | bigint>; readonly outer: number; readonly count: number; readonly inner: number; readonly shape: number[]; readonly kept: number[] }

export function axesOf(axis: unknown, ndim: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: ndim }, (_, i) => i);
  const list = (Array.isArray(axis) ? axis : [axis]).map((a) => axisOf(int(a), ndim));
  if (new Set(list).size < list.length) fail('ValueError', "duplicate value in 'axis'");
  return list.sort((a, b) => a - b);
}

const product = (d: readonly number[]): number => d.reduce((a, b) => a * b, 1);

function group(a: Nd, axis: unknown): Grouped {
  const axes = axesOf(axis, a.ndim);
  const shape = a.shape.filter((_, i) => !axes.includes(i));
  const kept = a.shape.map((d, i) => (axes.includes(i) ? 1 : d));
  const together = axes.every((x, i) => i === 0 || x === axes[i - 1] + 1);
  if (together) {
    const first = axes[0] ?? 0;
    return { data: flat(a), outer: product(a.shape.slice(0, first)), count: product(axes.map((x) => a.shape[x])), inner: product(a.shape.slice(first + axes.length)), shape, kept };
  }
  const order = [...a.shape.keys()].filter((i) => !axes.includes(i)).concat(axes);
  return { data: flat(transpose(a, order)), outer: product(shape), count: product(axes.map((x) => a.shape[x])), inner: 1, shape, kept };
}

type Values = { [i: number]: number | bigint; readonly length: number };

/** NumPy's pairwise sum: blocks of 128 with eight running sums. `r` rounds to the dtype. */
export function pairwise(x: ArrayLike<number>, at: number, n: number, r: (v: number) => number): number {
  if (n < 8) {
    let s = -0;
    for (let i = 0; i < n; i++) s = r(s + x[at + i]);
    return n === 0 ? 0 : s;
  }
  if (n <= 128) {
    const e = [x[at], x[at + 1], x[at + 2], x[at + 3], x[at + 4], x[at + 5], x[at + 6], x[at + 7]];
    let i = 8;
    for (; i < n - (n % 8); i += 8) for (let k = 0; k < 8; k++) e[k] = r(e[k] + x[at + i + k]);
    let s = r(r(r(e[0] + e[1]) + r(e[2] + e[3])) + r(r(e[4] + e[5]) + r(e[6] + e[7])));
    for (; i < n; i++) s = r(s + x[at + i]);
    return s;
  }
  let half = Math.floor(n / 2);
  half -= half % 8;
  return r(pairwise(x, at, half, r) + pairwise(x, at + half, n - half, r));
}

const rounder = (d: DType): ((v: number) => number) => (d === 'float32' || d === 'float16' ? Math.fround : (v) => v);

function sums({ data, outer, count, inner }: Grouped, dtype: DType): Values {
  if (kindOf(dtype) < 2) {
    const big = typeof data[0] === 'bigint';
    const totals = new Array<number | bigint>(outer * inner).fill(big ? 0n : 0);
    for (let o = 0; o < outer; o++) for (let c = 0; c < count; c++) for (let i = 0; i < inner; i++) {
      const k = o * inner + i;
      totals[k] = big ? (totals[k] as bigint) + (data[(o * count + c) * inner + i] as bigint) : (totals[k] as number) + (data[(o * count + c) * inner + i] as number);
    }
    return totals;
  }
  const r = rounder(dtype);
  const x = data as ArrayLike<number>;
  const totals = new Float64Array(outer * inner);
  if (inner === 1) for (let o = 0; o < outer; o++) totals[o] = pairwise(x, o * count, count, r);
  else for (let o = 0; o < outer; o++) for (let c = 0; c < count; c++) for (let i = 0; i < inner; i++) {
    const k = o * inner + i;
    totals[k] = c === 0 ? x[(o * count) * inner + i] : r(totals[k] + x[(o * count + c) * inner + i]);
  }
  return totals;
}

const sumType = (d: DType): DType => (kindOf(d) > 1 ? d : d.startsWith('u') ? 'uint64' : 'int64');

export function sum(a: Nd, axis: unknown = null, dtype: unknown = null, keepdims: unknown = false): Nd {
  const type = dtypeOr(dtype, sumType(a.dtype));
  const g = group(nd(a, type), axis);
  return made(type, keepdims ? g.kept : g.shape, sums(g, type));
}

/** Folds with a function over elements as numbers or as big integers. */
function fold(a: Nd, axis: unknown, keepdims: unknown, name: string, better: (x: number | bigint, y: number | bigint) => boolean): Nd {
  const g = group(a, axis);
  if (g.count === 0) fail('ValueError', `zero-size array to reduction operation ${name} which has no identity`);
  const values = new Array<number | bigint>(g.outer * g.inner);
  for (let o = 0; o < g.outer; o++) for (let i = 0; i < g.inner; i++) {
    let best = g.data[o * g.count * g.inner + i];
    for (let c = 1; c < g.count; c++) {
      const v = g.data[(o * g.count + c) * g.inner + i];
      if (!Number.isNaN(best) && (better(v, best) || Number.isNaN(v))) best = v;
    }
    values[o * g.inner + i] = best;
  }
  return made(a.dtype, keepdims ? g.kept : g.shape, values);
}
// Big integers are never NaN; Number.isNaN of them is false.

export const max = (a: Nd, axis: unknown = null, keepdims: unknown = false): Nd => fold(a, axis, keepdims, 'maximum', (x, y) => x > y);
export const min = (a: Nd, axis: unknown = null, keepdims: unknown = false): Nd => fold(a, axis, keepdims, 'minimum', (x, y) => x < y);

export function mean(a: Nd, axis: unknown = null, dtype: unknown = null, keepdims: unknown = false): Nd {
  const type = dtypeOr(dtype, kindOf(a.dtype) < 2 ? 'float64' : a.dtype);
  const g = group(nd(a, type), axis);
  const r = rounder(type);
  return made(type, keepdims ? g.kept : g.shape, Array.from(sums(g, type) as ArrayLike<number>, (s) => r(s / g.count)));
}

export function variance(a: Nd, axis: unknown, dtype: unknown, ddof: unknown, keepdims: unknown): Nd {
  const type = dtypeOr(dtype, kindOf(a.dtype) < 2 ? 'float64' : a.dtype);
  const x = nd(a, type);
  const centre = mean(x, axis, type, true);
  const d = apply('subtract', x, centre);
  const g = group(apply('multiply', d, d), axis);
  const r = rounder(type);
  return made(type, keepdims ? g.kept : g.shape, Array.from(sums(g, type) as ArrayLike<number>, (s) => r(s / Math.max(g.count - num(ddof), 0))));
}

export function prod(a: Nd, axis: unknown, dtype: unknown, keepdims: unknown): Nd {
  const type = dtypeOr(dtype, sumType(a.dtype));
  const g = group(nd(a, type), axis);
  const r = rounder(type);
  const values = Array.from({ length: g.outer * g.inner }, (_, k) => {
    const [o, i] = [Math.floor(k / g.inner), k % g.inner];
    let p: number | bigint = type.endsWith('int64') ? 1n : 1;
    for (let c = 0; c < g.count; c++) {
      const v = g.data[(o * g.count + c) * g.inner + i];
      p = typeof p === 'bigint' ? BigInt.asIntN(64, p * (v as bigint)) : r(p * (v as number));
    }
    return p;
  });
  return made(type, keepdims ? g.kept : g.shape, values);
}

function arg(a: Nd, axis: unknown, keepdims: unknown, name: string, better: (x: number | bigint, y: number | bigint) => boolean): Nd {
  const g = group(a, axis);
  if (g.count === 0) fail('ValueError', `attempt to get ${name} of an empty sequence`);
  const values = Array.from({ length: g.outer * g.inner }, (_, k) => {
    const [o, i] = [Math.floor(k / g.inner), k % g.inner];
    let best = 0;
    const at = (c: number): number | bigint => g.data[(o * g.count + c) * g.inner + i];
    for (let c = 1; c < g.count && !Number.isNaN(at(best)); c++) if (better(at(c), at(best)) || Number.isNaN(at(c))) best = c;
    return best;
  });
  return made('int64', keepdims ? g.kept : g.shape, values);
}

function truth(a: Nd, axis: unknown, keepdims: unknown, start: boolean): Nd {
  const g = group(a, axis);
  const values = Array.from({ length: g.outer * g.inner }, (_, k) => {
    const [o, i] = [Math.floor(k / g.inner), k % g.inner];
    for (let c = 0; c < g.count; c++) if (Boolean(g.data[(o * g.count + c) * g.inner + i]) !== start) return !start;
    return start;
  });
  return made('bool', keepdims ? g.kept : g.shape, values);
}

export function cumulative(a: Nd, axis: unknown, dtype: unknown, times: boolean): Nd {
  const type = dtypeOr(dtype, sumType(a.dtype));
  const x = nd(a, type);
  const g = group(x, axis);
  const r = rounder(type);
  const values = Array.from(g.data);
  for (let o = 0; o < g.outer; o++) for (let c = 1; c < g.count; c++) for (let i = 0; i < g.inner; i++) {
    const k = (o * g.count + c) * g.inner + i;
    const [p, v] = [values[k - g.inner], values[k]];
    values[k] = typeof p === 'bigint' ? (times ? p * (v as bigint) : p + (v as bigint)) : r(times ? p * (v as number) : p + (v as number));
  }
  return made(type, axis === null ? [x.size] : x.shape, values);
}

/** Quantiles by linear interpolation, over an axis. */
function quantile(a: Nd, q: number, axis: unknown, keepdims: unknown): Nd {
  const type: DType = kindOf(a.dtype) < 2 ? 'float64' : a.dtype;
  const g = group(nd(a, type), axis);
  const values = Array.from({ length: g.outer * g.inner }, (_, k) => {
    const [o, i] = [Math.floor(k / g.inner), k % g.inner];
    const row = Float64Array.from({ length: g.count }, (_x, c) => Number(g.data[(o * g.count + c) * g.inner + i])).sort();
    if (g.count === 0 || row.some(Number.isNaN)) return NaN;
    const at = q * (g.count - 1);
    const [lo, hi] = [row[Math.floor(at)], row[Math.ceil(at)]];
    const t = at - Math.floor(at);
    return t >= 0.5 ? hi - (hi - lo) * (1 - t) : lo + (hi - lo) * t;
  });
  return made(type, keepdims ? g.kept : g.shape, values);
}
/** The median is the mean of the middle two, rounded in the dtype. */
function median(a: Nd, axis: unknown, keepdims: unknown): Nd {
  const type: DType = kindOf(a.dtype) < 2 ? 'float64' : a.dtype;
  const g = group(nd(a, type), axis);
  const values = Array.from({ length: g.outer * g.inner }, (_, k) => {
    const [o, i] = [Math.floor(k / g.inner), k % g.inner];
    const row = Float64Array.from({ length: g.count }, (_x, c) => Number(g.data[(o * g.count + c) * g.inner + i])).sort();
    const half = Math.floor(g.count / 2);
    return g.count === 0 || row.some(Number.isNaN) ? NaN : g.count % 2 === 1 ? row[half] : (row[half - 1] + row[half]) / 2;
  });
  return made(type, keepdims ? g.kept : g.shape, values);
}

function quantiles(a: unknown, q: unknown, scale: number, axis: unknown, keepdims: unknown): unknown {
  if (!isNd(q) && !Array.isArray(q)) return out(quantile(nd(a), num(q) / scale, axis, keepdims));
  const each = Array.from(flat(nd(q, 'float64')), (v) => quantile(nd(a), Number(v) / scale, axis, keepdims));
  return made(each[0].dtype, [each.length, ...each[0].shape], each.flatMap((e) => Array.from(flat(e))));
}

const AXES = 'a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True';
/** Without NaN: they are replaced by what changes nothing. */
const without = (a: unknown, v: number): Nd => { const x = nd(a); return kindOf(x.dtype) < 2 ? x : made(x.dtype, x.shape, Array.from(flat(x), (e) => (Number.isNaN(e as number) ? v : e))); };
const counted = (a: unknown, axis: unknown, keepdims: unknown): Nd => sum(applyUnary('logical_not', applyUnary('isnan', a)), axis, null, keepdims);

export const reductions: FunctionBinding[] = [
  fn('sum', AXES, (a, axis, dtype, to, keepdims, initial) => deliver(initial === null ? sum(nd(a), axis, dtype, keepdims) : apply('add', sum(nd(a), axis, dtype, keepdims), initial), to)),
  fn(['prod', 'product'], AXES, (a, axis, dtype, to, keepdims) => deliver(prod(nd(a), axis, dtype, keepdims), to)),
  fn('mean', 'a, axis=None, dtype=None, out=None, keepdims=False, *, where=True', (a, axis, dtype, to, keepdims) => deliver(mean(nd(a), axis, dtype, keepdims), to)),
  fn('average', 'a, axis=None, weights=None, returned=False', (a, axis, weights) => {
    if (weights === null) return out(mean(nd(a), axis));
    let w = nd(weights);
    if (w.ndim === 1 && nd(a).ndim > 1) w = made(w.dtype, nd(a).shape.map((d, i) => (i === axisOf(int(axis), nd(a).ndim) ? d : 1)), flat(w));
    return out(apply('true_divide', sum(apply('multiply', nd(a), w), axis), sum(apply('multiply', made('float64', nd(a).shape, new Array<number>(nd(a).size).fill(1)), w), axis)));
  }),
  fn('var', 'a, axis=None, dtype=None, out=None, ddof=0, keepdims=False', (a, axis, dtype, to, ddof, keepdims) => deliver(variance(nd(a), axis, dtype, ddof, keepdims), to)),
  fn('std', 'a, axis=None, dtype=None, out=None, ddof=0, keepdims=False', (a, axis, dtype, to, ddof, keepdims) => deliver(applyUnary('sqrt', variance(nd(a), axis, dtype, ddof, keepdims)), to)),
  fn(['max', 'amax'], 'a, axis=None, out=None, keepdims=False, initial=None, where=True', (a, axis, to, keepdims) => deliver(max(nd(a), axis, keepdims), to)),
  fn(['min', 'amin'], 'a, axis=None, out=None, keepdims=False, initial=None, where=True', (a, axis, to, keepdims) => deliver(min(nd(a), axis, keepdims), to)),
  fn('ptp', 'a, axis=None, out=None, keepdims=False', (a, axis, to, keepdims) => deliver(apply('subtract', max(nd(a), axis, keepdims), min(nd(a), axis, keepdims)), to)),
  fn('argmax', 'a, axis=None, out=None, *, keepdims=False', (a, axis, to, keepdims) => deliver(arg(nd(a), axis, keepdims, 'argmax', (x, y) => x > y), to)),
  fn('argmin', 'a, axis=None, out=None, *, keepdims=False', (a, axis, to, keepdims) => deliver(arg(nd(a), axis, keepdims, 'argmin', (x, y) => x < y), to)),
  fn('all', 'a, axis=None, out=None, keepdims=False, *, where=True', (a, axis, to, keepdims) => deliver(truth(nd(a), axis, keepdims, true), to)),
  fn('any', 'a, axis=None, out=None, keepdims=False, *, where=True', (a, axis, to, keepdims) => deliver(truth(nd(a), axis, keepdims, false), to)),
  fn('cumsum', 'a, axis=None, dtype=None, out=None', (a, axis, dtype, to) => deliver(cumulative(nd(a), axis, dtype, false), to)),
  fn('cumprod', 'a, axis=None, dtype=None, out=None', (a, axis, dtype, to) => deliver(cumulative(nd(a), axis, dtype, true), to)),
  fn('median', 'a, axis=None, out=None, overwrite_input=False, keepdims=False', (a, axis, _out, _over, keepdims) => out(median(nd(a), axis, keepdims))),
  fn('percentile', 'a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False', (a, q, axis, _out, _over, _method, keepdims) => quantiles(a, q, 100, axis, keepdims)),
  fn('quantile', 'a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False', (a, q, axis, _out, _over, _method, keepdims) => quantiles(a, q, 1, axis, keepdims)),
  fn('count_nonzero', 'a, axis=None, *, keepdims=False', (a, axis, keepdims) => { const n = sum(nd(nd(a), 'bool'), axis, null, keepdims); return n.ndim === 0 ? Number(flat(n)[0]) : n; }),
  fn('nansum', 'a, axis=None, dtype=None, out=None, keepdims=False', (a, axis, dtype, to, keepdims) => deliver(sum(without(a, 0), axis, dtype, keepdims), to)),
  fn('nanmean', 'a, axis=None, dtype=None, out=None, keepdims=False', (a, axis, dtype, to, keepdims) => deliver(apply('true_divide', sum(without(a, 0), axis, dtype, keepdims), counted(a, axis, keepdims)), to)),
  fn('nanmax', 'a, axis=None, out=None, keepdims=False', (a, axis, to, keepdims) => deliver(max(without(a, -Infinity), axis, keepdims), to)),
  fn('nanmin', 'a, axis=None, out=None, keepdims=False', (a, axis, to, keepdims) => deliver(min(without(a, Infinity), axis, keepdims), to)),
];

