/** Philox against the known answers of its authors, and its numbers against TensorFlow's. */
import { describe, expect, it } from 'vitest';
import { philox, uniform } from './philox.ts';

const hex = (words: Uint32Array): string => Array.from(words, (w) => w.toString(16).padStart(8, '0')).join(' ');

/** Ten rounds on any counter and key, in 64-bit integers: slow, and as the paper writes it. */
function slow(counter: readonly number[], key: readonly number[]): string {
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  const low = 0xffffffffn;
  for (let round = 0; round < 10; round++) {
    const [p, q] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
    [c0, c1, c2, c3] = [(q >> 32n) ^ c1 ^ k0, q & low, (p >> 32n) ^ c3 ^ k1, p & low];
    [k0, k1] = [(k0 + 0x9e3779b9n) & low, (k1 + 0xbb67ae85n) & low];
  }
  return hex(Uint32Array.from([c0, c1, c2, c3], Number));
}

describe('philox', () => {
  it('gives the known answer of Random123 for a counter and key of zeros', () => {
    const out = new Uint32Array(4);
    philox(0, 0, 0, out);
    expect(hex(out)).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
  });

  it('is compared below with a slow evaluation that gives all three known answers of Random123', () => {
    const ones = 0xffffffff;
    expect(slow([0, 0, 0, 0], [0, 0])).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(slow([ones, ones, ones, ones], [ones, ones])).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    expect(slow([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe('d16cfe09 94fdcceb 5001e420 24126ea1');
  });

  it('equals the slow evaluation for seeds up to 2^53 and blocks up to 2^32, the seed being the key and seed2 the high half of the counter', () => {
    const out = new Uint32Array(4);
    const numbers = [0, 1, 7, 2 ** 16 - 1, 87_654_321, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 45 + 12_345, 2 ** 53 - 1];
    const words = (v: number): [number, number] => [v % 2 ** 32, Math.floor(v / 2 ** 32)];
    for (const seed of numbers) {
      for (const seed2 of numbers) {
        for (const block of [0, 1, 65_535, 2 ** 32 - 1]) {
          philox(seed, seed2, block, out);
          expect(hex(out), `seed ${seed}, seed2 ${seed2}, block ${block}`).toBe(slow([block, 0, ...words(seed2)], words(seed)));
        }
      }
    }
  });

  it('draws what TensorFlow 2.15.1 drew with seed 1 and seed2 3', () => {
    // tf.random_uniform([3, 2], -1, 1) under graph seed 1 as the fourth random op; recorded.
    const recorded = [0.5575712, 0.60239553, 0.4487493, -0.53821135, 0.45428252, -0.63921857];
    const four = new Uint32Array(4);
    const drawn = recorded.map((_, i) => {
      if (i % 4 === 0) philox(1, 3, i / 4, four);
      return Math.fround(Math.fround(uniform(four[i % 4]) * 2) - 1);
    });
    expect(drawn).toEqual(recorded.map(Math.fround));
  });
});

describe('uniform', () => {
  it('is exact in 23 bits: from 0 up to, but without, 1', () => {
    expect(uniform(0)).toBe(0);
    expect(uniform(0xffffffff)).toBe(1 - 2 ** -23);
    expect(uniform(0xff800000)).toBe(0);
    expect(uniform(1)).toBe(2 ** -23);
    expect(uniform(0x400000)).toBe(0.5);
  });
});
