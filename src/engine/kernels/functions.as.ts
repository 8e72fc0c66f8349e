/** exp and log with the same bits on every machine, and the kernels of many operations an element: softmax cross entropy, Adam. */

/**
 * exp in float64 from basic arithmetic only, so with the same bits on every machine, unlike the host's Math: reduction by
 * multiples of ln 2, then the rational approximation of fdlibm's e_exp.c; error below 1 ulp. Without tables, to stay small.
 */
export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = nearest<f64>(x * 1.44269504088896338700);
  const hi = x - k * 6.93147180369123816490e-01;
  const lo = k * 1.90821492927058770002e-10;
  const r = hi - lo;
  const t = r * r;
  const c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
    + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  const y = 1 - ((lo - (r * c) / (2 - c)) - hi);
  // 2^k in two steps, so that results below the normal range come out right.
  const half = <i64>k >> 1;
  return y * power(half) * power(<i64>k - half);
}

/** 2^k for -1022 <= k <= 1023. */
// @ts-ignore: decorator
@inline
function power(k: i64): f64 { return reinterpret<f64>((k + 1023) << 52); }

/** log in float64 of a positive normal number, after fdlibm's e_log.c; error below 1 ulp. */
export function log(x: f64): f64 {
  let k = <i32>((reinterpret<i64>(x) >> 52) & 0x7ff) - 1023;
  let m = reinterpret<f64>((reinterpret<i64>(x) & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) { m *= 0.5; k++; }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const t2 = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const half = 0.5 * f * f;
  const n = <f64>k;
  return n * 6.93147180369123816490e-01 - ((half - (s * (half + t1 + t2) + n * 1.90821492927058770002e-10)) - f);
}

/**
 * Softmax cross entropy of logits [n,c] with integer labels [n]: loss [n] and its gradient [n,c] (softmax minus one-hot).
 * Returns -1, or the first row whose label is outside 0..c-1.
 */
export function crossEntropy(logits: i32, labels: i32, loss: i32, grad: i32, n: i32, c: i32): i32 {
  for (let i = 0; i < n; i++) {
    const label = load<i32>(labels + (i << 2));
    if (label < 0 || label >= c) return i;
    const row = logits + ((i * c) << 2), g = grad + ((i * c) << 2);
    let top: f32 = load<f32>(row);
    for (let j = 1; j < c; j++) { const v = load<f32>(row + (j << 2)); if (v > top) top = v; }
    let sum: f32 = 0;
    for (let j = 0; j < c; j++) {
      const e = <f32>exp(<f64>(load<f32>(row + (j << 2)) - top));
      store<f32>(g + (j << 2), e);
      sum = sum + e;
    }
    store<f32>(loss + (i << 2), <f32>log(<f64>sum) - (load<f32>(row + (label << 2)) - top));
    for (let j = 0; j < c; j++) {
      const p: f32 = load<f32>(g + (j << 2)) / sum;
      store<f32>(g + (j << 2), j == label ? p - <f32>1 : p);
    }
  }
  return -1;
}

/** Adam's step over n elements of a variable w, its means m and v, and the gradient g; `rest1` is 1 - beta1, `rest2` 1 - beta2. Rounded as the host's (apply_adam.ts). */
export function adam(w: i32, m: i32, v: i32, g: i32, n: i32, alpha: f32, rest1: f32, rest2: f32, epsilon: f32): void {
  const end = w + (n << 2), wide = w + ((n & ~3) << 2);
  const a = f32x4.splat(alpha), r1 = f32x4.splat(rest1), r2 = f32x4.splat(rest2), e = f32x4.splat(epsilon);
  for (; w < wide; w += 16, m += 16, v += 16, g += 16) {
    const d = v128.load(g), m0 = v128.load(m), v0 = v128.load(v);
    const m1 = f32x4.add(m0, f32x4.mul(f32x4.sub(d, m0), r1));
    const v1 = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(d, d), v0), r2));
    v128.store(m, m1);
    v128.store(v, v1);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(m1, a), f32x4.add(f32x4.sqrt(v1), e))));
  }
  for (; w < end; w += 4, m += 4, v += 4, g += 4) {
    const d = load<f32>(g), m0 = load<f32>(m), v0 = load<f32>(v);
    const m1: f32 = m0 + (d - m0) * rest1;
    const v1: f32 = v0 + (d * d - v0) * rest2;
    store<f32>(m, m1);
    store<f32>(v, v1);
    store<f32>(w, load<f32>(w) - (m1 * alpha) / (sqrt<f32>(v1) + epsilon));
  }
}
