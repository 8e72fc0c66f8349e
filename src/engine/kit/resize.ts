/** Resizing of images: which pixels of the input a pixel of the output is made of (core/util/image_resizer_state.h). */
import type { Shape, Static, Tensor } from '../dtype.ts';
import { RunFailure, ShapeError, type Attrs, type Compute } from '../op-def.ts';

const { fround } = Math;

/** Pixels of the input for one of the output. */
export const resizeScale = (from: number, to: number, attrs: Attrs): number => (attrs.align_corners && to > 1 ? fround((from - 1) / (to - 1)) : fround(from / to));

/** The nearest pixel of each of `to` pixels. */
export function nearestPixels(from: number, to: number, attrs: Attrs): number[] {
  const scale = resizeScale(from, to, attrs);
  return Array.from({ length: to }, (_, i) => {
    const at = attrs.half_pixel_centers ? fround(fround(i + 0.5) * scale) : fround(i * scale);
    const near = attrs.align_corners ? Math.sign(at) * Math.floor(Math.abs(at) + 0.5) : Math.floor(at);
    return Math.max(0, Math.min(near, from - 1));
  });
}

/** The two pixels between which each of `to` pixels lies, and how near it is to the second. */
export function linearPixels(from: number, to: number, attrs: Attrs): { low: number; high: number; part: number }[] {
  const scale = resizeScale(from, to, attrs);
  return Array.from({ length: to }, (_, i) => {
    const at = attrs.half_pixel_centers ? fround(fround(fround(i + 0.5) * scale) - 0.5) : fround(i * scale);
    const low = Math.floor(at);
    return { low: Math.max(low, 0), high: Math.min(Math.ceil(at), from - 1), part: fround(at - low) };
  });
}

/** Height and width that input `index` holds. */
export function wantedSize(c: Compute, index = 1): [number, number] {
  const [height, width] = c.data(index) as unknown as [number, number];
  if (c.shape(0).length !== 4) throw new RunFailure('InvalidArgumentError', `input must be 4-dimensional[${c.shape(0).join(',')}]`);
  if (height <= 0 || width <= 0) throw new RunFailure('InvalidArgumentError', 'output dimensions must be positive');
  return [height, width];
}

/** Shape of an image batch with height and width as input 1 says. */
export function resizedShape(x: Static, size: Tensor | null): Shape {
  if (x.shape && x.shape.length !== 4) throw new ShapeError(`Shape must be rank 4 but is rank ${x.shape.length}`);
  if (size && size.data.length !== 2) throw new ShapeError(`Dimension must be 2 but is ${size.data.length}`);
  return [x.shape?.[0] ?? null, size ? (size.data[0] as number) : null, size ? (size.data[1] as number) : null, x.shape?.[3] ?? null];
}
