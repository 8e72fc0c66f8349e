/**
 * Products of float32 matrices with the very bits of TensorFlow 2.15.1, one thread, no oneDNN rewrites. AssemblyScript, as kernels.as.ts;
 * loaded for scripts only.
 *
 * Measured on the real one and checked against it shape by shape. Two ways of multiplying:
 * - `contract`: blocks over k, and inside a block one fused multiply-add a step. Here processors differ. With AVX-512 that is all. With AVX2
 *   even and odd steps are summed apart at the edges of the output, and in tiles of one or two rows product and sum are rounded separately.
 * - `product`: vectors and small matrices, never fused, in the orders in which eight lanes fall on the data.
 *
 * A fused step is emulated in float64: the product of two float32 is exact there, and the sum is rounded to 53 bits before it is rounded
 * to 24. That differs from one rounding about once in 2^29 steps.
 * In all functions the matrix `a` has element (i, p) at a + i * ai + p * ak, `b` has (p, j) at b + p * bk + 4 * j; strides in bytes.
 */

/** Level 2 data cache in bytes, by which blocks are chosen. */
const L2: i32 = 1048576;

/** Whether the processor that is followed has AVX-512, as those had that the recordings were made on; else AVX2. */
let wide: bool = true;
/** Level 1 data cache: of 48 KiB in those processors, of 32 KiB in those that the orders for AVX2 were measured on. Long sums are cut by it. */
let L1: i32 = 49152;
export function followAvx512(yes: i32): void { wide = yes != 0; L1 = wide ? 49152 : 32768; }

let blockK: i32 = 0;
let blockM: i32 = 0;
let blockN: i32 = 0;

// @ts-ignore: decorator
@inline
function ceilDiv(x: i32, y: i32): i32 { return (x + y - 1) / y; }

/** Sizes of blocks for [m,k] x [k,n] in column-major terms: 16 x 4 outputs at a time, panels that fit in the caches. */
function chooseBlocks(k: i32, m: i32, n: i32): void {
  blockK = k; blockM = m; blockN = n;
  if (max(k, max(m, n)) < 48) return;
  const bytes: i32 = 16 * 4 + 4 * 4, outputs: i32 = 16 * 4 * 4;
  const mostK: i32 = ((L1 - outputs) / bytes) & ~7;
  if (k > mostK) blockK = k % mostK == 0 ? mostK : mostK - 8 * ((mostK - 1 - (k % mostK)) / (8 * (k / mostK + 1)));
  const room: i32 = 1572864;
  const rest: i64 = <i64>(L1 - outputs) - <i64>m * blockK * 4;
  const mostN: i64 = rest >= <i64>16 * blockK ? rest / (blockK * 4) : (3 * room) / (4 * mostK * 4);
  const nc = <i32>min(<i64>(room / (2 * blockK * 4)), mostN) & ~3;
  if (n > nc) {
    blockN = n % nc == 0 ? nc : nc - 4 * ((nc - (n % nc)) / (4 * (n / nc + 1)));
  } else if (blockK == k) {
    const size: i64 = <i64>k * n * 4;
    let lhs = room, most = m;
    if (size <= 1024) lhs = L1;
    else if (size <= 32768) { lhs = L2; most = min(576, m); }
    let mc = min(lhs / (3 * k * 4), most);
    if (mc > 16) mc -= mc % 16;
    else if (mc == 0) return;
    blockM = m % mc == 0 ? mc : mc - 16 * ((mc - (m % mc)) / (16 * (m / mc + 1)));
  }
}

// @ts-ignore: decorator
@inline
function two(p: i32): v128 { return f64x2.promote_low_f32x4(v128.load64_zero(p)); }
// @ts-ignore: decorator
@inline
function fma(x: v128, y: v128, s: v128): v128 { return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(x, y), s))); }
// @ts-ignore: decorator
@inline
function put(p: i32, s: v128, add: bool): void {
  const v = f32x4.demote_f64x2_zero(s);
  v128.store64_lane(p, add ? f32x4.add(v128.load64_zero(p), v) : v, 0);
}
// @ts-ignore: decorator
@inline
function plus(x: v128, y: v128): v128 { return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(f64x2.add(x, y))); }
// @ts-ignore: decorator
@inline
function put1(p: i32, s: f32, add: bool): void { store<f32>(p, add ? load<f32>(p) + s : s); }

/** Two rows of outputs, fused, in order; columns in eights. Returns how many columns it did. */
function fusedTwoRows(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, row: i32, k: i32, cols: i32, add: bool): i32 {
  let j: i32 = 0;
  for (; j + 8 <= cols; j += 8) {
    let pa = a, pb = b + (j << 2);
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
    let t0 = f64x2.splat(0), t1 = f64x2.splat(0), t2 = f64x2.splat(0), t3 = f64x2.splat(0);
    for (let p = 0; p < k; p++) {
      const x = f64x2.splat(<f64>load<f32>(pa)), y = f64x2.splat(<f64>load<f32>(pa + ai));
      let v = two(pb);
      s0 = fma(x, v, s0); t0 = fma(y, v, t0);
      v = two(pb + 8);
      s1 = fma(x, v, s1); t1 = fma(y, v, t1);
      v = two(pb + 16);
      s2 = fma(x, v, s2); t2 = fma(y, v, t2);
      v = two(pb + 24);
      s3 = fma(x, v, s3); t3 = fma(y, v, t3);
      pa += ak; pb += bk;
    }
    const o = out + (j << 2);
    put(o, s0, add); put(o + 8, s1, add); put(o + 16, s2, add); put(o + 24, s3, add);
    put(o + row, t0, add); put(o + row + 8, t1, add); put(o + row + 16, t2, add); put(o + row + 24, t3, add);
  }
  return j;
}

/**
 * One row of `cols` outputs, fused. Of the first `pairs` steps (an even number) even and odd ones are summed apart, then the two sums are
 * added, then the other steps follow in order.
 */
function fused(a: i32, ak: i32, b: i32, bk: i32, out: i32, k: i32, cols: i32, pairs: i32, add: bool): void {
  let j: i32 = 0;
  for (; j + 8 <= cols; j += 8) {
    let pa = a, pb = b + (j << 2);
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
    if (pairs > 0) {
      let t0 = f64x2.splat(0), t1 = f64x2.splat(0), t2 = f64x2.splat(0), t3 = f64x2.splat(0);
      for (let p = 0; p < pairs; p += 2) {
        let x = f64x2.splat(<f64>load<f32>(pa));
        s0 = fma(x, two(pb), s0); s1 = fma(x, two(pb + 8), s1); s2 = fma(x, two(pb + 16), s2); s3 = fma(x, two(pb + 24), s3);
        pa += ak; pb += bk;
        x = f64x2.splat(<f64>load<f32>(pa));
        t0 = fma(x, two(pb), t0); t1 = fma(x, two(pb + 8), t1); t2 = fma(x, two(pb + 16), t2); t3 = fma(x, two(pb + 24), t3);
        pa += ak; pb += bk;
      }
      s0 = plus(s0, t0); s1 = plus(s1, t1); s2 = plus(s2, t2); s3 = plus(s3, t3);
    }
    for (let p = pairs; p < k; p++) {
      const x = f64x2.splat(<f64>load<f32>(pa));
      s0 = fma(x, two(pb), s0); s1 = fma(x, two(pb + 8), s1); s2 = fma(x, two(pb + 16), s2); s3 = fma(x, two(pb + 24), s3);
      pa += ak; pb += bk;
    }
    const o = out + (j << 2);
    put(o, s0, add); put(o + 8, s1, add); put(o + 16, s2, add); put(o + 24, s3, add);
  }
  for (; j < cols; j++) {
    let pa = a, pb = b + (j << 2);
    let s: f64 = 0, t: f64 = 0;
    for (let p = 0; p < pairs; p += 2) {
      s = <f64><f32>(<f64>load<f32>(pa) * <f64>load<f32>(pb) + s);
      pa += ak; pb += bk;
      t = <f64><f32>(<f64>load<f32>(pa) * <f64>load<f32>(pb) + t);
      pa += ak; pb += bk;
    }
    s = <f64><f32>(s + t);
    for (let p = pairs; p < k; p++) {
      s = <f64><f32>(<f64>load<f32>(pa) * <f64>load<f32>(pb) + s);
      pa += ak; pb += bk;
    }
    put1(out + (j << 2), <f32>s, add);
  }
}

/** The same with product and sum rounded separately. */
function plain(a: i32, ak: i32, b: i32, bk: i32, out: i32, k: i32, cols: i32, pairs: i32, add: bool): void {
  let j: i32 = 0;
  for (; j + 4 <= cols; j += 4) {
    let pa = a, pb = b + (j << 2);
    let s = f32x4.splat(0);
    if (pairs > 0) {
      let t = f32x4.splat(0);
      for (let p = 0; p < pairs; p += 2) {
        s = f32x4.add(s, f32x4.mul(v128.load32_splat(pa), v128.load(pb)));
        pa += ak; pb += bk;
        t = f32x4.add(t, f32x4.mul(v128.load32_splat(pa), v128.load(pb)));
        pa += ak; pb += bk;
      }
      s = f32x4.add(s, t);
    }
    for (let p = pairs; p < k; p++) {
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(pa), v128.load(pb)));
      pa += ak; pb += bk;
    }
    const o = out + (j << 2);
    v128.store(o, add ? f32x4.add(v128.load(o), s) : s);
  }
  for (; j < cols; j++) {
    let pa = a, pb = b + (j << 2);
    let s: f32 = 0, t: f32 = 0;
    for (let p = 0; p < pairs; p += 2) {
      s = s + load<f32>(pa) * load<f32>(pb);
      pa += ak; pb += bk;
      t = t + load<f32>(pa) * load<f32>(pb);
      pa += ak; pb += bk;
    }
    s = s + t;
    for (let p = pairs; p < k; p++) {
      s = s + load<f32>(pa) * load<f32>(pb);
      pa += ak; pb += bk;
    }
    put1(out + (j << 2), s, add);
  }
}

/** Rows of outputs, all fused and in order. */
function inOrder(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, row: i32, rows: i32, k: i32, cols: i32, add: bool): void {
  let i: i32 = 0;
  for (; i + 2 <= rows; i += 2) {
    const o = out + i * row, x = a + i * ai;
    const done = fusedTwoRows(x, ai, ak, b, bk, o, row, k, cols, add);
    fused(x, ak, b + (done << 2), bk, o + (done << 2), k, cols - done, 0, add);
    fused(x + ai, ak, b + (done << 2), bk, o + row + (done << 2), k, cols - done, 0, add);
  }
  if (i < rows) fused(a + i * ai, ak, b, bk, out + i * row, k, cols, 0, add);
}

/** A tile of `rows` (1..6) rows with AVX2: columns come in sixteens; a remainder of nine or more counts as sixteen, a smaller one is summed in pairs. */
function tile(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, row: i32, rows: i32, k: i32, cols: i32, add: bool): void {
  const even: i32 = k & ~1;
  if (rows <= 2) {
    for (let i = 0; i < rows; i++) plain(a + i * ai, ak, b, bk, out + i * row, k, cols, even, add);
    return;
  }
  const rest = cols & 15;
  const broad = rest > 8 ? cols : cols - rest;
  if (rows == 3) for (let i = 0; i < rows; i++) fused(a + i * ai, ak, b, bk, out + i * row, k, broad, even, add);
  else inOrder(a, ai, ak, b, bk, out, row, rows, k, broad, add);
  if (broad < cols) for (let i = 0; i < rows; i++) fused(a + i * ai, ak, b + (broad << 2), bk, out + i * row + (broad << 2), k, cols - broad, even, add);
}

/** One column: eight fused lanes over sixteens of k; what remains in eight, four, two and one steps is added to the output each by itself. */
function column(a: i32, ak: i32, b: i32, bk: i32, out: i32, k: i32, add: bool): void {
  let y: f32 = add ? load<f32>(out) : 0;
  let p: i32 = 0;
  const whole: i32 = k & ~15;
  for (let width: i32 = 16; width > 0; width >>= 1) {
    const end = width == 16 ? whole : p + (k & width);
    if (end == p) continue;
    const lanes: i32 = min(width, 8);
    let s0: f32 = 0, s1: f32 = 0, s2: f32 = 0, s3: f32 = 0;
    for (let l = 0; l < lanes; l++) {
      let s: f64 = 0;
      for (let q = p + l; q < end; q += lanes) s = <f64><f32>(<f64>load<f32>(a + q * ak) * <f64>load<f32>(b + q * bk) + s);
      const v = <f32>s;
      if (l < 2) s0 = l == 0 ? v : s0 + v;
      else if (l < 4) s1 = l == 2 ? v : s1 + v;
      else if (l < 6) s2 = l == 4 ? v : s2 + v;
      else s3 = l == 6 ? v : s3 + v;
    }
    y = y + ((s0 + s2) + (s1 + s3));
    p = end;
  }
  store<f32>(out, y);
}

/** One row by itself: fused, in order, upon what is in the output. */
function single(a: i32, ak: i32, b: i32, bk: i32, out: i32, k: i32, cols: i32, add: bool): void {
  let j: i32 = 0;
  for (; j + 4 <= cols; j += 4) {
    const o = out + (j << 2);
    let pa = a, pb = b + (j << 2);
    let s0 = add ? two(o) : f64x2.splat(0), s1 = add ? two(o + 8) : f64x2.splat(0);
    for (let p = 0; p < k; p++) {
      const x = f64x2.splat(<f64>load<f32>(pa));
      s0 = fma(x, two(pb), s0); s1 = fma(x, two(pb + 8), s1);
      pa += ak; pb += bk;
    }
    put(o, s0, false); put(o + 8, s1, false);
  }
  for (; j < cols; j++) {
    const o = out + (j << 2);
    let pa = a, pb = b + (j << 2);
    let s: f64 = add ? <f64>load<f32>(o) : 0;
    for (let p = 0; p < k; p++) {
      s = <f64><f32>(<f64>load<f32>(pa) * <f64>load<f32>(pb) + s);
      pa += ak; pb += bk;
    }
    store<f32>(o, <f32>s);
  }
}

/** A block: k in parts of 384 or 256 (the last two of equal size); with AVX2 rows in parts of 48, tiles of six rows. */
function block(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, row: i32, m: i32, k: i32, n: i32, add: bool): void {
  if (n == 1) {
    for (let i = 0; i < m; i++) column(a + i * ai, ak, b, bk, out + i * row, k, add);
    return;
  }
  if (m == 1) { single(a, ak, b, bk, out, k, n, add); return; }
  const most: i32 = wide ? 384 : 256;
  let part: i32 = 0;
  for (let p = 0; p < k; p += part) {
    part = k - p;
    if (part >= 2 * most) part = most;
    else if (part > most) part = (part + 1) >> 1;
    if (wide) { inOrder(a + p * ak, ai, ak, b + p * bk, bk, out, row, m, part, n, add || p > 0); continue; }
    let rows: i32 = 0;
    for (let i = 0; i < m; i += rows) {
      rows = m - i;
      if (rows >= 96) rows = 48;
      else if (rows > 72) rows = (rows + 1) >> 1;
      for (let r = 0; r < rows; r += 6) {
        tile(a + (i + r) * ai + p * ak, ai, ak, b + p * bk, bk, out + (i + r) * row, row, min(6, rows - r), part, n, add || p > 0);
      }
    }
  }
}

/** Sums over k in order, not fused, for outputs that lie one after the other: k in sixteens (or fours) where there is much of it. */
function lanes(a: i32, ak: i32, b: i32, bk: i32, out: i32, k: i32, cols: i32): void {
  const step = k < 128 ? k : bk < 32000 ? 16 : 4;
  for (let p = 0; p < k; p += step) plain(a + p * ak, ak, b + p * bk, bk, out, min(step, k - p), cols, 0, p > 0);
}

/** out[m,n] = a[m,k] * b[k,n] as a contraction of tensors, which convolutions and products of matrices are. */
export function contract(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, m: i32, k: i32, n: i32): void {
  if (m == 1) { lanes(a, ak, b, bk, out, k, n); return; }
  chooseBlocks(k, n, m);
  const nc = min(n, ceilDiv(<i32>(<f32>blockM * 1.5), 48) * 48);
  const mc = min(m, ceilDiv(blockN, 24) * 24);
  const slices = max(1, ceilDiv(k, blockK));
  const kc = min(k, ceilDiv(k / slices, 8) * 8);
  const row = n << 2;
  for (let j = 0; j < n; j += nc) {
    for (let p = 0; p < k; p += kc) {
      for (let i = 0; i < m; i += mc) {
        block(a + i * ai + p * ak, ai, ak, b + p * bk + (j << 2), bk, out + i * row + (j << 2), row, min(mc, m - i), min(kc, k - p), min(nc, n - j), p > 0);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function eight(a: i32, b: i32): v128 { return f32x4.mul(v128.load(a), v128.load(b)); }
/** Sum of eight lanes as two vectors. */
// @ts-ignore: decorator
@inline
function sum8(lo: v128, hi: v128): f32 { return sum4(f32x4.add(lo, hi)); }
// @ts-ignore: decorator
@inline
function sum4(s: v128): f32 {
  return (f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 2)) + (f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 3));
}

/** Inner product of two contiguous vectors: eights of k, even and odd ones apart, then the rest in order. */
function dot(a: i32, b: i32, k: i32): f32 {
  let s: f32 = 0;
  let p: i32 = 0;
  if (k >= 8) {
    let lo = eight(a, b), hi = eight(a + 16, b + 16);
    p = 8;
    if (k >= 16) {
      let lo1 = eight(a + 32, b + 32), hi1 = eight(a + 48, b + 48);
      for (p = 16; p + 16 <= k; p += 16) {
        const x = a + (p << 2), y = b + (p << 2);
        lo = f32x4.add(lo, eight(x, y)); hi = f32x4.add(hi, eight(x + 16, y + 16));
        lo1 = f32x4.add(lo1, eight(x + 32, y + 32)); hi1 = f32x4.add(hi1, eight(x + 48, y + 48));
      }
      lo = f32x4.add(lo, lo1); hi = f32x4.add(hi, hi1);
      if (p + 8 <= k) {
        lo = f32x4.add(lo, eight(a + (p << 2), b + (p << 2))); hi = f32x4.add(hi, eight(a + (p << 2) + 16, b + (p << 2) + 16));
        p += 8;
      }
    }
    s = sum8(lo, hi);
  }
  for (; p < k; p++) s = s + load<f32>(a + (p << 2)) * load<f32>(b + (p << 2));
  return s;
}

/** Inner product of a row of a matrix with a vector: eights of k; the last of an odd number of rows has a four before the rest. */
function rowDot(a: i32, b: i32, k: i32, last: bool): f32 {
  let lo = f32x4.splat(0), hi = f32x4.splat(0);
  let p: i32 = 0;
  for (; p + 8 <= k; p += 8) {
    const x = a + (p << 2), y = b + (p << 2);
    lo = f32x4.add(lo, eight(x, y)); hi = f32x4.add(hi, eight(x + 16, y + 16));
  }
  let s = sum8(lo, hi);
  if (last && p + 4 <= k) { s = s + sum4(eight(a + (p << 2), b + (p << 2))); p += 4; }
  for (; p < k; p++) s = s + load<f32>(a + (p << 2)) * load<f32>(b + (p << 2));
  return s;
}

/** One output of the last one to three columns: eight sums by k modulo 8, then pairs. */
function eightSums(a: i32, ak: i32, b: i32, bk: i32, k: i32): f32 {
  const whole: i32 = k & ~7, even: i32 = k & ~1;
  let half0: f32 = 0, half1: f32 = 0;
  for (let parity: i32 = 0; parity < 2; parity++) {
    let c0: f32 = 0, c1: f32 = 0, c2: f32 = 0, c3: f32 = 0;
    for (let p = parity; p < whole; p += 8) {
      const x = a + p * ak, y = b + p * bk;
      c0 = c0 + load<f32>(x) * load<f32>(y);
      c1 = c1 + load<f32>(x + 2 * ak) * load<f32>(y + 2 * bk);
      c2 = c2 + load<f32>(x + 4 * ak) * load<f32>(y + 4 * bk);
      c3 = c3 + load<f32>(x + 6 * ak) * load<f32>(y + 6 * bk);
    }
    let s: f32 = (c0 + c1) + (c2 + c3);
    for (let p = whole + parity; p < even; p += 2) s = s + load<f32>(a + p * ak) * load<f32>(b + p * bk);
    if (parity == 0) half0 = s;
    else half1 = s;
  }
  let s: f32 = half0 + half1;
  if (k > even) s = s + load<f32>(a + even * ak) * load<f32>(b + even * bk);
  return s;
}

/** out[m,n] = a[m,k] * b[k,n] in tiles of 16 columns, then 8, 4 and 1, by four rows; m, n > 1. */
function tiled(a: i32, ai: i32, ak: i32, b: i32, bk: i32, out: i32, m: i32, k: i32, n: i32): void {
  chooseBlocks(k, n, m);
  const kc = blockK, nc = min(n, blockM), mc = min(m, blockN), row = n << 2;
  for (let j = 0; j < n; j += nc) {
    const cols = min(nc, n - j);
    const broad: i32 = cols & ~15, fours: i32 = cols & ~3;
    for (let p = 0; p < k; p += kc) {
      const depth = min(kc, k - p), add = p > 0;
      for (let i = 0; i < m; i += mc) {
        const rows = min(mc, m - i);
        for (let r = 0; r < rows; r++) {
          const four = r < (rows & ~3);
          const x = a + (i + r) * ai + p * ak, y = b + p * bk + (j << 2), o = out + (i + r) * row + (j << 2);
          plain(x, ak, y, bk, o, depth, broad, 0, add);
          plain(x, ak, y + (broad << 2), bk, o + (broad << 2), depth, fours - broad, four ? depth & ~7 : 0, add);
          for (let c = fours; c < cols; c++) {
            if (four) put1(o + (c << 2), eightSums(x, ak, y + (c << 2), bk, depth), add);
            else plain(x, ak, y + (c << 2), bk, o + (c << 2), depth, 1, 0, add);
          }
        }
      }
    }
  }
}

/**
 * out[m,n] = a * b as a product of matrices, for vectors and in stacks of small ones. `ta`: a is stored [k,m]; `tb`: b is stored [n,k], and
 * `packed` is its transpose [k,n] (b itself where `tb` is 0).
 */
export function product(a: i32, b: i32, packed: i32, out: i32, m: i32, k: i32, n: i32, ta: i32, tb: i32): void {
  const ai = ta ? 4 : k << 2, ak = ta ? m << 2 : 4, bk = n << 2;
  const small = k + m + n < 20;
  if (!ta && tb && (small || (m == 1 && n == 1))) {
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) store<f32>(out + ((i * n + j) << 2), dot(a + i * ai, b + j * (k << 2), k));
  } else if (small || (m == 1 && n == 1)) {
    for (let i = 0; i < m; i++) plain(a + i * ai, ak, packed, bk, out + i * bk, k, n, 0, false);
  } else if (n == 1) {
    if (ta) lanes(b, 4, a, ak, out, k, m);
    else for (let i = 0; i < m; i++) store<f32>(out + (i << 2), rowDot(a + i * ai, b, k, (m & 1) == 1 && i == m - 1));
  } else if (m == 1) {
    if (tb) for (let j = 0; j < n; j++) store<f32>(out + (j << 2), rowDot(b + j * (k << 2), a, k, (n & 1) == 1 && j == n - 1));
    else lanes(a, 4, b, bk, out, k, n);
  } else tiled(a, ai, ak, packed, bk, out, m, k, n);
}

/** out[cols,rows] = the transpose of a[rows,cols]. */
export function transpose(a: i32, out: i32, rows: i32, cols: i32): void {
  for (let i = 0; i < rows; i++) {
    let o = out + (i << 2);
    for (let j = 0; j < cols; j++) { store<f32>(o, load<f32>(a)); a += 4; o += rows << 2; }
  }
}
