/** Matrices by the host: products of any numeric dtype, and stacks of matrices one by one. */
import { sizeOf, type DType, type Numbers, type Shape, type Static } from '../dtype.ts';
import { RunFailure, ShapeError } from '../op-def.ts';

/** z = x y, each transposed or not; sums in ascending order of k. */
export function multiplyPlain(x: ArrayLike<number>, y: ArrayLike<number>, z: Numbers, m: number, k: number, n: number, ta: boolean, tb: boolean, at: readonly [number, number, number] = [0, 0, 0]): void {
  const [p, q, r] = at;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let s = 0; s < k; s++) sum += x[p + (ta ? s * m + i : i * k + s)] * y[q + (tb ? j * k + s : s * n + j)];
      z[r + i * n + j] = sum;
    }
  }
}

/** Calls `visit` with the offset of each matrix of an input; `count`: how many there are. */
export function eachMatrix(shape: readonly number[], visit: (offset: number, index: number) => void): void {
  const size = shape[shape.length - 2] * shape[shape.length - 1];
  const count = sizeOf(shape.slice(0, -2));
  for (let i = 0; i < count; i++) visit(i * size, i);
}

/** A static shape of rank 2 or more; unknown ones stay so. Throws ShapeError as TensorFlow words it. */
export function matrixShape(op: string, s: Static): Shape | null {
  if (s.shape && s.shape.length < 2) throw new ShapeError(`Shape must be at least rank 2 but is rank ${s.shape.length} for '{{node ${op}}}'`);
  return s.shape;
}

/** The side of concrete square matrices. */
export function requireSquare(shape: readonly number[]): number {
  const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
  if (shape.length < 2) throw new RunFailure('InvalidArgumentError', `Input tensor 0 must have rank >= 2, got ${shape.length}`);
  if (m !== n) throw new RunFailure('InvalidArgumentError', 'Input matrix must be square.');
  return n;
}

/** The same, square. */
export function squareShape(op: string, s: Static): Shape | null {
  const shape = matrixShape(op, s);
  if (!shape) return null;
  const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
  if (m !== null && n !== null && m !== n) throw new ShapeError(`Dimensions must be equal, but are ${m} and ${n} for '{{node ${op}}}'`);
  return [...shape.slice(0, -2), m ?? n, m ?? n];
}

/** A copy of one matrix as rows of doubles. */
export function rowsOf(data: ArrayLike<number>, offset: number, m: number, n: number): Float64Array[] {
  return Array.from({ length: m }, (_, i) => Float64Array.from({ length: n }, (_v, j) => data[offset + i * n + j]));
}
/** Writes rows back. */
export function putRows(out: Numbers, offset: number, rows: readonly ArrayLike<number>[]): void {
  let at = offset;
  for (const row of rows) for (let j = 0; j < row.length; j++) out[at++] = row[j];
}
export const identityRows = (n: number): Float64Array[] => Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_v, j) => Number(i === j)));
export const transposed = (a: readonly Float64Array[]): Float64Array[] => Array.from(a[0] ?? [], (_, j) => Float64Array.from(a, (row) => row[j]));
export function matrixProduct(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) => Float64Array.from({ length: b[0]?.length ?? 0 }, (_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));
}

export interface Decomposed { readonly lu: Float64Array[]; readonly order: number[]; readonly sign: number; readonly singular: boolean }
/** How results of a dtype are rounded on the way: badly conditioned systems show it. */
export const roundingOf = (dtype: DType): ((v: number) => number) => (dtype === 'float32' ? Math.fround : (v) => v);

/** L U of P A with partial pivoting, in place of a copy. */
export function decompose(a: readonly Float64Array[], round: (v: number) => number = (v) => v): Decomposed {
  const lu = a.map((row) => row.slice());
  const n = lu.length;
  const order = lu.map((_, i) => i);
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i][k]) > Math.abs(lu[best][k])) best = i;
    if (lu[best][k] === 0) { singular = true; continue; }
    if (best !== k) {
      [lu[k], lu[best]] = [lu[best], lu[k]];
      [order[k], order[best]] = [order[best], order[k]];
      sign = -sign;
    }
    for (let i = k + 1; i < n; i++) {
      lu[i][k] = round(lu[i][k] / lu[k][k]);
      for (let j = k + 1; j < n; j++) lu[i][j] = round(lu[i][j] - round(lu[i][k] * lu[k][j]));
    }
  }
  return { lu, order, sign, singular };
}

/** Solves A x = b, where A is decomposed; b has columns. */
export function solve({ lu, order }: Decomposed, b: readonly Float64Array[], round: (v: number) => number = (v) => v): Float64Array[] {
  const x = order.map((i) => b[i].slice());
  const n = lu.length;
  const columns = x[0]?.length ?? 0;
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) x[i][c] = round(x[i][c] - round(lu[i][j] * x[j][c]));
    for (let i = n - 1; i >= 0; i--) {
      for (let j = n - 1; j > i; j--) x[i][c] = round(x[i][c] - round(lu[i][j] * x[j][c]));
      x[i][c] = round(x[i][c] / lu[i][i]);
    }
  }
  return x;
}

