/**
 * Convolutions as products of matrices: each image becomes one row for every output place (what lies under the window there), and
 * the filter one column for every output channel. Plain float32 goes through the WebAssembly ; other dtypes through a loop.
 */
import type { DType, Numbers } from '../dtype.ts';
import { elementBytes, sizeOf } from '../dtype.ts';
import { RunFailure, type Attrs, type Compute } from '../op-def.ts';
import type { ExactProducts } from '../heap.ts';
import { eachPlace, requireLast, windowOf, type Window } from './window.ts';

/** A convolution on concrete shapes. */
export interface Convolution {
  readonly window: Window;
  readonly batch: number;
  readonly channels: number;
  readonly filters: number;
  /** Output places, and numbers under the window. */
  readonly places: number;
  readonly taps: number;
  readonly dtype: DType;
}

export function convolution(attrs: Attrs, type: string, x: readonly number[], filter: readonly number[], dtype: DType): Convolution {
  requireLast(attrs, type, 'conv');
  const rank = x.length;
  const channels = x[rank - 1];
  if (filter[rank - 2] !== channels) throw new RunFailure('InvalidArgumentError', `input depth must be evenly divisible by filter depth: ${channels} vs ${filter[rank - 2]}`);
  const window = windowOf(x, filter.slice(0, rank - 2), attrs);
  return { window, batch: x[0], channels, filters: filter[rank - 1], places: sizeOf(window.out), taps: sizeOf(window.k) * channels, dtype };
}

/** The output's shape. */
export function convolved(c: Convolution, rank: number): number[] {
  return [c.batch, ...c.window.out.slice(5 - rank), c.filters];
}

/** Whether a row is just the place itself: then an image is its own matrix. */
const pointwise = ({ window: w }: Convolution): boolean => w.k.every((k) => k === 1) && w.stride.every((s) => s === 1) && w.before.every((b) => b === 0) && w.out.every((o, i) => o === w.size[i]);

/** Rows of an image whose numbers begin at `at`. */
function spread(c: Convolution, x: Numbers, at: number, rows: Numbers): void {
  const { channels, taps } = c;
  rows.fill(0);
  eachPlace(c.window, (place, o, tap) => {
    const from = at + place * channels;
    const to = o * taps + tap * channels;
    for (let k = 0; k < channels; k++) rows[to + k] = x[from + k];
  });
}

/** Adds rows back to the places that they came from. */
function collect(c: Convolution, rows: Numbers, x: Numbers, at: number): void {
  const { channels, taps } = c;
  eachPlace(c.window, (place, o, tap) => {
    const to = at + place * channels;
    const from = o * taps + tap * channels;
    for (let k = 0; k < channels; k++) x[to + k] += rows[from + k];
  });
}

/** out[m,n] = a[m,k] * b[k,n] at addresses; `ta`: a is stored [k,m]. */
function multiply(c: Compute, dtype: DType, a: number, b: number, out: number, m: number, k: number, n: number, ta: boolean): void {
  if (dtype !== 'float64') {
    c.kernels.matmul(a, b, out, m, k, n, ta ? 1 : 0, 0);
    return;
  }
  const [x, y, z] = [c.view(dtype, a, m * k), c.view(dtype, b, k * n), c.view(dtype, out, m * n)];
  z.fill(0);
  for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) {
    const v = ta ? x[p * m + i] : x[i * k + p];
    for (let j = 0; j < n; j++) z[i * n + j] += v * y[p * n + j];
  }
}

/** Sizes in numbers by which TensorFlow shares out the work on the gradients (core/kernels/conv_grad_*_ops): of the last cache, of the second. */
const LAST_CACHE = (30 << 20) / 4;
const SECOND_CACHE = (256 << 10) / 4;

const exactIn = (c: Compute, g: Convolution) => (g.dtype === 'float32' && g.batch * g.places * g.taps * g.filters > 0 ? c.kernels.exact : null);

/** How many numbers one image takes in its three matrices. */
const working = (g: Convolution): number => g.places * g.filters + g.taps * g.filters + g.places * g.taps;

/** Rows of `count` images from number `first` on, at an address in scratch space; the images themselves where they are their own matrices. */
function rowsOf(c: Compute, g: Convolution, x: number, rows: number, first: number, count: number): number {
  const image = sizeOf(g.window.size) * g.channels;
  const from = x + first * image * 4;
  if (pointwise(g)) return from;
  for (let i = 0; i < count; i++) spread(g, c.view(g.dtype, from + i * image * 4, image), 0, c.view(g.dtype, rows + i * g.places * g.taps * 4, g.places * g.taps));
  return rows;
}

/** y = x * filter */
export function convolve(c: Compute, g: Convolution, x: number, filter: number, y: number): void {
  const exact = exactIn(c, g);
  if (exact) {
    // One product over all images in TensorFlow; in parts it has the same bits, but for parts of one row.
    const count = g.places === 1 ? g.batch : 1;
    const room = pointwise(g) ? 0 : c.scratch(count * g.places * g.taps * 4);
    for (let i = 0; i < g.batch; i += count) exact.contract(rowsOf(c, g, x, room, i, count), g.taps * 4, 4, filter, g.filters * 4, y + i * g.places * g.filters * 4, count * g.places, g.taps, g.filters);
    return;
  }
  const bytes = elementBytes(g.dtype);
  const image = sizeOf(g.window.size) * g.channels;
  const direct = pointwise(g);
  const rows = direct ? 0 : c.scratch(g.places * g.taps * bytes);
  for (let i = 0; i < g.batch; i++) {
    if (!direct) spread(g, c.view(g.dtype, x + i * image * bytes, image), 0, c.view(g.dtype, rows, g.places * g.taps));
    multiply(c, g.dtype, direct ? x + i * image * bytes : rows, filter, y + i * g.places * g.filters * bytes, g.places, g.taps, g.filters, false);
  }
}

/** dx, from the gradient of y and the filter. */
export function convolveBack(c: Compute, g: Convolution, dy: number, filter: number, dx: number): void {
  const bytes = elementBytes(g.dtype);
  const image = sizeOf(g.window.size) * g.channels;
  const turned = c.scratch(g.taps * g.filters * bytes);
  const direct = pointwise(g);
  const rows = direct ? 0 : c.scratch(g.places * g.taps * bytes);
  const exact = exactIn(c, g);
  const contracts = g.batch === 1 || working(g) >= SECOND_CACHE;
  const from = c.view(g.dtype, filter, g.taps * g.filters);
  const to = c.view(g.dtype, turned, g.taps * g.filters);
  for (let t = 0; t < g.taps; t++) for (let f = 0; f < g.filters; f++) to[f * g.taps + t] = from[t * g.filters + f];
  for (let i = 0; i < g.batch; i++) {
    const gradient = dy + i * g.places * g.filters * bytes;
    const at = dx + i * image * bytes;
    const part = direct ? at : rows;
    if (exact && contracts) exact.contract(gradient, g.filters * 4, 4, turned, g.taps * 4, part, g.places, g.filters, g.taps);
    else if (exact) exact.product(gradient, filter, turned, part, g.places, g.filters, g.taps, 0, 1);
    else multiply(c, g.dtype, gradient, turned, part, g.places, g.filters, g.taps, false);
    if (direct) continue;
    const out = c.view(g.dtype, at, image);
    out.fill(0);
    collect(g, c.view(g.dtype, rows, g.places * g.taps), out, 0);
  }
}

/** The gradient of the filter, from x and the gradient of y. */
export function convolveFilter(c: Compute, g: Convolution, x: number, dy: number, df: number): void {
  const exact = exactIn(c, g);
  if (exact) { exactFilter(c, exact, g, x, dy, df); return; }
  const bytes = elementBytes(g.dtype);
  const image = sizeOf(g.window.size) * g.channels;
  const size = g.taps * g.filters;
  const direct = pointwise(g);
  const rows = direct ? 0 : c.scratch(g.places * g.taps * bytes);
  const part = c.scratch(size * bytes);
  const total = c.view(g.dtype, df, size);
  total.fill(0);
  for (let i = 0; i < g.batch; i++) {
    if (!direct) spread(g, c.view(g.dtype, x + i * image * bytes, image), 0, c.view(g.dtype, rows, g.places * g.taps));
    multiply(c, g.dtype, direct ? x + i * image * bytes : rows, dy + i * g.places * g.filters * bytes, part, g.taps, g.places, g.filters, true);
    const add = c.view(g.dtype, part, size);
    for (let k = 0; k < size; k++) total[k] += add[k];
  }
}

/** The same, summed over as many images at once as TensorFlow takes together. */
function exactFilter(c: Compute, exact: ExactProducts, g: Convolution, x: number, dy: number, df: number): void {
  const shard = Math.min(g.batch, Math.ceil(LAST_CACHE / working(g)));
  const size = g.taps * g.filters;
  const part = c.scratch(size * 4);
  const room = pointwise(g) ? 0 : c.scratch(shard * g.places * g.taps * 4);
  const total = c.view(g.dtype, df, size);
  total.fill(0);
  for (let i = 0; i < g.batch; i += shard) {
    const count = Math.min(shard, g.batch - i);
    exact.contract(rowsOf(c, g, x, room, i, count), 4, g.taps * 4, dy + i * g.places * g.filters * 4, g.filters * 4, part, g.taps, count * g.places, g.filters);
    const add = c.view(g.dtype, part, size);
    for (let k = 0; k < size; k++) total[k] += add[k];
  }
}

/** TensorFlow's CPU has no gradients of dilated convolutions. */
export function undilated(attrs: Attrs): void {
  if ((attrs.dilations as readonly number[]).some((d) => d !== 1)) throw new RunFailure('InvalidArgumentError', 'Current CPU implementations do not yet support dilation rates larger than 1.');
}
