/** ResizeBilinearGrad: what each pixel of the input gets from those that were interpolated from it. */
import { f32, linearPixels, type Op } from '../../op.ts';

export const resizeBilinearGrad: Op = {
  type: 'ResizeBilinearGrad', signature: 'grads:float32 original_image:T -> output:T | T:type{float32,bfloat16,float16,float64} align_corners:bool=false half_pixel_centers:bool=false',
  infer: ([, x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    const shape = c.shape(1);
    const [batch, height, width, depth] = shape as unknown as [number, number, number, number];
    const [, h, w] = c.shape(0) as [number, number, number, number];
    const out = c.make(0, shape, c.dtype(1));
    out.fill(0);
    const dy = c.data(0);
    const rows = linearPixels(height, h, c.attrs);
    const columns = linearPixels(width, w, c.attrs);
    let at = 0;
    for (let b = 0; b < batch; b++) {
      for (const r of rows) {
        for (const k of columns) {
          for (let d = 0; d < depth; d++) {
            const v = dy[at++];
            const add = (row: number, column: number, by: number): void => { out[((b * height + row) * width + column) * depth + d] += v * by; };
            add(r.low, k.low, (1 - r.part) * (1 - k.part));
            add(r.low, k.high, (1 - r.part) * k.part);
            add(r.high, k.low, r.part * (1 - k.part));
            add(r.high, k.high, r.part * k.part);
          }
        }
      }
    }
  },
  flops: ([dy]) => 12 * dy.reduce((a, b) => a * b, 1),
  examples: [
    { inputs: [f32([1, 2, 6, 1], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]), f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4])], attrs: { align_corners: false, half_pixel_centers: false }, outputs: [f32([1, 3, 4, 1], [0.8333333, 1.6666666, 3.333333, 4.666667, 2.4166665, 2.8333333, 4.1666665, 4.8333335, 2.4166665, 2.8333333, 4.1666665, 4.8333335])], differentiable: false },
    { inputs: [f32([1, 2, 3, 1], [0.5, 1, 1.5, 2, 2.5, 3]), f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4])], attrs: { align_corners: false, half_pixel_centers: true }, outputs: [f32([1, 3, 4, 1], [0.3125, 0.4375, 0.5624998, 0.9375002, 0.5208333, 0.5416667, 0.6249998, 0.9375002, 1.25, 1.1875, 1.3124996, 1.8750004])], differentiable: false },
  ],
};
