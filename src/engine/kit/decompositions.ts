/** Decompositions of one matrix in double precision: Cholesky, QR, symmetric eigenvalues, singular values. */
import { identityRows, transposed } from './matrix.ts';

/** The lower triangle L of A = L Lᵀ; null where A is not positive definite. */
export function choleskyRows(a: readonly Float64Array[]): Float64Array[] | null {
  const n = a.length;
  const l = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      if (i === j) {
        if (!(sum > 0)) return null;
        l[i][i] = Math.sqrt(sum);
      } else l[i][j] = sum / l[j][j];
    }
  }
  return l;
}

/** Q (m x m) and R (m x n) by Householder's reflections; the signs are those of LAPACK and Eigen. */
export function qrRows(a: readonly Float64Array[]): { q: Float64Array[]; r: Float64Array[] } {
  const m = a.length;
  const n = a[0]?.length ?? 0;
  const r = a.map((row) => row.slice());
  const q = identityRows(m);
  for (let k = 0; k < Math.min(m - 1, n); k++) {
    let tail = 0;
    for (let i = k + 1; i < m; i++) tail += r[i][k] ** 2;
    if (tail <= 1e-300) continue;
    const beta = (r[k][k] >= 0 ? -1 : 1) * Math.sqrt(r[k][k] ** 2 + tail);
    const v = new Float64Array(m);
    for (let i = k + 1; i < m; i++) v[i] = r[i][k] / (r[k][k] - beta);
    v[k] = 1;
    const tau = (beta - r[k][k]) / beta;
    const reflect = (rows: Float64Array[], columns: number): void => {
      for (let j = 0; j < columns; j++) {
        let dot = 0;
        for (let i = k; i < m; i++) dot += v[i] * rows[i][j];
        for (let i = k; i < m; i++) rows[i][j] -= tau * dot * v[i];
      }
    };
    reflect(r, n);
    reflect(q, m);
    for (let i = k + 1; i < m; i++) r[i][k] = 0;
  }
  return { q: transposed(q), r };
}

/** Eigenvalues in ascending order and eigenvectors as columns, by Jacobi's rotations. */
export function eigenRows(a: readonly Float64Array[]): { values: Float64Array; vectors: Float64Array[] } {
  const n = a.length;
  // Only the lower triangle counts.
  const s = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_v, j) => (j <= i ? a[i][j] : a[j][i])));
  const v = identityRows(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += s[i][j] ** 2;
    if (off < 1e-300) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (s[p][q] === 0) continue;
        const theta = (s[q][q] - s[p][p]) / (2 * s[p][q]);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const d = t * c;
        for (let k = 0; k < n; k++) [s[k][p], s[k][q]] = [c * s[k][p] - d * s[k][q], d * s[k][p] + c * s[k][q]];
        for (let k = 0; k < n; k++) [s[p][k], s[q][k]] = [c * s[p][k] - d * s[q][k], d * s[p][k] + c * s[q][k]];
        for (let k = 0; k < n; k++) [v[k][p], v[k][q]] = [c * v[k][p] - d * v[k][q], d * v[k][p] + c * v[k][q]];
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => s[i][i] - s[j][j]);
  return { values: Float64Array.from(order, (i) => s[i][i]), vectors: v.map((row) => Float64Array.from(order, (i) => row[i])) };
}

/** Singular values in descending order, U (m x m) and V (n x n) as columns. */
export function svdRows(a: readonly Float64Array[], columns: number): { s: Float64Array; u: Float64Array[]; v: Float64Array[] } {
  const m = a.length;
  if (m < columns) {
    const { s, u, v } = svdRows(transposed(a), m);
    return { s, u: v, v: u };
  }
  // One-sided Jacobi: columns are rotated until they are orthogonal.
  const w = a.map((row) => row.slice());
  const v = identityRows(columns);
  for (let sweep = 0; sweep < 60; sweep++) {
    let moved = false;
    for (let p = 0; p < columns; p++) {
      for (let q = p + 1; q < columns; q++) {
        let [alpha, beta, gamma] = [0, 0, 0];
        for (let k = 0; k < m; k++) { alpha += w[k][p] ** 2; beta += w[k][q] ** 2; gamma += w[k][p] * w[k][q]; }
        if (Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha * beta) || gamma === 0) continue;
        moved = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const d = c * t;
        for (const rows of [w, v]) for (const row of rows) [row[p], row[q]] = [c * row[p] - d * row[q], d * row[p] + c * row[q]];
      }
    }
    if (!moved) break;
  }
  const lengths = Array.from({ length: columns }, (_, j) => Math.sqrt(w.reduce((sum, row) => sum + row[j] ** 2, 0)));
  const order = lengths.map((_, i) => i).sort((i, j) => lengths[j] - lengths[i]);
  const s = Float64Array.from(order, (i) => lengths[i]);
  // What is left of U is completed to an orthonormal basis by QR.
  const thin = w.map((row) => Float64Array.from(order, (i) => (lengths[i] > 0 ? row[i] / lengths[i] : 0)));
  const u = completed(thin, m, columns);
  return { s, u, v: v.map((row) => Float64Array.from(order, (i) => row[i])) };
}

function completed(thin: readonly Float64Array[], m: number, n: number): Float64Array[] {
  const columns = transposed(thin).slice(0, n);
  for (let e = 0; columns.length < m && e < m; e++) {
    const next = Float64Array.from({ length: m }, (_, i) => Number(i === e));
    for (let pass = 0; pass < 2; pass++) {
      for (const col of columns) {
        const dot = col.reduce((sum, x, i) => sum + x * next[i], 0);
        for (let i = 0; i < m; i++) next[i] -= dot * col[i];
      }
    }
    const length = Math.hypot(...next);
    if (length > 1e-8) columns.push(next.map((x) => x / length));
  }
  return transposed(columns);
}

