/** ImageSummary: images as PNG, scaled to 8 bits as TensorFlow does. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { png } from '../../../lib/png.ts';
import { fromBytes, RunFailure, summaryValue, type Compute, type Op } from '../../op.ts';

/** Values as pixels: negative ones make 128 the middle. What is not finite gets the bad colour. */
function pixels(c: Compute, image: Float32Array | Float64Array, depth: number): Uint8Array {
  const finite = Array.from(image).filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const most = low < 0 ? Math.max(Math.abs(low), Math.abs(high)) : high;
  const scale = most < 1e-6 || finite.length === 0 ? 0 : (low < 0 ? 127 : 255) / most;
  const offset = low < 0 ? 128 : 0;
  const bad = ((c.attrs.bad_color as { data?: readonly number[] } | undefined)?.data ?? [255, 0, 0, 255]);
  const out = new Uint8Array(image.length);
  for (let at = 0; at < image.length; at += depth) {
    const good = image.subarray(at, at + depth).every(Number.isFinite);
    for (let k = 0; k < depth; k++) out[at + k] = good ? image[at + k] * scale + offset : bad[k];
  }
  return out;
}

export const imageSummary: Op = {
  type: 'ImageSummary', signature: 'tag:string tensor:T -> summary:string | max_images:int>=1=3 T:type{uint8,float32,float16,float64}=float32 bad_color:tensor={"dtype":"uint8","shape":[4],"data":[255,0,0,255]}',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const [batch, height, width, depth] = c.shape(1) as [number, number, number, number];
    if (c.shape(1).length !== 4 || ![1, 3, 4].includes(depth)) throw new RunFailure('InvalidArgumentError', `Tensor must be 4-D with last dim 1, 3, or 4, not [${c.shape(1).join(',')}]`);
    const most = c.attrs.max_images as number;
    const size = height * width * depth;
    const summary = new ProtoWriter();
    for (let i = 0; i < Math.min(most, batch); i++) {
      const image = c.data(1).subarray(i * size, (i + 1) * size);
      const bytes = c.dtype(1) === 'uint8' ? Uint8Array.from(image) : pixels(c, image as Float32Array, depth);
      summaryValue(summary, `${c.strings(0)[0]}/image${most > 1 ? `/${i}` : ''}`, (v) => v.message(4, (m) => m.int(1, height).int(2, width).int(3, depth).data(4, png(width, height, depth, bytes))));
    }
    c.outStrings(0, [], [fromBytes(summary.done())]);
  },
  stops: true,
  flops: () => 0,
  examples: [],
};
