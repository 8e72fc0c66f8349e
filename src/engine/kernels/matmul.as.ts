/** Products of float32 matrices: each sum in ascending order of its index, lanes run over the columns. Addresses in bytes. */

/** out[m,n] = a[m,k] * b[k,n]; ta: a is stored [k,m], tb: b is stored [n,k]. */
export function matmul(a: i32, b: i32, out: i32, m: i32, k: i32, n: i32, ta: i32, tb: i32): void {
  const aRow = ta ? 4 : k << 2;
  const aCol = ta ? m << 2 : 4;
  if (tb) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let s: f32 = 0;
        let pa = a + i * aRow;
        let pb = b + j * (k << 2);
        for (let p = 0; p < k; p++) { s = s + load<f32>(pa) * load<f32>(pb); pa += aCol; pb += 4; }
        store<f32>(out + ((i * n + j) << 2), s);
      }
    }
    return;
  }
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    const p = a + i * aRow;
    rows4(p, p + aRow, p + aRow * 2, p + aRow * 3, b, out + i * (n << 2), n << 2, k, n, aCol);
  }
  for (; i < m; i++) row1(a + i * aRow, b, out + i * (n << 2), k, n, aCol);
}

/** One row of a product: out[n] = a[k] * b[k,n]; elements of a are `aCol` bytes apart. */
function row1(a: i32, b: i32, out: i32, k: i32, n: i32, aCol: i32): void {
  const row = n << 2;
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0);
    let pa = a, pb = b + (j << 2);
    for (let p = 0; p < k; p++) {
      const x = v128.load32_splat(pa);
      s0 = f32x4.add(s0, f32x4.mul(x, v128.load(pb)));
      s1 = f32x4.add(s1, f32x4.mul(x, v128.load(pb, 16)));
      pa += aCol; pb += row;
    }
    v128.store(out + (j << 2), s0); v128.store(out + (j << 2), s1, 16);
  }
  for (; j + 4 <= n; j += 4) {
    let s = f32x4.splat(0);
    let pa = a, pb = b + (j << 2);
    for (let p = 0; p < k; p++) { s = f32x4.add(s, f32x4.mul(v128.load32_splat(pa), v128.load(pb))); pa += aCol; pb += row; }
    v128.store(out + (j << 2), s);
  }
  if (j + 2 <= n) {
    let s = f32x4.splat(0);
    let pa = a, pb = b + (j << 2);
    for (let p = 0; p < k; p++) { s = f32x4.add(s, f32x4.mul(v128.load32_splat(pa), v128.load64_zero(pb))); pa += aCol; pb += row; }
    v128.store64_lane(out + (j << 2), s, 0);
    j += 2;
  }
  if (j < n) {
    let s: f32 = 0;
    let pa = a, pb = b + (j << 2);
    for (let p = 0; p < k; p++) { s = s + load<f32>(pa) * load<f32>(pb); pa += aCol; pb += row; }
    store<f32>(out + (j << 2), s);
  }
}

/** Four rows at a time, so that each element of b is read once for them: rows of a anywhere, rows of the output `step` bytes apart. */
export function rows4(a0: i32, a1: i32, a2: i32, a3: i32, b: i32, out: i32, step: i32, k: i32, n: i32, aCol: i32): void {
  const row = n << 2;
  if (n == 10) { rows4x10(a0, a1, a2, a3, b, out, step, k, aCol); return; }
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    let pb = b + (j << 2), at = 0;
    for (let p = 0; p < k; p++) {
      const w0 = v128.load(pb), w1 = v128.load(pb, 16);
      let x = v128.load32_splat(a0 + at);
      s0 = f32x4.add(s0, f32x4.mul(x, w0)); s1 = f32x4.add(s1, f32x4.mul(x, w1));
      x = v128.load32_splat(a1 + at);
      s2 = f32x4.add(s2, f32x4.mul(x, w0)); s3 = f32x4.add(s3, f32x4.mul(x, w1));
      x = v128.load32_splat(a2 + at);
      s4 = f32x4.add(s4, f32x4.mul(x, w0)); s5 = f32x4.add(s5, f32x4.mul(x, w1));
      x = v128.load32_splat(a3 + at);
      s6 = f32x4.add(s6, f32x4.mul(x, w0)); s7 = f32x4.add(s7, f32x4.mul(x, w1));
      at += aCol; pb += row;
    }
    let o = out + (j << 2);
    v128.store(o, s0); v128.store(o, s1, 16); o += step;
    v128.store(o, s2); v128.store(o, s3, 16); o += step;
    v128.store(o, s4); v128.store(o, s5, 16); o += step;
    v128.store(o, s6); v128.store(o, s7, 16);
  }
  if (j + 4 <= n) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let pb = b + (j << 2), at = 0;
    for (let p = 0; p < k; p++) {
      const w = v128.load(pb);
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(a0 + at), w));
      s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(a1 + at), w));
      s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(a2 + at), w));
      s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(a3 + at), w));
      at += aCol; pb += row;
    }
    let o = out + (j << 2);
    v128.store(o, s0); o += step; v128.store(o, s1); o += step; v128.store(o, s2); o += step; v128.store(o, s3);
    j += 4;
  }
  if (j + 2 <= n) {
    // Two columns of two rows share a vector.
    let s0 = f32x4.splat(0), s1 = s0;
    let pb = b + (j << 2), at = 0;
    for (let p = 0; p < k; p++) {
      const w = v128.load64_splat(pb);
      s0 = f32x4.add(s0, f32x4.mul(i32x4.shuffle(v128.load32_splat(a0 + at), v128.load32_splat(a1 + at), 0, 1, 4, 5), w));
      s1 = f32x4.add(s1, f32x4.mul(i32x4.shuffle(v128.load32_splat(a2 + at), v128.load32_splat(a3 + at), 0, 1, 4, 5), w));
      at += aCol; pb += row;
    }
    let o = out + (j << 2);
    v128.store64_lane(o, s0, 0); o += step; v128.store64_lane(o, s0, 1); o += step;
    v128.store64_lane(o, s1, 0); o += step; v128.store64_lane(o, s1, 1);
    j += 2;
  }
  if (j < n) {
    let s0: f32 = 0, s1: f32 = 0, s2: f32 = 0, s3: f32 = 0;
    let pb = b + (j << 2), at = 0;
    for (let p = 0; p < k; p++) {
      const w = load<f32>(pb);
      s0 = s0 + load<f32>(a0 + at) * w; s1 = s1 + load<f32>(a1 + at) * w;
      s2 = s2 + load<f32>(a2 + at) * w; s3 = s3 + load<f32>(a3 + at) * w;
      at += aCol; pb += row;
    }
    let o = out + (j << 2);
    store<f32>(o, s0); o += step; store<f32>(o, s1); o += step; store<f32>(o, s2); o += step; store<f32>(o, s3);
  }
}

/** The ten-class case of rows4: the last two columns of two rows share a vector. */
function rows4x10(a0: i32, a1: i32, a2: i32, a3: i32, b: i32, out: i32, step: i32, k: i32, aCol: i32): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0, s9 = s0;
  const d1 = a1 - a0, d2 = a2 - a0, d3 = a3 - a0;
  const end = b + k * 40;
  for (; b < end; b += 40, a0 += aCol) {
    const w0 = v128.load(b), w1 = v128.load(b, 16);
    let x = v128.load32_splat(a0), y = v128.load32_splat(a0 + d1);
    s0 = f32x4.add(s0, f32x4.mul(x, w0)); s1 = f32x4.add(s1, f32x4.mul(x, w1));
    s2 = f32x4.add(s2, f32x4.mul(y, w0)); s3 = f32x4.add(s3, f32x4.mul(y, w1));
    s8 = f32x4.add(s8, f32x4.mul(i32x4.shuffle(x, y, 0, 1, 4, 5), v128.load64_splat(b, 32)));
    x = v128.load32_splat(a0 + d2); y = v128.load32_splat(a0 + d3);
    s4 = f32x4.add(s4, f32x4.mul(x, w0)); s5 = f32x4.add(s5, f32x4.mul(x, w1));
    s6 = f32x4.add(s6, f32x4.mul(y, w0)); s7 = f32x4.add(s7, f32x4.mul(y, w1));
    s9 = f32x4.add(s9, f32x4.mul(i32x4.shuffle(x, y, 0, 1, 4, 5), v128.load64_splat(b, 32)));
  }
  v128.store(out, s0); v128.store(out, s1, 16); v128.store64_lane(out, s8, 0, 32); out += step;
  v128.store(out, s2); v128.store(out, s3, 16); v128.store64_lane(out, s8, 1, 32); out += step;
  v128.store(out, s4); v128.store(out, s5, 16); v128.store64_lane(out, s9, 0, 32); out += step;
  v128.store(out, s6); v128.store(out, s7, 16); v128.store64_lane(out, s9, 1, 32);
}
