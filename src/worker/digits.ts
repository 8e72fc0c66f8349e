/** The digits file as tensors: 1,797 images of 8x8, one byte a pixel in 0..16, then one label byte each. Origin: public/digits.README.md. */
import type { Tensor } from '../engine/dtype.ts';
import type { Digits } from '../programs/program.ts';

export const COUNT = 1797;
const PIXELS = 64;

/** @param bytes the unpacked file. Throws when it is not the file that the product ships. */
export function parseDigits(bytes: Uint8Array): Digits {
  if (bytes.length !== COUNT * (PIXELS + 1)) throw new Error(`the digits file should hold ${COUNT * (PIXELS + 1)} bytes, it holds ${bytes.length}`);
  const pixels = Float32Array.from(bytes.subarray(0, COUNT * PIXELS), (v) => v / 16);
  const digits = Int32Array.from(bytes.subarray(COUNT * PIXELS));
  const images: Tensor[] = [];
  const labels: Tensor[] = [];
  for (let i = 0; i < COUNT; i++) {
    images.push({ dtype: 'float32', shape: [1, PIXELS], data: pixels.slice(i * PIXELS, (i + 1) * PIXELS) });
    labels.push({ dtype: 'int32', shape: [1], data: digits.slice(i, i + 1) });
  }
  return { images, labels, pixels, digits };
}

export { inflate } from '../lib/inflate.ts';
