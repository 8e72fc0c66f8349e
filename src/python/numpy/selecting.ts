/** Sorting, searching, sets, and comparing whole arrays. */
import * as np from 'numpy-ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { flat, whole } from '../arrays.ts';
import { fn } from './creation.ts';
import { axisOf, fail, int, intOrNull, isNd, kindOf, made, nd, NpScalar, num, out, resultType, shapeOf, Tuple, type Nd } from './core.ts';
import { getItem, nonzero, setItem } from './indexing.ts';
import { ravel, swapaxes, take } from './shaping.ts';
import { apply, applyUnary, broadcast } from './ufuncs.ts';

type Item = number | bigint;
/** NaN goes last. */
const order = (a: Item, b: Item): number => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a < b ? -1 : a > b ? 1 : 0);

/** Applies `f` to each row along an axis. */
function rows(a: Nd, axis: unknown, dtype: Nd['dtype'], f: (row: Item[]) => ArrayLike<Item>): Nd {
  if (axis === null) return rows(ravel(a), 0, dtype, f);
  const last = a.ndim - 1;
  const x = swapaxes(a, axis, last);
  const n = x.shape[last];
  const source = flat(x);
  const data: Item[] = [];
  for (let at = 0; at < source.length; at += n) {
    const row: Item[] = [];
    for (let i = 0; i < n; i++) row.push(source[at + i]);
    const result = f(row);
    for (let i = 0; i < n; i++) data.push(result[i]);
  }
  return swapaxes(made(dtype, x.shape, data), axis, last);
}

export const sort = (a: Nd, axis: unknown): Nd => rows(a, axis, a.dtype, (row) => row.sort(order));
export const argsort = (a: Nd, axis: unknown): Nd => rows(a, axis, 'int64', (row) => [...row.keys()].sort((i, j) => order(row[i], row[j])));

export function where(condition: unknown, x: unknown, y: unknown): unknown {
  if (x === null && y === null) return places(nd(condition));
  const type = resultType([x, y]);
  const [c, p, q] = broadcast([nd(condition), nd(x, type), nd(y, type)]);
  const [k, u, v] = [flat(c), flat(p), flat(q)];
  return made(type, c.shape, Array.from({ length: c.size }, (_, i) => (k[i] ? u[i] : v[i])));
}
export const places = (a: Nd): Nd[] => Tuple.from(nonzero(a.ndim === 0 ? ravel(a) : a).map((list) => made('int64', [list.length], list)));

function unique(a: Nd, withIndex: unknown, withInverse: unknown, withCounts: unknown): unknown {
  const items = Array.from(flat(a));
  const indices = [...items.keys()].sort((i, j) => order(items[i], items[j]) || i - j);
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Array<number>(items.length);
  indices.forEach((i, k) => {
    if (k === 0 || order(items[i], items[indices[k - 1]]) !== 0) { first.push(i); counts.push(0); }
    counts[counts.length - 1]++;
    inverse[i] = first.length - 1;
  });
  const ints = (v: readonly number[]): Nd => made('int64', [v.length], v);
  const values = made(a.dtype, [first.length], first.map((i) => items[i]));
  const extra = [...(withIndex ? [ints(first)] : []), ...(withInverse ? [ints(inverse)] : []), ...(withCounts ? [ints(counts)] : [])];
  return extra.length > 0 ? Tuple.from([values, ...extra]) : values;
}
const uniqueOf = (a: Nd): Nd => unique(a, false, false, false) as Nd;

function searchsorted(a: Nd, v: unknown, side: unknown): unknown {
  const items = flat(a);
  const find = (x: Item): number => {
    let lo = 0;
    let hi = items.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      const c = order(Number(items[mid]), Number(x));
      if (c < 0 || (side === 'right' && c === 0)) lo = mid + 1; else hi = mid;
    }
    return lo;
  };
  const values = nd(v);
  return out(made('int64', values.shape, Array.from(flat(values), find)));
}

function inside(a: unknown, test: unknown, invert: unknown): Nd {
  const known = new Set(Array.from(flat(nd(test)), Number));
  const x = nd(a);
  return made('bool', x.shape, Array.from(flat(x), (v) => known.has(Number(v)) !== Boolean(invert)));
}

export function isclose(a: unknown, b: unknown, rtol: unknown, atol: unknown, equalNan: unknown): Nd {
  const [x, y] = broadcast([nd(a), nd(b)]);
  const [u, v] = [flat(x), flat(y)];
  const [r, t] = [num(rtol), num(atol)];
  return made('bool', x.shape, Array.from({ length: x.size }, (_, i) => {
    const [p, q] = [Number(u[i]), Number(v[i])];
    return p === q || (Number.isFinite(q) && Number.isFinite(p) && Math.abs(p - q) <= t + r * Math.abs(q)) || (Boolean(equalNan) && Number.isNaN(p) && Number.isNaN(q));
  }));
}
const alike = (a: Nd, b: Nd): boolean => a.shape.join() === b.shape.join() && Array.from(flat(apply('equal', a, b))).every(Boolean);

function histogram(a: Nd, bins: unknown, range: unknown, density: unknown, weights: unknown): unknown {
  const x = Array.from(flat(a), Number);
  let edges: number[];
  if (Array.isArray(bins) || (isNd(bins) && bins.ndim > 0)) edges = Array.from(flat(nd(bins)), Number);
  else {
    const n = int(bins);
    let [lo, hi] = Array.isArray(range) ? [num(range[0]), num(range[1])] : x.length > 0 ? [x.reduce((p, q) => Math.min(p, q)), x.reduce((p, q) => Math.max(p, q))] : [0, 1];
    if (lo === hi) { lo -= 0.5; hi += 0.5; }
    const step = (hi - lo) / n;
    edges = Array.from({ length: n + 1 }, (_, i) => (i === n ? hi : i * step + lo));
  }
  const w = weights === null ? null : flat(nd(weights, 'float64'));
  const counts = new Array<number>(edges.length - 1).fill(0);
  x.forEach((v, i) => {
    if (!(v >= edges[0] && v <= edges.at(-1)!)) return;
    let k = edges.length - 2;
    while (k > 0 && v < edges[k]) k--;
    counts[k] += w === null ? 1 : Number(w[i]);
  });
  const total = counts.reduce((p, q) => p + q, 0);
  const result = density ? made('float64', [counts.length], counts.map((c, k) => c / total / (edges[k + 1] - edges[k]))) : made(w === null ? 'int64' : 'float64', [counts.length], counts);
  return Tuple.from([result, made('float64', [edges.length], edges)]);
}

function diag(v: Nd, k: number): Nd {
  if (v.ndim === 1) {
    const n = v.size + Math.abs(k);
    const items = flat(v);
    const target = made(v.dtype, [n, n], []);
    setItem(target, Tuple.from([0, 1].map((d) => made('int64', [v.size], Array.from({ length: v.size }, (_, i) => i + Math.max(0, d === 0 ? -k : k))))), made(v.dtype, [v.size], items));
    return target;
  }
  const [n, m] = v.shape;
  const count = Math.max(0, Math.min(n + Math.min(k, 0), m - Math.max(k, 0)));
  const at = (from: number): Nd => made('int64', [count], Array.from({ length: count }, (_, i) => i + from));
  return getItem(v, Tuple.from([at(Math.max(0, -k)), at(Math.max(0, k))]));
}
const triangle = (a: Nd, keep: (i: number, j: number) => boolean): Nd => {
  const [n, m] = a.shape.slice(-2);
  return made(a.dtype, a.shape, Array.from(flat(a), (v, k) => (keep(Math.floor(k / m) % n, k % m) ? v : 0)));
};

const bool = (v: boolean): NpScalar => new NpScalar('bool', v);

export const selecting: FunctionBinding[] = [
  fn('where', 'condition, x=None, y=None', (c, x, y) => { const w = where(c, x, y); return isNd(w) && w.ndim === 0 ? w : w; }),
  fn('nonzero', 'a', (a) => places(nd(a))), fn('flatnonzero', 'a', (a) => places(ravel(nd(a)))[0]),
  fn('argwhere', 'a', (a) => { const x = nd(a); const p = nonzero(x); return made('int64', [p[0]?.length ?? 0, x.ndim], (p[0] ?? []).flatMap((_, i) => p.map((l) => l[i]))); }),
  fn('sort', 'a, axis=-1, kind=None, order=None', (a, axis) => sort(nd(a), axis)), fn('argsort', 'a, axis=-1, kind=None, order=None', (a, axis) => argsort(nd(a), axis)),
  fn('lexsort', 'keys, axis=-1', (keys) => { const k = (isNd(keys) ? Array.from({ length: keys.shape[0] }, (_, i) => getItem(keys, i)) : (keys as unknown[]).map((x) => nd(x))).map((x) => Array.from(flat(x))); return made('int64', [k[0].length], [...k[0].keys()].sort((i, j) => { for (const row of [...k].reverse()) { const c = order(row[i], row[j]); if (c) return c; } return i - j; })); }),
  fn('searchsorted', 'a, v, side="left", sorter=None', (a, v, side) => searchsorted(nd(a), v, side)),
  fn('digitize', 'x, bins, right=False', (x, bins, right) => searchsorted(nd(bins), x, right ? 'left' : 'right')),
  fn('unique', 'ar, return_index=False, return_inverse=False, return_counts=False, axis=None', (a, i, v, c, axis) => (axis === null ? unique(nd(a), i, v, c) : fail('NotImplementedError', "the playground's np.unique has no axis"))),
  fn('take', 'a, indices, axis=None, out=None, mode="raise"', (a, i, axis) => out(axis === null ? take(ravel(nd(a)), nd(i, nd(i).size === 0 ? 'int64' : null), 0) : take(nd(a), nd(i), axisOf(int(axis), nd(a).ndim)))),
  fn('take_along_axis', 'arr, indices, axis', (a, i, axis) => np.take_along_axis(whole(nd(a)), whole(nd(i)), axisOf(int(axis), nd(a).ndim))),
  fn('choose', 'a, choices, out=None, mode="raise"', (a, choices) => { const list = broadcast([nd(a), ...(choices as unknown[]).map((c) => nd(c))]); const data = list.map((l) => flat(l)); return made(list[1].dtype, list[0].shape, Array.from(data[0], (k, i) => data[1 + Number(k)][i])); }),
  fn('select', 'condlist, choicelist, default=0', (conditions, choices, otherwise) => { let r: unknown = otherwise; const c = conditions as unknown[]; for (let i = c.length - 1; i >= 0; i--) r = where(c[i], (choices as unknown[])[i], r); return r; }),
  fn('compress', 'condition, a, axis=None, out=None', (c, a, axis) => (axis === null ? take(ravel(nd(a)), places(nd(c))[0], 0) : take(nd(a), places(nd(c))[0], axisOf(int(axis), nd(a).ndim)))),
  fn('extract', 'condition, arr', (c, a) => getItem(ravel(nd(a)), ravel(nd(c, 'bool')))),
  fn('put', 'a, ind, v, mode="raise"', (a, i, v) => setItem(ravel(a as Nd), nd(i), v)), fn('copyto', 'dst, src, casting="same_kind", where=True', (a, v) => setItem(a as Nd, new Array<never>(), v)),
  fn(['isin', 'in1d'], 'element, test_elements, assume_unique=False, invert=False', (a, t, _u, invert) => inside(a, t, invert)),
  fn('union1d', 'ar1, ar2', (a, b) => uniqueOf(made(resultType([nd(a), nd(b)]), [nd(a).size + nd(b).size], [...Array.from(flat(nd(a))), ...Array.from(flat(nd(b)))]))),
  fn('intersect1d', 'ar1, ar2, assume_unique=False', (a, b) => { const u = uniqueOf(nd(a)); return getItem(u, inside(u, b, false)); }),
  fn('setdiff1d', 'ar1, ar2, assume_unique=False', (a, b) => { const u = uniqueOf(nd(a)); return getItem(u, inside(u, b, true)); }),
  fn('bincount', 'x, weights=None, minlength=0', (x, weights, least) => {
    const items = Array.from(flat(nd(x)), Number);
    if (items.some((v) => v < 0)) fail('ValueError', "'list' argument must have no negative elements");
    const w = weights === null ? null : flat(nd(weights, 'float64'));
    const counts = new Array<number>(Math.max(int(least), items.reduce((m, v) => Math.max(m, v), -1) + 1)).fill(0);
    items.forEach((v, i) => { counts[v] += w === null ? 1 : Number(w[i]); });
    return made(w === null ? 'int64' : 'float64', [counts.length], counts);
  }),
  fn('histogram', 'a, bins=10, range=None, density=None, weights=None', (a, bins, range, density, weights) => histogram(ravel(nd(a)), bins, range, density, weights)),
  fn('isclose', 'a, b, rtol=1e-05, atol=1e-08, equal_nan=False', (a, b, r, t, e) => out(isclose(a, b, r, t, e))),
  fn('allclose', 'a, b, rtol=1e-05, atol=1e-08, equal_nan=False', (a, b, r, t, e) => Array.from(flat(isclose(a, b, r, t, e))).every(Boolean)),
  fn('array_equal', 'a1, a2, equal_nan=False', (a, b) => alike(nd(a), nd(b))), fn('array_equiv', 'a1, a2', (a, b) => alike(...(broadcast([nd(a), nd(b)]) as [Nd, Nd]))),
  fn('diag', 'v, k=0', (v, k) => diag(nd(v), int(k))), fn('diagonal', 'a, offset=0', (a, k) => diag(nd(a), int(k))), fn('diagflat', 'v, k=0', (v, k) => diag(ravel(nd(v)), int(k))),
  fn('tril', 'm, k=0', (m, k) => triangle(nd(m), (i, j) => j - i <= int(k))), fn('triu', 'm, k=0', (m, k) => triangle(nd(m), (i, j) => j - i >= int(k))),
  fn('tri', 'N, M=None, k=0, dtype=None', (n, m, k, dtype) => { const [r, c] = [int(n), intOrNull(m) ?? int(n)]; return triangle(made((dtype === null ? 'float64' : nd([], dtype).dtype), [r, c], new Array<number>(r * c).fill(1)), (i, j) => j - i <= int(k)); }),
  fn('tril_indices', 'n, k=0, m=None', (n, k, m) => places(triangle(made('bool', [int(n), intOrNull(m) ?? int(n)], new Array<number>(int(n) * (intOrNull(m) ?? int(n))).fill(1)), (i, j) => j - i <= int(k)))),
  fn('triu_indices', 'n, k=0, m=None', (n, k, m) => places(triangle(made('bool', [int(n), intOrNull(m) ?? int(n)], new Array<number>(int(n) * (intOrNull(m) ?? int(n))).fill(1)), (i, j) => j - i >= int(k)))),
  fn('diff', 'a, n=1, axis=-1', (a, n, axis) => {
    let x = nd(a);
    const d = axisOf(int(axis), x.ndim);
    for (let i = 0; i < int(n); i++) {
      const at = (from: number): Nd => made('int64', [x.shape[d] - 1], Array.from({ length: x.shape[d] - 1 }, (_, k) => k + from));
      x = apply(x.dtype === 'bool' ? 'not_equal' : 'subtract', take(x, at(1), d), take(x, at(0), d));
    }
    return x;
  }),
  fn('unravel_index', 'indices, shape', (i, shape) => { const dims = shapeOf(shape); const x = nd(i); return Tuple.from(dims.map((_, d) => { const after = dims.slice(d + 1).reduce((p, q) => p * q, 1); return out(made('int64', x.shape, Array.from(flat(x), (v) => Math.floor(Number(v) / after) % dims[d]))); })); }),
  fn('ravel_multi_index', 'multi_index, dims', (m, dims) => { const d = shapeOf(dims); const parts = broadcast((m as unknown[]).map((x) => nd(x))); return out(made('int64', parts[0].shape, Array.from({ length: parts[0].size }, (_, k) => parts.reduce((at, p, i) => at * d[i] + Number(flat(p)[k]), 0)))); }),
  fn('indices', 'dimensions, dtype=None', (dims) => { const d = shapeOf(dims); const n = d.reduce((p, q) => p * q, 1); return made('int64', [d.length, ...d], d.flatMap((_, i) => Array.from({ length: n }, (_x, k) => Math.floor(k / d.slice(i + 1).reduce((p, q) => p * q, 1)) % d[i]))); }),
  fn('interp', 'x, xp, fp, left=None, right=None', (x, xp, fp, left, right) => out(np.interp(whole(nd(x, 'float64')), whole(nd(xp, 'float64')), whole(nd(fp, 'float64')), left === null ? undefined : num(left), right === null ? undefined : num(right)))),
  fn('may_share_memory', 'a, b', () => false), fn('iterable', 'y', (y) => isNd(y) || Array.isArray(y) || typeof y === 'string'),
  fn('isrealobj', 'x', (x) => kindOf(nd(x).dtype) < 3), fn('_bool_', 'x', (x) => bool(Boolean(x))), fn('_isnan_', 'x', (x) => applyUnary('isnan', x)),
];
