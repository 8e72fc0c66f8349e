/** Special functions in double precision: gamma and its kin, error functions, Bessel functions. Sources: Abramowitz and Stegun, NIST DLMF. */

const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
/** B_2k of Bernoulli for k = 1 … 10. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330];

/** log |Γ(x)| */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x === 1 || x === 2) return 0;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  if (x > 1e6) return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x);
  const z = x - 1;
  let sum = LANCZOS[0];
  for (let i = 1; i < 9; i++) sum += LANCZOS[i] / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ψ(x) = Γ'(x) / Γ(x) */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x < 0 && Number.isInteger(x)) return NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift -= 1 / y;
  const inv = 1 / (y * y);
  let sum = 0;
  for (let k = 7; k >= 1; k--) sum = (sum + BERNOULLI[k - 1] / (2 * k)) * inv;
  return shift + Math.log(y) - 0.5 / y - sum;
}

/** Hurwitz ζ(x, q) = Σ (q + n)^-x, by Euler and Maclaurin. */
export function zeta(x: number, q: number): number {
  if (x === 1) return Infinity;
  if (x < 1) return NaN;
  if (q <= 0) {
    if (Number.isInteger(q)) return Infinity;
    if (!Number.isInteger(x)) return NaN;
  }
  let sum = 0;
  let a = q;
  for (let n = 0; n < 12 || a <= 9; n++, a++) sum += a ** -x;
  sum += a ** (1 - x) / (x - 1) + 0.5 * a ** -x;
  let factor = x;
  let power = a ** (-x - 1);
  let factorial = 2;
  for (let k = 1; k <= 10; k++) {
    const term = (BERNOULLI[k - 1] / factorial) * factor * power;
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
    factor *= (x + 2 * k - 1) * (x + 2 * k);
    power /= a * a;
    factorial *= (2 * k + 1) * (2 * k + 2);
  }
  return sum;
}

/** The n-th derivative of ψ. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (n < 0 || !Number.isInteger(n)) return NaN;
  const sign = n % 2 === 1 ? 1 : -1;
  return sign * Math.exp(lgamma(n + 1)) * zeta(n + 1, x);
}

/** Regularised lower incomplete gamma by its series; good for x < a + 1. */
function gammaSeries(a: number, x: number): number {
  let sum = 1 / a;
  let term = sum;
  for (let n = a + 1; n < a + 10_000; n++) {
    term *= x / n;
    sum += term;
    if (Math.abs(term) < Math.abs(sum) * 1e-17) break;
  }
  return sum * Math.exp(-x + a * Math.log(x) - lgamma(a));
}
/** Regularised upper incomplete gamma by its continued fraction; good for x > a + 1. */
function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return Math.exp(-x + a * Math.log(x) - lgamma(a)) * h;
}
const outside = (a: number, x: number): boolean => !(a > 0) || !(x >= 0);
/** P(a, x) */
export function igamma(a: number, x: number): number {
  if (outside(a, x)) return NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}
/** Q(a, x) = 1 - P(a, x) */
export function igammac(a: number, x: number): number {
  if (outside(a, x)) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}
/** ∂P(a, x) / ∂a, by differences of the fourth order. */
export function igammaGradA(a: number, x: number): number {
  if (outside(a, x)) return NaN;
  if (x === 0) return 0;
  const h = 1e-3 * Math.min(1, a);
  return (8 * (igamma(a + h, x) - igamma(a - h, x)) - (igamma(a + 2 * h, x) - igamma(a - 2 * h, x))) / (12 * h);
}

export function erf(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  const p = igamma(0.5, x * x);
  return x < 0 ? -p : p;
}
export const erfc = (x: number): number => (Number.isNaN(x) ? x : x > 0 ? igammac(0.5, x * x) : 1 + igamma(0.5, x * x));

/** The inverse of the normal distribution: a rational first guess (Acklam), then Halley's steps. */
export function ndtri(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const a = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239];
  const b = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
  const c = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const d = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
  const tail = (q: number): number => (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  let x: number;
  if (p < 0.02425) x = tail(Math.sqrt(-2 * Math.log(p)));
  else if (p > 1 - 0.02425) x = -tail(Math.sqrt(-2 * Math.log(1 - p)));
  else {
    const q = p - 0.5;
    const r = q * q;
    x = ((((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q) / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
  }
  for (let i = 0; i < 2; i++) {
    const e = 0.5 * erfc(-x / Math.SQRT2) - p;
    const u = e * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
    x -= u / (1 + (x * u) / 2);
  }
  return x;
}
export const erfinv = (y: number): number => (y === 0 ? y : ndtri((y + 1) / 2) / Math.SQRT2);

/** I_x(a, b), the regularised incomplete beta function. */
export function betainc(a: number, b: number, x: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return NaN;
  if (x === 0 || x === 1) return x;
  const front = Math.exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const safe = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}

/** exp(-|x|) I_n(x) for n = 0 and 1: the power series, and for large x the asymptotic one. */
function besselIe(n: 0 | 1, x: number): number {
  const y = Math.abs(x);
  const sign = n === 1 && x < 0 ? -1 : 1;
  if (y > 30) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < 30; k++) {
      const next = (-term * (4 * n * n - (2 * k - 1) ** 2)) / (k * 8 * y);
      if (Math.abs(next) > Math.abs(term)) break;
      term = next;
      sum += term;
    }
    return (sign * sum) / Math.sqrt(2 * Math.PI * y);
  }
  let term = n === 0 ? 1 : y / 2;
  let sum = term;
  for (let k = 1; k < 500; k++) {
    term *= (y * y) / 4 / (k * (k + n));
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sign * sum * Math.exp(-y);
}
export const besselI0e = (x: number): number => besselIe(0, x);
export const besselI1e = (x: number): number => besselIe(1, x);
export const besselI0 = (x: number): number => besselIe(0, x) * Math.exp(Math.abs(x));
export const besselI1 = (x: number): number => besselIe(1, x) * Math.exp(Math.abs(x));
