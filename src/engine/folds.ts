/**
 * Floats reduced in the very order in which TensorFlow's CPU kernels do it (Eigen's TensorReduction.h with vectors of 32 bytes, one thread;
 * core/kernels/reduction_ops_common.h), so that sums have TensorFlow's own bits. `combine` is rounded to the dtype after every step.
 */
import type { Numbers } from './dtype.ts';

export type Combine = (a: number, b: number) => number;

/** What sums and means combine by. */
export const plus: Combine = (a, b) => a + b;

/** Above as many vectors, a row is halved. */
const LEAF = 1024;
/** From as many terms on, vectors across rows are added in four strands. */
const STRANDS_FROM = 16;

/** Folds one row after the other, elements side by side in vectors. */
class Fold {
  readonly lanes: number;
  private readonly one: Numbers;
  private readonly strands: Numbers;
  constructor(private readonly x: Numbers, private readonly start: number, private readonly combine: Combine) {
    const single = x instanceof Float32Array;
    this.lanes = single ? 8 : 4;
    this.one = single ? new Float32Array(1) : new Float64Array(1);
    this.strands = single ? new Float32Array(32) : new Float64Array(16);
  }

  private round(v: number): number {
    this.one[0] = v;
    return this.one[0];
  }

  /** `n` elements from `at` on that lie `step` apart, one by one. */
  plain(at: number, n: number, step: number, sum = this.start): number {
    const { x } = this;
    if (this.combine === plus && x instanceof Float32Array) { // the same, without a call for each element
      for (let i = at, end = at + n * step; i < end; i += step) sum = Math.fround(sum + x[i]);
      return sum;
    }
    for (let i = 0; i < n; i++) sum = this.round(this.combine(sum, this.x[at + i * step]));
    return sum;
  }

  /** The same in four strands, which are put together before the rest comes. */
  stranded(at: number, n: number, step: number): number {
    if (n < STRANDS_FROM) return this.plain(at, n, step);
    const most = n - (n % 4);
    let sum = this.plain(at, most / 4, 4 * step);
    for (let s = 1; s < 4; s++) sum = this.round(this.combine(sum, this.plain(at + s * step, most / 4, 4 * step)));
    return this.plain(at + most * step, n - most, step, sum);
  }

  /** `n` elements in a row. */
  row(at: number, n: number): number {
    const { lanes, combine, strands, x } = this;
    if (n > lanes * LEAF) {
      const left = Math.min(n, lanes * Math.ceil((at + Math.ceil(n / 2)) / lanes) - at);
      return this.round(combine(this.row(at, left), this.row(at + left, n - left)));
    }
    const whole = n - (n % lanes);
    const tail = this.plain(at + whole, n - whole, 1);
    if (whole === 0) return tail;
    strands.fill(this.start);
    const wide = n - (n % (4 * lanes));
    for (let i = 0; i < wide; i += 4 * lanes) for (let k = 0; k < 4 * lanes; k++) strands[k] = combine(strands[k], x[at + i + k]);
    if (wide > 0) for (let k = lanes; k < 4 * lanes; k++) strands[k % lanes] = combine(strands[k % lanes], strands[k]);
    for (let i = wide; i < whole; i += lanes) for (let k = 0; k < lanes; k++) strands[k] = combine(strands[k], x[at + i + k]);
    for (let half = lanes / 2; half >= 1; half /= 2) for (let k = 0; k < half; k++) strands[k] = combine(strands[k], strands[k + half]);
    return this.round(combine(tail, strands[0]));
  }
}

/** Neighbouring dimensions that share their fate, as one; those of size 1 go with whatever stands before them. */
function merged(shape: readonly number[], axes: readonly number[]): { size: number; gone: boolean }[] {
  const out: { size: number; gone: boolean }[] = [];
  shape.forEach((size, d) => {
    if (size === 1) return;
    const gone = axes.includes(d);
    const last = out.at(-1);
    if (last?.gone === gone) last.size *= size;
    else out.push({ size, gone });
  });
  return out;
}

/** The elements with the kept dimensions in front of the others. */
function keptFirst(x: Numbers, dims: readonly { size: number; gone: boolean }[]): Numbers {
  const steps = dims.map((_, d) => dims.slice(d + 1).reduce((n, { size }) => n * size, 1));
  const order = [...dims.keys()].sort((a, b) => Number(dims[a].gone) - Number(dims[b].gone) || a - b);
  const out = x.slice();
  let to = 0;
  const walk = (k: number, from: number): void => {
    if (k === order.length) { out[to++] = x[from]; return; }
    for (let i = 0; i < dims[order[k]].size; i++) walk(k + 1, from + i * steps[order[k]]);
  };
  walk(0, 0);
  return out;
}

/** The sum (or what `combine` makes) of one row after the other. */
export function foldRows(x: Numbers, y: Numbers, n: number, start: number, combine: Combine): void {
  const fold = new Fold(x, start, combine);
  for (let i = 0; i < y.length; i++) y[i] = fold.row(i * n, n);
}

/** Reduces float32 or float64 elements over `axes` into `y`. */
export function foldAxes(x: Numbers, shape: readonly number[], axes: readonly number[], y: Numbers, start: number, combine: Combine): void {
  if (x.length === 0) { y.fill(start); return; }
  const dims = merged(shape, axes);
  if (!dims.some((d) => d.gone)) { y.set(x); return; }
  const fold = new Fold(x, start, combine);
  const [a, b, c] = dims;
  const kept = (d: { gone: boolean } | undefined): boolean => d === undefined || !d.gone;
  if (dims.length <= 3 && kept(c) && (a.gone ? kept(b) && !c : b.gone && c)) {
    // The reduced dimension lies before a kept one: as many outputs as a vector has are folded together, where they lie in one row.
    const [n, width] = a.gone ? [a.size, b?.size ?? 0] : [b.size, c.size];
    if (width === 0) { y[0] = fold.row(0, n); return; }
    for (let i = 0; i < y.length; i++) {
      const block = i - (i % fold.lanes);
      const at = Math.floor(i / width) * n * width + (i % width);
      const together = block + fold.lanes <= y.length && (block % width) + fold.lanes <= width;
      y[i] = together ? fold.stranded(at, n, width) : fold.plain(at, n, width);
    }
  } else if (dims.length === 3 && a.gone) {
    // Reduced, kept, reduced: column by column, the first dimension innermost.
    for (let j = 0; j < b.size; j++) {
      let sum = start;
      for (let k = 0; k < c.size; k++) sum = fold.plain(j * c.size + k, a.size, b.size * c.size, sum);
      y[j] = sum;
    }
  } else foldRows(dims.length === 2 ? x : keptFirst(x, dims), y, x.length / y.length, start, combine);
}
