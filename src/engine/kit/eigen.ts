/**
 * exp, sigmoid and tanh of float32 numbers with the very bits that TensorFlow's CPU kernels give (Eigen's GenericPacketMathFunctions.h,
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
