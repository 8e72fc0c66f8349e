/**
 * Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011) as TensorFlow seeds and reads it
 * (core/lib/random/philox_random.h, random_distributions.h): key = seed, high half of the counter = seed2.
 */

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the product of two unsigned 32-bit numbers. */
function high(a: number, b: number): number {
  const ah = a >>> 16;
  const al = a & 0xffff;
  const bh = b >>> 16;
  const bl = b & 0xffff;
  const middle = ah * bl + ((al * bl) >>> 16);
  return (ah * bh + Math.floor(middle / 65536) + (((middle & 0xffff) + al * bh) / 65536)) >>> 0;
}

/** Four unsigned 32-bit numbers of counter `block` into `out`. Seeds and block are integers below 2^53. */
export function philox(seed: number, seed2: number, block: number, out: Uint32Array): void {
  rounds(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, block >>> 0, Math.floor(block / 2 ** 32) >>> 0, seed2 >>> 0, Math.floor(seed2 / 2 ** 32) >>> 0, out);
}

/** The same of a key and a counter given in words, lowest first. */
export function rounds(k0: number, k1: number, c0: number, c1: number, c2: number, c3: number, out: Uint32Array): void {
  for (let round = 0; round < 10; round++) {
    const h0 = high(M0, c0);
    const l0 = Math.imul(M0, c0) >>> 0;
    const h1 = high(M1, c2);
    const l1 = Math.imul(M1, c2) >>> 0;
    c0 = (h1 ^ c1 ^ k0) >>> 0;
    c1 = l1;
    c2 = (h0 ^ c3 ^ k1) >>> 0;
    c3 = l0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  out[0] = c0; out[1] = c1; out[2] = c2; out[3] = c3;
}

const bits = new Uint32Array(2);
const float = new Float32Array(bits.buffer);
const double = new Float64Array(bits.buffer);

/** A float32 in [0, 1) from 23 random bits, as TensorFlow's `Uint32ToFloat`. */
export function uniform(x: number): number {
  bits[0] = (127 << 23) | (x & 0x7fffff);
  return float[0] - 1;
}

/** A float64 in [0, 1) from 52 random bits of two words, the first of them the higher. */
export function unitDouble(top: number, low: number): number {
  bits[1] = (1023 << 20) | (top & 0xfffff);
  bits[0] = low;
  return double[0] - 1;
}
