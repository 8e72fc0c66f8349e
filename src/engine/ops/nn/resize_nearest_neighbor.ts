/** ResizeNearestNeighbor: images in another size, each pixel as the nearest one. */
import { f32, i32, nearestPixels, resizedShape, sliceVector, wantedSize, type Op } from '../../op.ts';

export const resizeNearestNeighbor: Op = {
  type: 'ResizeNearestNeighbor', signature: 'images:T size:int32 -> resized_images:T | T:type align_corners:bool=false half_pixel_centers:bool=false', reads: [1],
  infer: ([x], _, constant) => [{ dtype: x.dtype, shape: resizedShape(x, constant(1)) }],
  compute(c) {
    const [height, width] = wantedSize(c);
    const [batch, h, w, depth] = c.shape(0) as [number, number, number, number];
    const out = c.make(0, [batch, height, width, depth], c.dtype(0));
    const x = c.data(0);
    const rows = nearestPixels(h, height, c.attrs);
    const columns = nearestPixels(w, width, c.attrs);
    let at = 0;
    for (let b = 0; b < batch; b++) for (const r of rows) for (const k of columns) for (let d = 0; d < depth; d++) out[at++] = x[((b * h + r) * w + k) * depth + d];
  },
  flops: () => 0,
  gradient(g) {
    const shape = g.shape(g.x[0]);
    const [h, w] = [shape?.[1] ?? null, shape?.[2] ?? null];
    const { align_corners, half_pixel_centers } = g.attrs;
    const size = h !== null && w !== null ? [h, w] : sliceVector(g, g.shapeOf(g.x[0]), 1, 3);
    return [g.apply('ResizeNearestNeighborGrad', [g.dy[0]!, size], { align_corners, half_pixel_centers })[0], null];
  },
  examples: [
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [2, 6])], attrs: { align_corners: false, half_pixel_centers: false }, outputs: [f32([1, 2, 6, 1], [1, 1, 2, 4, 4, 8, 3, 3, 5, 7, 7, 9])], differentiable: false },
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [5, 3])], attrs: { align_corners: true, half_pixel_centers: false }, outputs: [f32([1, 5, 3, 1], [1, 4, 8, 3, 7, 9, 3, 7, 9, 2, 1, 4, 2, 1, 4])], differentiable: false },
    { inputs: [i32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4]), i32([2], [4, 3])], attrs: { align_corners: false, half_pixel_centers: true }, outputs: [i32([1, 4, 3, 1], [1, 4, 8, 3, 7, 9, 3, 7, 9, 2, 1, 4])], differentiable: false },
  ],
};
