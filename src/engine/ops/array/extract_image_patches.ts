/** ExtractImagePatches: the windows of images, each laid out along the channels. */
import { f32, ShapeError, type Attrs, type Op } from '../../op.ts';

/** Windows along one axis and how many rows stand before the first. */
function windows(size: number, axis: number, attrs: Attrs): { count: number; before: number } {
  const [k, stride, rate] = [attrs.ksizes, attrs.strides, attrs.rates].map((v) => (v as readonly number[])[axis]) as [number, number, number];
  const wide = (k - 1) * rate + 1;
  if (attrs.padding === 'VALID') return { count: Math.max(0, Math.ceil((size - wide + 1) / stride)), before: 0 };
  const count = Math.ceil(size / stride);
  return { count, before: Math.floor(Math.max(0, (count - 1) * stride + wide - size) / 2) };
}

export const extractImagePatches: Op = {
  type: 'ExtractImagePatches', signature: 'images:T -> patches:T | ksizes:list(int)>=4 strides:list(int)>=4 rates:list(int)>=4 T:type padding:string{"SAME","VALID"}',
  infer([x], attrs) {
    if (x.shape && x.shape.length !== 4) throw new ShapeError(`Shape must be rank 4 but is rank ${x.shape.length}`);
    const [batch, h, w, depth] = x.shape ?? [null, null, null, null];
    const [, kh, kw] = attrs.ksizes as readonly number[];
    return [{ dtype: x.dtype, shape: [batch, h === null ? null : windows(h, 1, attrs).count, w === null ? null : windows(w, 2, attrs).count, depth === null ? null : depth * kh * kw] }];
  },
  compute(c) {
    const [batch, h, w, depth] = c.shape(0) as [number, number, number, number];
    const [, kh, kw] = c.attrs.ksizes as readonly number[];
    const [, sh, sw] = c.attrs.strides as readonly number[];
    const [, rh, rw] = c.attrs.rates as readonly number[];
    const down = windows(h, 1, c.attrs);
    const across = windows(w, 2, c.attrs);
    const out = c.make(0, [batch, down.count, across.count, kh * kw * depth], c.dtype(0));
    const x = c.data(0);
    let at = 0;
    for (let b = 0; b < batch; b++) {
      for (let i = 0; i < down.count; i++) {
        for (let j = 0; j < across.count; j++) {
          for (let k = 0; k < kh * kw; k++) {
            const row = i * sh - down.before + Math.floor(k / kw) * rh;
            const column = j * sw - across.before + (k % kw) * rw;
            const inside = row >= 0 && row < h && column >= 0 && column < w;
            for (let d = 0; d < depth; d++) out[at++] = inside ? x[((b * h + row) * w + column) * depth + d] : 0;
          }
        }
      }
    }
  },
  flops: () => 0,
  examples: [
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4])], attrs: { ksizes: [1, 2, 2, 1], strides: [1, 1, 2, 1], rates: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([1, 2, 2, 4], [1, 2, 3, 5, 4, 8, 7, 9, 3, 5, 2, 6, 7, 9, 1, 4])], differentiable: false },
    { inputs: [f32([1, 3, 4, 1], [1, 2, 4, 8, 3, 5, 7, 9, 2, 6, 1, 4])], attrs: { ksizes: [1, 2, 2, 1], strides: [1, 2, 2, 1], rates: [1, 2, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 2, 4], [0, 0, 3, 5, 0, 0, 7, 9, 3, 5, 0, 0, 7, 9, 0, 0])], differentiable: false },
  ],
};
