/**
 * Sine, cosine, exponential and logarithm to the last digit of NumPy's, because scripts make weights of them. For double precision that is
 * the nearest double (as glibc gives it, all but always); for single precision it is what NumPy's own vector code computes
 * (loops_trigonometric, loops_exponent_log): a product and a sum rounded once.
 */
const f = Math.fround;

// --- double precision: sums of two doubles ------------------------------------------------------------------------------

type Pair = readonly [high: number, low: number];

/** a + b as rounded sum and error. */
function sum(a: number, b: number): Pair {
  const s = a + b;
  const t = s - a;
  return [s, a - (s - t) + (b - t)];
}
function split(a: number): Pair {
  const t = 134217729 * a;
  const high = t - (t - a);
  return [high, a - high];
}
/** a b as rounded product and error. */
function product(a: number, b: number): Pair {
  const p = a * b;
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  return [p, ah * bh - p + ah * bl + al * bh + al * bl];
}
function add(a: Pair, b: Pair): Pair {
  const [s, e] = sum(a[0], b[0]);
  return sum(s, e + a[1] + b[1]);
}
function times(a: Pair, b: Pair): Pair {
  const [p, e] = product(a[0], b[0]);
  return sum(p, e + a[0] * b[1] + a[1] * b[0]);
}
const fraction = (n: number, d: number): Pair => {
  const q = n / d;
  const [p, e] = product(q, d);
  return [q, (n - p - e) / d];
};

/** π/2 in parts of 33 bits: their products with small integers are exact. */
const HALF_PI = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32];

/** Quadrant and rest in [-π/4, π/4]. For |x| below 10^6. */
function reduce(x: number): { quadrant: number; rest: Pair } {
  const k = Math.round((x * 2) / Math.PI);
  let rest: Pair = [x, 0];
  for (const part of HALF_PI) rest = add(rest, [-k * part, 0]);
  return { quadrant: ((k % 4) + 4) % 4, rest };
}

const FACTORIALS = Array.from({ length: 28 }, (_, i) => Array.from({ length: i }, (_x, k) => k + 1).reduce((a, b) => a * b, 1));
/** The series from term `first` (0 or 1) on; the small terms need no second half. */
function series(r: Pair, first: number): Pair {
  const square = times(r, r);
  let tail = 0;
  for (let n = 26 + first; n > 8 + first; n -= 2) tail = 1 / FACTORIALS[n] - tail * square[0];
  let total: Pair = [tail, 0];
  for (let n = 8 + first; n >= first; n -= 2) total = add(fraction(1, FACTORIALS[n]), times([-square[0], -square[1]], total));
  return first === 1 ? times(r, total) : total;
}

function circular(x: number, shift: number, plain: (v: number) => number): number {
  if (!Number.isFinite(x) || Math.abs(x) > 1e6 || (x === 0 && shift === 0)) return plain(x);
  const { quadrant, rest } = reduce(x);
  const q = (quadrant + shift) % 4;
  const [high] = series(rest, q % 2 === 0 ? 1 : 0);
  return q < 2 ? high : -high;
}
export const sin64 = (x: number): number => circular(x, 0, Math.sin);
export const cos64 = (x: number): number => circular(x, 1, Math.cos);

const LN2: Pair = [0.6931471805599453, 2.3190468138462996e-17];

/** log(m 2^e) = e log 2 + 2 artanh((m - 1) / (m + 1)), with m from √½ to √2. */
export function log64(x: number): number {
  if (!(x > 2 ** -1022) || !Number.isFinite(x) || x === 1) return Math.log(x);
  let exponent = Math.floor(Math.log2(x));
  let m = x / 2 ** exponent;
  if (m > Math.SQRT2) { m /= 2; exponent++; } else if (m < Math.SQRT1_2) { m *= 2; exponent--; }
  const above = m - 1;
  const below = sum(m, 1);
  const q = above / below[0];
  const [p, e] = product(q, below[0]);
  const r: Pair = [q, (above - p - e - q * below[1]) / below[0]];
  const square = times(r, r);
  let tail = 0;
  for (let n = 35; n > 11; n -= 2) tail = 1 / n + tail * square[0];
  let total: Pair = [tail, 0];
  for (let n = 11; n >= 1; n -= 2) total = add(fraction(1, n), times(square, total));
  const twice = times(r, total);
  return add(times([exponent, 0], LN2), [2 * twice[0], 2 * twice[1]])[0];
}

// --- single precision ---------------------------------------------------------------------------------------------------

/** a b + c, rounded once (twice in rare cases: a double holds the product of two singles exactly, the sum nearly). */
const fma = (a: number, b: number, c: number): number => f(a * b + c);
const horner = (coefficients: readonly number[], x: number): number => coefficients.reduce((r, c) => fma(r, x, c));
const singles = (...v: number[]): number[] => v.map(f);

const SIN = [2.8404097065504175e-6, -0.00019856491417158395, 0.008333397097885609, -0.1666666716337204];
const COS = [2.4372266125283204e-5, -0.001388652017340064, 0.04166661947965622, -0.5, 1];
const TWO_OVER_PI = 0.6366197466850281;
const MAGIC = 12582912;
/** -π/2 in three singles. */
const PARTS = [-1.570796012878418, -3.1391647326017846e-7, -5.390302529957765e-15];

function circular32(x: number, shift: number, plain: (v: number) => number): number {
  if (!(Math.abs(x) <= (shift ? 71476.0625 : 117435.992))) return f(plain(x));
  const k = f(f(f(x * TWO_OVER_PI) + MAGIC) - MAGIC);
  const r = PARTS.reduce((v, part) => fma(k, part, v), x);
  const square = f(r * r);
  const q = (((k + shift) % 4) + 4) % 4;
  const value = q % 2 === 0 ? fma(fma(horner(SIN, square), square, 0), r, r) : horner(COS, square);
  return q < 2 ? value : -value;
}
export const sin32 = (x: number): number => circular32(x, 0, Math.sin);
export const cos32 = (x: number): number => circular32(x, 1, Math.cos);

const EXP_TOP = singles(0.0005082762527590694, 0.006757896990527505, 0.051145120816372985, 0.24736154348955208, 0.7257664613233125, 0.9999999999980871);
const EXP_BOTTOM = singles(0.021595093756858297, -0.27423353904116676, 1);

export function exp32(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 88.72283935546875) return Infinity;
  if (x < -103.97208404541016) return 0;
  const k = f(f(f(x * f(Math.LOG2E)) + MAGIC) - MAGIC);
  const r = fma(k, f(-1.42860677e-6), fma(k, f(-6.93145752e-1), x));
  return f(f(horner(EXP_TOP, r) / horner(EXP_BOTTOM, r)) * 2 ** k);
}

const LOG_TOP = singles(0.025899791179079226, 0.3808837741388408, 1.4800006335765066, 2.112677543073053, 0.9999999999999999, 0);
const LOG_BOTTOM = singles(0.005875095403124574, 0.15464763749839067, 0.9864942958519419, 2.453006071784736, 2.6126775430731093, 1);

export function log32(x: number): number {
  if (!(x > 0) || !Number.isFinite(x)) return f(Math.log(x));
  let exponent = Math.floor(Math.log2(x));
  if (2 ** exponent > x) exponent--;
  if (2 ** (exponent + 1) <= x) exponent++;
  let m = x / 2 ** exponent;
  if (m > f(Math.SQRT2)) { m *= 0.5; exponent++; }
  const r = f(m - 1);
  return fma(exponent, f(Math.LN2), f(horner(LOG_TOP, r) / horner(LOG_BOTTOM, r)));
}
