/**
 * Normalising channels in the very order of TensorFlow's CPU kernels (core/kernels/fused_batch_norm_op.cc), so that float32 results have its
 * bits. `x` is [rows, n]: one row a place, one column a channel. Every step is rounded to float32, no product is fused with a sum.
 */
import type { Numbers } from '../dtype.ts';
import { foldAxes } from '../folds.ts';
import { rsqrt32, rsqrtTail } from './reciprocal.ts';

const f = Math.fround;
const LANES = 8;

/** 1 / √(variance + epsilon) of each channel: those that fill no vector are computed one by one. */
function inverses(variance: Numbers, epsilon: number): Float32Array {
  const n = variance.length;
  const whole = n - (n % LANES);
  return Float32Array.from({ length: n }, (_, k) => (k < whole ? rsqrt32 : rsqrtTail)(f(variance[k] + epsilon)));
}

/** Mean and variance over the rows. */
export function exactMoments(x: Numbers, rows: number, n: number): { mean: Float32Array; variance: Float32Array } {
  const share = f(1 / rows);
  const mean = new Float32Array(n);
  const sumUp = (from: Numbers, to: Float32Array): void => {
    foldAxes(from, [rows, n], [0], to, 0, (a, b) => a + b);
    for (let k = 0; k < n; k++) to[k] *= share;
  };
  sumUp(x, mean);
  const squares = new Float32Array(rows * n);
  for (let i = 0; i < squares.length; i++) {
    const d = f(x[i] - mean[i % n]);
    squares[i] = d * d;
  }
  const variance = new Float32Array(n);
  sumUp(squares, variance);
  return { mean, variance };
}

/** (x - mean) * (1 / √(variance + epsilon) * scale) + offset, into `y`. */
export function exactNormal(x: Numbers, mean: Numbers, variance: Numbers, scale: Numbers, offset: Numbers, epsilon: number, y: Numbers): void {
  const n = mean.length;
  const times = inverses(variance, epsilon).map((v, k) => v * scale[k]);
  for (let i = 0; i < x.length; i++) {
    const k = i % n;
    y[i] = f(f(x[i] - mean[k]) * times[k]) + offset[k];
  }
}

/** Sums down the columns, row after row, of what `term` gives for each place. */
function columnSums(length: number, n: number, out: Numbers, term: (i: number, k: number) => number): void {
  out.fill(0);
  for (let i = 0; i < length; i++) out[i % n] += f(term(i, i % n));
}

export interface NormalGradients { readonly dx: Numbers; readonly dscale: Numbers; readonly doffset: Numbers }

/** The gradients, with the moments of the batch or, if not `training`, given ones. */
export function exactNormalGradients(dy: Numbers, x: Numbers, scale: Numbers, mean: Numbers, variance: Numbers, epsilon: number, training: boolean, out: NormalGradients): void {
  const n = mean.length;
  const { length } = x;
  const rows = length / n;
  const inverse = inverses(variance, epsilon);
  const { dx, dscale, doffset } = out;
  const dots = new Float32Array(n);
  columnSums(length, n, doffset, (i) => dy[i]);
  columnSums(length, n, dots, (i, k) => dy[i] * f(x[i] - mean[k]));
  if (!training) {
    for (let k = 0; k < n; k++) dscale[k] = dots[k] * inverse[k];
    const times = inverse.map((v, k) => v * scale[k]);
    for (let i = 0; i < length; i++) dx[i] = dy[i] * times[i % n];
    return;
  }
  columnSums(length, n, dscale, (i, k) => dy[i] * f(f(x[i] - mean[k]) * inverse[k]));
  const share = f(1 / rows);
  const means = Float32Array.from(doffset as Float32Array, (v) => v * share);
  const times = inverse.map((v, k) => scale[k] * v);
  const slope = dots.map((v, k) => f(inverse[k] * inverse[k]) * f(v / rows));
  for (let i = 0; i < length; i++) {
    const k = i % n;
    dx[i] = times[k] * f(f(dy[i] - means[k]) - f(f(x[i] - mean[k]) * slope[k]));
  }
}

/** Images with their channels before the places, as rows of channels: `n` channels of `inner` places each. */
export function channelsLast(x: Numbers, n: number, inner: number): Numbers {
  if (inner === 1) return x;
  const out = x.slice();
  for (let i = 0; i < x.length; i++) out[channelPlace(i, n, inner)] = x[i];
  return out;
}

/** The other way round, into `out`. */
export function channelsFirst(x: Numbers, n: number, inner: number, out: Numbers): void {
  for (let i = 0; i < x.length; i++) out[i] = x[channelPlace(i, n, inner)];
}

const channelPlace = (i: number, n: number, inner: number): number => (Math.floor(i / (n * inner)) * inner + (i % inner)) * n + (Math.floor(i / inner) % n);
