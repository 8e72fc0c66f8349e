/** Products and linear algebra. */
import * as np from 'numpy-ts';
import type { FunctionBinding } from '../../tf/binding.ts';
import { flat, whole } from '../arrays.ts';
import { fn } from './creation.ts';
import { fail, int, isNd, kindOf, made, nd, num, out, resultType, show, Tuple, type Nd } from './core.ts';
import { getItem } from './indexing.ts';
import { axesOf, max, min, sum } from './reductions.ts';
import { reshape, transpose } from './shaping.ts';
import { apply, applyUnary, broadcastShape } from './ufuncs.ts';

/** Rows times columns, in the order of k; float32 sums are kept in float32. */
function product2(a: ArrayLike<number | bigint>, b: ArrayLike<number | bigint>, n: number, k: number, m: number, single: boolean, into: (number | bigint)[]): void {
  const big = typeof a[0] === 'bigint' || typeof b[0] === 'bigint';
  const r = single ? Math.fround : (v: number): number => v;
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) {
    if (big) {
      let s = 0n;
      for (let x = 0; x < k; x++) s += (a[i * k + x] as bigint) * (b[x * m + j] as bigint);
      into.push(s);
    } else {
      let s = 0;
      for (let x = 0; x < k; x++) s = r(s + (a[i * k + x] as number) * (b[x * m + j] as number));
      into.push(s);
    }
  }
}

export function matmul(left: unknown, right: unknown): Nd {
  const type = resultType([nd(left), nd(right)]);
  let [a, b] = [nd(left, type), nd(right, type)];
  if (a.ndim === 0 || b.ndim === 0) fail('ValueError', `matmul: Input operand ${a.ndim === 0 ? 0 : 1} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`);
  const [row, column] = [a.ndim === 1, b.ndim === 1];
  if (row) a = reshape(a, [1, a.size]);
  if (column) b = reshape(b, [b.size, 1]);
  const [n, k] = a.shape.slice(-2);
  const [k2, m] = b.shape.slice(-2);
  if (k !== k2) fail('ValueError', `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${k2} is different from ${k})`);
  const batch = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  const spread = (x: Nd): Nd => (x.ndim === batch.length + 2 && batch.every((d, i) => d === x.shape[i]) ? x : (np.broadcast_to(whole(x), [...batch, ...x.shape.slice(-2)])));
  const [x, y] = [flat(spread(a)), flat(spread(b))];
  const data: (number | bigint)[] = [];
  const count = batch.reduce((p, q) => p * q, 1);
  const cut = (v: ArrayLike<number | bigint>, at: number, size: number): ArrayLike<number | bigint> => (count === 1 ? v : (v as unknown as { subarray(f: number, t: number): ArrayLike<number | bigint> }).subarray(at * size, (at + 1) * size));
  for (let i = 0; i < count; i++) product2(cut(x, i, n * k), cut(y, i, k * m), n, k, m, type === 'float32', data);
  return made(type, [...batch, ...(row ? [] : [n]), ...(column ? [] : [m])], data);
}

function dot(a: unknown, b: unknown): Nd {
  const [x, y] = [nd(a), nd(b)];
  if (x.ndim === 0 || y.ndim === 0) return apply('multiply', a, b);
  if (y.ndim <= 2) {
    const [k, k2] = [x.shape[x.ndim - 1], y.shape[Math.max(0, y.ndim - 2)]];
    if (k !== k2) fail('ValueError', `shapes ${shapeText(x)} and ${shapeText(y)} not aligned: ${k} (dim ${x.ndim - 1}) != ${k2} (dim ${Math.max(0, y.ndim - 2)})`);
    const flatLeft = x.ndim > 2 ? reshape(x, [x.size / k, k]) : x;
    const result = matmul(flatLeft, y);
    return x.ndim > 2 ? reshape(result, [...x.shape.slice(0, -1), ...(y.ndim === 2 ? [y.shape[1]] : [])]) : result;
  }
  return tensordot(x, y, [[x.ndim - 1], [y.ndim - 2]]);
}
const shapeText = (a: Nd): string => `(${a.shape.join(',')}${a.ndim === 1 ? ',' : ''})`;

function tensordot(a: Nd, b: Nd, axes: unknown): Nd {
  const [p, q] = Array.isArray(axes) ? axes.map((x) => (Array.isArray(x) ? x.map((v) => int(v)) : [int(x)])) : [Array.from({ length: int(axes) }, (_, i) => a.ndim - int(axes) + i), Array.from({ length: int(axes) }, (_, i) => i)];
  const [pa, qb] = [p.map((v) => (v < 0 ? v + a.ndim : v)), q.map((v) => (v < 0 ? v + b.ndim : v))];
  const fa = [...a.shape.keys()].filter((i) => !pa.includes(i));
  const fb = [...b.shape.keys()].filter((i) => !qb.includes(i));
  const k = pa.reduce((n, i) => n * a.shape[i], 1);
  const left = reshape(transpose(a, [...fa, ...pa]), [-1, k]);
  const right = reshape(transpose(b, [...qb, ...fb]), [k, -1]);
  return reshape(matmul(left, right), [...fa.map((i) => a.shape[i]), ...fb.map((i) => b.shape[i])]);
}

/** Every letter is a loop; what the result does not name is summed. Without `->` the result has the letters that occur once, sorted. */
function einsum(text: string, operands: readonly Nd[]): Nd {
  const [left, right] = text.split('->') as [string, string | undefined];
  const terms = left.split(',');
  if (terms.length !== operands.length) fail('ValueError', `einstein sum subscripts string names ${terms.length} operands, ${operands.length} were given`);
  if (text.includes('.')) fail('NotImplementedError', "the playground's np.einsum has no ellipsis");
  const sizes = new Map<string, number>();
  terms.forEach((t, k) => {
    if (t.length !== operands[k].ndim) fail('ValueError', `einstein sum subscripts string contains ${t.length < operands[k].ndim ? 'too few' : 'too many'} subscripts for operand ${k}`);
    Array.from(t).forEach((c, d) => sizes.set(c, operands[k].shape[d]));
  });
  const letters = Array.from(left.replaceAll(',', ''));
  const result = right ?? letters.filter((c) => letters.indexOf(c) === letters.lastIndexOf(c)).sort().join('');
  const loops = [...Array.from(result), ...[...sizes.keys()].filter((c) => !result.includes(c))];
  const type = resultType(operands);
  const data = operands.map((o) => flat(nd(o, type)));
  const strides = terms.map((t, k) => loops.map((c) => Array.from(t).reduce((s, x, d) => s + (x === c ? operands[k].shape.slice(d + 1).reduce((a, b) => a * b, 1) : 0), 0)));
  const shape = Array.from(result).map((c) => sizes.get(c)!);
  const inner = loops.slice(shape.length).reduce((n, c) => n * sizes.get(c)!, 1);
  const values: (number | bigint)[] = [];
  const big = type === 'int64' || type === 'uint64';
  const total = shape.reduce((a, b) => a * b, 1);
  for (let o = 0; o < total; o++) {
    let s: number | bigint = big ? 0n : 0;
    for (let i = 0; i < inner; i++) {
      const at = new Array<number>(operands.length).fill(0);
      let rest = o * inner + i;
      for (let l = loops.length - 1; l >= 0; l--) {
        const n = sizes.get(loops[l])!;
        const digit = rest % n;
        rest = Math.floor(rest / n);
        for (let k = 0; k < at.length; k++) at[k] += digit * strides[k][l];
      }
      let p: number | bigint = data[0][at[0]];
      for (let k = 1; k < at.length; k++) p = big ? (p as bigint) * (data[k][at[k]] as bigint) : (p as number) * (data[k][at[k]] as number);
      s = big ? (s as bigint) + (p as bigint) : (s as number) + (p as number);
    }
    values.push(s);
  }
  return made(type, shape, values);
}

/** By elimination with row exchanges, and the logarithm of the diagonal, as NumPy goes about it. */
function determinant(a: Nd): number {
  const n = a.shape[0];
  const m = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_x, j) => Number(flat(a)[i * n + j])));
  let sign = 1;
  let log = 0;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i][k]) > Math.abs(m[p][k])) p = i;
    if (m[p][k] === 0) return 0;
    if (p !== k) { [m[p], m[k]] = [m[k], m[p]]; sign = -sign; }
    if (m[k][k] < 0) sign = -sign;
    log += Math.log(Math.abs(m[k][k]));
    for (let i = k + 1; i < n; i++) {
      const f = m[i][k] / m[k][k];
      for (let j = k; j < n; j++) m[i][j] -= f * m[k][j];
    }
  }
  return sign * Math.exp(log);
}

/** In double precision; float32 stays float32 outside. */
const real = (a: unknown): Nd => whole(nd(a, 'float64'));
const back = (a: unknown, like: unknown): unknown => (isNd(a) && nd(like).dtype === 'float32' ? nd(a, 'float32') : a);
function square(a: unknown, name: string): void {
  const x = nd(a);
  if (x.ndim < 2) fail('LinAlgError', `${x.ndim}-dimensional array given. Array must be at least two-dimensional`);
  if (x.shape[x.ndim - 1] !== x.shape[x.ndim - 2]) fail('LinAlgError', `Last 2 dimensions of the array must be square${name ? '' : ''}`);
}
function guarded<T>(f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (error instanceof Error && /singular/i.test(error.message)) fail('LinAlgError', 'Singular matrix');
    throw error;
  }
}

function norm(a: unknown, ord: unknown, axis: unknown, keepdims: unknown): unknown {
  const x = nd(a, kindOf(nd(a).dtype) < 2 ? 'float64' : null);
  if (axis === null && ord === null) {
    const v = reshape(x, [-1]);
    return out(applyUnary('sqrt', apply('add', matmul(v, v), 0)));
  }
  const axes = axis === null ? axesOf(null, x.ndim) : axesOf(axis, x.ndim);
  const magnitude = applyUnary('absolute', x);
  if (axes.length === 1 || (axis === null && x.ndim === 1)) {
    const p = ord === null ? 2 : ord === Infinity || ord === -Infinity ? (ord) : num(ord);
    if (p === Infinity) return out(max(magnitude, axes, keepdims));
    if (p === -Infinity) return out(min(magnitude, axes, keepdims));
    if (p === 0) return out(sum(nd(apply('not_equal', x, 0), x.dtype), axes, null, keepdims));
    if (p === 1) return out(sum(magnitude, axes, null, keepdims));
    if (p === 2) return out(applyUnary('sqrt', sum(applyUnary('square', magnitude), axes, null, keepdims)));
    return out(apply('power', sum(apply('power', magnitude, p), axes, null, keepdims), 1 / p));
  }
  if (ord === null || ord === 'fro') return out(applyUnary('sqrt', sum(applyUnary('square', magnitude), axes, null, keepdims)));
  const [r, c] = axes;
  if (ord === Infinity) return out(max(sum(magnitude, c, null, true), axes, keepdims));
  if (num(ord) === 1) return out(max(sum(magnitude, r, null, true), axes, keepdims));
  if (num(ord) === 2) return out(np.linalg.norm(real(x), 2));
  return fail('ValueError', `Invalid norm order ${show(ord)} for matrices.`);
}

export const linalg: FunctionBinding[] = [
  fn('matmul', 'x1, x2, out=None', (a, b) => out(matmul(a, b))), fn('dot', 'a, b, out=None', (a, b) => out(dot(a, b))), fn('vdot', 'a, b', (a, b) => out(matmul(reshape(nd(a), [-1]), reshape(nd(b), [-1])))),
  fn('inner', 'a, b', (a, b) => { const [x, y] = [nd(a), nd(b)]; return out(x.ndim === 0 || y.ndim === 0 ? apply('multiply', a, b) : tensordot(x, y, [[x.ndim - 1], [y.ndim - 1]])); }),
  fn('outer', 'a, b, out=None', (a, b) => apply('multiply', reshape(nd(a), [-1, 1]), reshape(nd(b), [1, -1]))),
  fn('tensordot', 'a, b, axes=2', (a, b, axes) => out(tensordot(nd(a), nd(b), axes))),
  fn('kron', 'a, b', (a, b) => np.kron(whole(nd(a)), whole(nd(b)))),
  fn('cross', 'a, b', (a, b) => np.cross(whole(nd(a)), whole(nd(b)))),
  fn('einsum', 'subscripts, *operands', (text, operands) => out(einsum(String(text).replaceAll(' ', ''), [...(operands as unknown[])].map((o) => nd(o))))),
  fn('trace', 'a, offset=0', (a, k) => { const x = nd(a); const [n, m] = x.shape; const items = flat(x); const diagonal = Array.from({ length: n }, (_, i) => i).filter((i) => i + int(k) >= 0 && i + int(k) < m).map((i) => items[i * m + i + int(k)]); return out(sum(made(x.dtype, [diagonal.length], diagonal))); }),
  fn('linalg.norm', 'x, ord=None, axis=None, keepdims=False', norm),
  fn('linalg.inv', 'a', (a) => { square(a, 'inv'); return guarded(() => back(np.linalg.inv(real(a)), a)); }), fn('linalg.pinv', 'a, rcond=1e-15', (a) => back(np.linalg.pinv(real(a)), a)),
  fn('linalg.det', 'a', (a) => { square(a, 'det'); return out(determinant(nd(a)), nd(a).dtype === 'float32' ? 'float32' : 'float64'); }),
  fn('linalg.solve', 'a, b', (a, b) => { square(a, 'solve'); return guarded(() => back(np.linalg.solve(real(a), real(b)), a)); }),
  fn('linalg.lstsq', 'a, b, rcond=None', (a, b) => { const r = np.linalg.lstsq(real(a), real(b)) as unknown as { x: Nd; residuals: Nd; rank: number; s: Nd }; return Tuple.from([r.x, r.residuals, r.rank, r.s]); }),
  fn('linalg.svd', 'a, full_matrices=True, compute_uv=True', (a, full, uv) => { const r = np.linalg.svd(real(a), Boolean(full), Boolean(uv)) as unknown; return isNd(r) ? r : Tuple.from(Object.values(r as object)); }),
  fn('linalg.eig', 'a', (a) => { const r = np.linalg.eig(real(a)) as unknown as { w: Nd; v: Nd }; return Tuple.from([r.w, r.v]); }), fn('linalg.eigh', 'a', (a) => { const r = np.linalg.eigh(real(a)) as unknown as { w: Nd; v: Nd }; return Tuple.from([r.w, r.v]); }),
  fn('linalg.qr', 'a, mode="reduced"', (a) => { const r = np.linalg.qr(real(a)) as unknown as { q: Nd; r: Nd }; return Tuple.from([r.q, r.r]); }), fn('linalg.cholesky', 'a', (a) => back(np.linalg.cholesky(real(a)), a)),
  fn('linalg.matrix_rank', 'M', (a) => np.linalg.matrix_rank(real(a))), fn('linalg.matrix_power', 'a, n', (a, n) => { square(a, 'power'); return np.linalg.matrix_power(whole(nd(a)), int(n)); }),
  fn('polyfit', 'x, y, deg', (x, y, deg) => np.polyfit(real(x), real(y), int(deg))), fn('polyval', 'p, x', (p, x) => { const c = nd(p); return out(Array.from({ length: c.size }, (_, i) => getItem(c, i)).reduce((s, k) => apply('add', apply('multiply', s, x), k), apply('multiply', nd(x), 0))); }),
  fn('convolve', 'a, v, mode="full"', (a, v, mode) => np.convolve(whole(nd(a)), whole(nd(v)), mode as 'full')), fn('correlate', 'a, v, mode="valid"', (a, v, mode) => np.correlate(whole(nd(a)), whole(nd(v)), mode as 'full')),
  fn('cov', 'm, y=None, rowvar=True, bias=False, ddof=None', (m, y, rowvar, bias, ddof) => np.cov(real(m), y === null ? undefined : real(y), Boolean(rowvar), Boolean(bias), ddof === null ? undefined : int(ddof))), fn('corrcoef', 'x, y=None, rowvar=True', (x, y, rowvar) => np.corrcoef(real(x), y === null ? undefined : real(y), Boolean(rowvar))),
  fn('trapz', 'y, x=None, dx=1.0', (y, x, dx) => { const v = Array.from(flat(nd(y)), Number); const t = x === null ? v.map((_, i) => i * num(dx)) : Array.from(flat(nd(x)), Number); return out(v.slice(1).reduce((s, q, i) => s + ((q + v[i]) * (t[i + 1] - t[i])) / 2, 0), 'float64'); }),
];
