/** ResizeNearestNeighborGrad: what each pixel of the input gets from those it was copied to. */
import { f32, i32, nearestPixels, resizedShape, wantedSize, type Op } from '../../op.ts';

export const resizeNearestNeighborGrad: Op = {
  type: 'ResizeNearestNeighborGrad', signature: 'grads:T size:int32 -> output:T | T:type align_corners:bool=false half_pixel_centers:bool=false', reads: [1],
  infer: ([x], _, constant) => [{ dtype: x.dtype, shape: resizedShape(x, constant(1)) }],
  compute(c) {
    const [height, width] = wantedSize(c);
    const [batch, h, w, depth] = c.shape(0) as [number, number, number, number];
    const out = c.make(0, [batch, height, width, depth], c.dtype(0));
    out.fill(0);
    const dy = c.data(0);
    const rows = nearestPixels(height, h, c.attrs);
    const columns = nearestPixels(width, w, c.attrs);
    let at = 0;
    for (let b = 0; b < batch; b++) for (const r of rows) for (const k of columns) for (let d = 0; d < depth; d++) out[((b * height + r) * width + k) * depth + d] += dy[at++];
  },
  flops: () => 0,
  examples: [
    { inputs: [f32([1, 2, 6, 1], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]), i32([2], [3, 4])], attrs: { align_corners: false, half_pixel_centers: false }, outputs: [f32([1, 3, 4, 1], [1.5, 1.5, 4.5, 3, 7.5, 4.5, 10.5, 6, 0, 0, 0, 0])], differentiable: false },
  ],
};
