/** ResizeBilinear: images in another size, each pixel interpolated between four. */
import { f32, i32, linearPixels, resizedShape, wantedSize, type Op } from '../../op.ts';

const { fround } = Math;

export const resizeBilinear: Op = {
  type: 'ResizeBilinear', signature: 'images:T size:int32 -> resized_images:float32 | T:type align_corners:bool=false half_pixel_centers:bool=false', reads: [1],
  infer: ([x], _, constant) => [{ dtype: 'float32', shape: resizedShape(x, constant(1)) }],
  compute(c) {
    const [height, width] = wantedSize(c);
    const [batch, h, w, depth] = c.shape(0) as [number, number, number, number];
    const out = c.make(0, [batch, height, width, depth], 'float32');
    const x = c.data(0);
    const rows = linearPixels(h, height, c.attrs);
    const columns = linearPixels(w, width, c.attrs);
    const between = (a: number, b: number, part: number): number => fround(a + fround(fround(b - a) * part));
    let at = 0;
    for (let b = 0; b < batch; b++) {
      for (const r of rows) {
        for (const k of columns) {
          for (let d = 0; d < depth; d++) {
            const pixel = (row: number, column: number): number => fround(x[((b * h + row) * w + column) * depth + d]);
            const top = between(pixel(r.low, k.low), pixel(r.low, k.high), k.part);
            out[at++] = between(top, between(pixel(r.high, k.low), pixel(r.high, k.high), k.part), r.part);
          }
        }
      }
    }
  },
  flops: (_, [y]) => 6 * y.reduce((a, b) => a * b, 1),
  gradient: (g) => [g.apply('ResizeBilinearGrad', [g.dy[0]!, g.x[0]], { align_corners: g.attrs.align_corners, half_pixel_centers: g.attrs.half_pixel_centers })[0], null],
  examples: [
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [2, 6])], attrs: { align_corners: false, half_pixel_centers: false }, outputs: [f32([1, 2, 6, 1], [1, 1.6666667, 2.6666667, 4, 6.666667, 8, 2.5, 4.5, 5, 4, 5.666667, 6.5])], differentiable: false },
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [5, 3])], attrs: { align_corners: true, half_pixel_centers: false }, outputs: [f32([1, 5, 3, 1], [1, 3, 8, 2, 4.5, 8.5, 3, 6, 9, 2.5, 4.75, 6.5, 2, 3.5, 4])], differentiable: false },
    { inputs: [i32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [4, 3])], attrs: { align_corners: false, half_pixel_centers: true }, outputs: [f32([1, 4, 3, 1], [1.1666667, 3, 7.333334, 2.5208335, 4.875, 8.166667, 3.0833335, 5.0625, 6.729167, 2.6666667, 3.5, 3.5000005])], differentiable: false },
  ],
};
