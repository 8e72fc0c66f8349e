/** What pools share: their shapes, and the windows on concrete ones. */
import { sizeOf, type Shape, type Static } from '../dtype.ts';
import { RunFailure, type Attrs, type Compute, type Inferred } from '../op-def.ts';
import { withRank } from '../shapes.ts';
import { assemble, eachPlace, forNode, layoutOf, outSize, requireLast, windowOf, type Window } from './window.ts';

/** Shape of a pool's output. */
export function inferPool(type: string, inputs: readonly Static[], attrs: Attrs, rank: number): Inferred[] {
  return [{ dtype: inputs[0].dtype, shape: poolShape(type, withRank(type, inputs[0], rank, inputs), attrs, inputs) }];
}

export function poolShape(type: string, x: Shape, attrs: Attrs, inputs: readonly Static[]): Shape {
  const layout = layoutOf(attrs, x.length);
  const k = attrs.ksize as readonly number[];
  const size = (axis: number): number | null => outSize(x[axis], k[axis], axis, attrs, () => forNode(type, inputs));
  return assemble(layout, x[0], layout.spatial.map(size), k[layout.channel] === 1 ? x[layout.channel] : size(layout.channel));
}

/** A pool on concrete shapes. `depth`: how many channels one window covers. */
export interface Pool { readonly window: Window; readonly batch: number; readonly channels: number; readonly depth: number; readonly shape: number[] }

export function poolOf(c: Compute, type: string, x: readonly number[]): Pool {
  requireLast(c.attrs, type, 'pool');
  const k = c.attrs.ksize as readonly number[];
  if (k[0] !== 1) throw new RunFailure('UnimplementedError', 'Pooling is not yet supported on the batch dimension.');
  const { spatial, channel } = layoutOf(c.attrs, x.length);
  const depth = k[channel];
  const channels = x[channel];
  if (depth > 1) {
    if (spatial.some((a) => k[a] !== 1)) throw new RunFailure('UnimplementedError', 'MaxPooling supports exactly one of pooling across depth or pooling across width/height.');
    if (channels % depth !== 0) throw new RunFailure('UnimplementedError', 'Depthwise max pooling requires the depth window to evenly divide the input depth');
    if ((c.attrs.strides as readonly number[])[channel] !== depth) throw new RunFailure('UnimplementedError', 'Depthwise max pooling requires the depth window to equal the depth stride');
  }
  const window = windowOf(x, spatial.map((a) => k[a]), c.attrs);
  return { window, batch: x[0], channels, depth, shape: [x[0], ...window.out.slice(5 - x.length), channels / depth] };
}

/** Calls `visit(x, y)` for each input number and the output number whose window it lies in, outputs ascending and inputs within them. */
export function eachPooled(p: Pool, visit: (x: number, y: number) => void): void {
  const [places, outputs] = [sizeOf(p.window.size), sizeOf(p.window.out)];
  const groups = p.channels / p.depth;
  for (let n = 0; n < p.batch; n++) {
    eachPlace(p.window, (place, o) => {
      const xi = (n * places + place) * p.channels;
      const yi = (n * outputs + o) * groups;
      for (let k = 0; k < p.channels; k++) visit(xi + k, yi + Math.floor(k / p.depth));
    });
  }
}

/** How many input numbers lie in the window of each output place. */
export function counts(w: Window): Int32Array {
  const out = new Int32Array(sizeOf(w.out));
  eachPlace(w, (_, o) => { out[o]++; });
  return out;
}

/** Index of the greatest number under each output, the first of equals; -1 where there is none. */
export function greatest(p: Pool, x: ArrayLike<number>): Int32Array {
  const at = new Int32Array(sizeOf(p.shape)).fill(-1);
  eachPooled(p, (xi, yi) => { if (at[yi] < 0 || x[xi] > x[at[yi]]) at[yi] = xi; });
  return at;
}

