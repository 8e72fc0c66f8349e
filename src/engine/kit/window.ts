/**
 * Windows that convolutions and pools move over their input: sizes and places by axis, with three spatial axes always (a plain image
 * has a depth of 1), and what shape inference says of them. Channels come last; channels first is for graphs only, as on TensorFlow's CPU.
 */
import { showDims, sizeOf, type Shape, type Static } from '../dtype.ts';
import { RunFailure, ShapeError, type Attrs } from '../op-def.ts';

/** Which axes of an input are spatial, and which is the channel's. */
export interface Layout { readonly spatial: readonly number[]; readonly channel: number; readonly last: boolean }

export function layoutOf(attrs: Attrs, rank: number): Layout {
  const first = String(attrs.data_format ?? 'NHWC').startsWith('NC');
  const spatial = Array.from({ length: rank - 2 }, (_, i) => i + (first ? 2 : 1));
  return { spatial, channel: first ? 1 : rank - 1, last: !first };
}

/** Kernels know channels last only. */
export function requireLast(attrs: Attrs, type: string, kind: 'conv' | 'pool'): void {
  if (!String(attrs.data_format ?? 'NHWC').startsWith('NC')) return;
  if (kind === 'conv') throw new RunFailure('UnimplementedError', `The ${type} op currently only supports the NHWC tensor format on the CPU. The op was given the format: ${String(attrs.data_format)}`);
  throw new RunFailure('InvalidArgumentError', `Default ${type}Op only supports NHWC on device type CPU`);
}

const numbers = (v: unknown): readonly number[] => (v ?? []) as readonly number[];

/** Rows before and after an axis that explicit padding adds. */
const explicit = (attrs: Attrs, axis: number): [number, number] => {
  const all = numbers(attrs.explicit_paddings);
  return [all[2 * axis] ?? 0, all[2 * axis + 1] ?? 0];
};

/** Size of one axis of the output; null where it is not known. */
export function outSize(size: number | null, k: number | null, axis: number, attrs: Attrs, shapes: () => string): number | null {
  if (size === null || k === null) return null;
  const stride = numbers(attrs.strides)[axis];
  const wide = (k - 1) * (numbers(attrs.dilations)[axis] ?? 1) + 1;
  if (stride <= 0) throw new ShapeError(`Stride must be > 0, but got ${stride} ${shapes()}`);
  if (attrs.padding === 'SAME') return Math.ceil(size / stride);
  const [before, after] = attrs.padding === 'EXPLICIT' ? explicit(attrs, axis) : [0, 0];
  const out = size + before + after - wide;
  if (out < 0) throw new ShapeError(`Negative dimension size caused by subtracting ${wide} from ${size + before + after} ${shapes()}`);
  return Math.floor(out / stride) + 1;
}

/** What follows `for` in TensorFlow's messages. */
export const forNode = (type: string, inputs: readonly Static[]): string => `for '{{node ${type}}}' with input shapes: ${inputs.map((s) => showDims(s.shape)).join(', ')}.`;

/** One window on concrete shapes; arrays go depth, height, width. */
export interface Window {
  readonly size: readonly number[];
  readonly out: readonly number[];
  readonly k: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  /** Rows of padding before the input. */
  readonly before: readonly number[];
}

const three = (values: readonly number[], fill: number): number[] => [...new Array<number>(3 - values.length).fill(fill), ...values];

/** The window of size `k` on an input of shape `shape`, by an op's attributes. Throws RunFailure where it does not fit. */
export function windowOf(shape: readonly number[], k: readonly number[], attrs: Attrs): Window {
  const { spatial } = layoutOf(attrs, shape.length);
  const size = spatial.map((a) => shape[a]);
  const stride = spatial.map((a) => numbers(attrs.strides)[a]);
  const dilation = spatial.map((a) => numbers(attrs.dilations)[a] ?? 1);
  const out: number[] = [];
  const before: number[] = [];
  spatial.forEach((axis, i) => {
    try {
      out.push(outSize(size[i], k[i], axis, attrs, () => '')!);
    } catch (error) {
      throw error instanceof ShapeError ? new RunFailure('InvalidArgumentError', `Computed output size would be negative: input size ${size[i]}, window size ${k[i]}, stride ${stride[i]}`) : error;
    }
    const wide = (k[i] - 1) * dilation[i] + 1;
    if (attrs.padding === 'SAME') before.push(Math.floor(Math.max(0, (out[i] - 1) * stride[i] + wide - size[i]) / 2));
    else before.push(attrs.padding === 'EXPLICIT' ? explicit(attrs, axis)[0] : 0);
  });
  return { size: three(size, 1), out: three(out, 1), k: three(k, 1), stride: three(stride, 1), dilation: three(dilation, 1), before: three(before, 0) };
}

/** A shape with these batch, spatial and channel dimensions, in an op's layout. */
export function assemble(layout: Layout, batch: number | null, spatial: Shape, channels: number | null): (number | null)[] {
  return layout.last ? [batch, ...spatial, channels] : [batch, channels, ...spatial];
}

/**
 * Calls `visit(x, o)` for each pair of a place under the window and the output place it counts for, in ascending order of outputs and then of inputs;
 * both as numbers of spatial places. Places in the padding are left out.
 */
export function eachPlace(w: Window, visit: (x: number, o: number, tap: number) => void): void {
  const [od, oh, ow] = w.out as [number, number, number];
  const [, h, width] = w.size as [number, number, number];
  const [kd, kh, kw] = w.k as [number, number, number];
  let o = 0;
  for (let z = 0; z < od; z++) for (let y = 0; y < oh; y++) for (let x = 0; x < ow; x++, o++) {
    let tap = 0;
    for (let a = 0; a < kd; a++) {
      const iz = z * w.stride[0] - w.before[0] + a * w.dilation[0];
      for (let b = 0; b < kh; b++) {
        const iy = y * w.stride[1] - w.before[1] + b * w.dilation[1];
        for (let e = 0; e < kw; e++, tap++) {
          const ix = x * w.stride[2] - w.before[2] + e * w.dilation[2];
          if (iz >= 0 && iz < w.size[0] && iy >= 0 && iy < h && ix >= 0 && ix < width) visit((iz * h + iy) * width + ix, o, tap);
        }
      }
    }
  }
}

/** A dilation on concrete shapes: `best` finds for each output number the input and the filter number whose sum is greatest, the first of equals. */
export function dilationOf(attrs: Attrs, x: readonly number[], filter: readonly number[]): { shape: number[]; best(x: ArrayLike<number>, f: ArrayLike<number>, visit: (y: number, x: number, f: number) => void): void } {
  const w = windowOf(x, filter.slice(0, 2), { ...attrs, dilations: attrs.rates });
  const [batch, channels] = [x[0], x[3]];
  const shape = [batch, ...w.out.slice(1), channels];
  const [places, outputs] = [sizeOf(w.size), sizeOf(w.out)];
  return {
    shape,
    best(data, f, visit) {
      const from = new Int32Array(sizeOf(shape)).fill(-1);
      const by = new Int32Array(from.length);
      for (let n = 0; n < batch; n++) {
        eachPlace(w, (place, o, tap) => {
          for (let k = 0; k < channels; k++) {
            const xi = (n * places + place) * channels + k;
            const fi = tap * channels + k;
            const yi = (n * outputs + o) * channels + k;
            if (from[yi] >= 0 && !(data[xi] + f[fi] > data[from[yi]] + f[by[yi]])) continue;
            from[yi] = xi;
            by[yi] = fi;
          }
        });
      }
      from.forEach((xi, yi) => { if (xi >= 0) visit(yi, xi, by[yi]); });
    },
  };
}

/** How channels lie in memory: `n` of them, `rest` numbers in each, `inner` in a row. */
export function channelsOf(shape: readonly number[], attrs: Attrs): { n: number; rest: number; inner: number } {
  const axis = String(attrs.data_format).indexOf('C');
  const n = shape[axis];
  return { n, rest: sizeOf(shape) / Math.max(1, n), inner: sizeOf(shape.slice(axis + 1)) };
}
