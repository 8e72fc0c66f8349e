/**
 * exp, log, sigmoid and tanh of float32 numbers with the very bits that TensorFlow's CPU kernels give (Eigen's GenericPacketMathFunctions.h,
 * without fused multiply-add, as the released packages are built): every step is rounded to float32. And so with the same bits on every
 * machine, which the host's Math does not promise.
 */
const f = Math.fround;
const PER_LN2 = f(Math.LOG2E);
const [C1, C2] = [f(-0.693359375), f(2.12194440e-4)];
const [P2, P3, P4, P5, P6] = [0.49999988079071044921875, 0.16666518151760101318359375, 4.166965186595916748046875e-2, 8.36894474923610687255859375e-3, 1.37449637986719608306884765625e-3].map(f);

/** a * b + c, rounded twice. */
const madd = (a: number, b: number, c: number): number => f(f(a * b) + c);

export function exp32(v: number): number {
  if (!(v >= -104)) return Number.isNaN(v) ? v : 0;
  const x = v > 88.723 ? f(88.723) : v;
  const m = Math.floor(madd(x, PER_LN2, 0.5));
  const r = madd(m, C2, madd(m, C1, x));
  const r2 = f(r * r);
  const even = madd(r2, madd(r2, P6, P4), P2);
  const odd = madd(r2, P5, P3);
  const y = f(madd(r2, madd(r, odd, even), f(r + 1)) * 2 ** m);
  return Math.max(y, v);
}

export function sigmoid32(x: number): number {
  const e = exp32(x > 16.6355324 ? f(16.6355324) : x);
  return f(e / f(1 + e));
}

/** Numbers that fill no vector. */
export function sigmoidTail(x: number): number {
  const e = f(Math.exp(x > 16.6355324 ? f(16.6355324) : x));
  return f(e / f(1 + e));
}

const CLAMP = f(7.90531110763549805);
const ALPHA = [-2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03].map(f);
const BETA = [1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03].map(f);
const polynomial = (c: readonly number[], x: number): number => {
  let sum = c[0];
  for (let i = 1; i < c.length; i++) sum = madd(x, sum, c[i]);
  return sum;
};

export function tanh32(v: number): number {
  if (Math.abs(v) < 0.0004 || Number.isNaN(v)) return v;
  const x = Math.max(-CLAMP, Math.min(CLAMP, v));
  const x2 = f(x * x);
  return f(f(x * polynomial(ALPHA, x2)) / polynomial(BETA, x2));
}

const LN2 = f(Math.LN2);
const HALF_ROOT = f(Math.SQRT1_2);
const [N1, N2, N3] = [1, 1, 0.18256296].map(f);
const [D1, D2, D3] = [1.5, 0.5992325, 0.049616247].map(f);

export function log32(x: number): number {
  // What has no exponent of its own, and what is smaller than a normal number, is no matter of rounding.
  if (!(x >= 1.17549435e-38) || x === Infinity) return Math.log(x);
  let e = Math.floor(Math.log2(x)) + 1;
  let m = x / 2 ** e;
  if (m >= 1) { m /= 2; e++; }
  if (m < HALF_ROOT) { e--; m = f(f(m - 1) + m); } else m = f(m - 1);
  const above = f(m * madd(m, madd(m, N3, N2), N1));
  const below = madd(m, madd(m, madd(m, D3, D2), D1), 1);
  return madd(e, LN2, f(above / below));
}

export function log1p32(x: number): number {
  const y = f(x + 1);
  return y === 1 || y === Infinity ? x : f(x * f(log32(y) / f(y - 1)));
}

export function expm132(x: number): number {
  const y = exp32(x);
  if (y === 1) return x;
  const less = f(y - 1);
  return less === -1 || y === Infinity ? less : f(less * f(x / log32(y)));
}

const FLAT = f(f(Math.log(2 ** -23)) + 2);
/** Where one term is lost in the other, that other alone. */
const softplusOf = (exp: (x: number) => number, log1p: (x: number) => number) => (x: number): number => (x > -FLAT ? x : x < FLAT ? exp(x) : log1p(f(exp(x))));
export const softplus32 = /* @__PURE__ */ softplusOf(exp32, log1p32);
export const softplusTail = /* @__PURE__ */ softplusOf(Math.exp, Math.log1p);
/** What is left of exp for exp(x) - 1. */
export const less1 = (e: number): number => f(f(e) - 1);
