/** The kernels, number by number: exp and log against the host's Math, products against rounding by hand. */
import { describe, expect, it } from 'vitest';
import { Heap } from './heap.ts';

const { kernels } = new Heap();

/** Distance in units of the last place of float64. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const order = (v: number): bigint => {
    const bits = new BigInt64Array(Float64Array.of(v).buffer)[0];
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
  };
  const d = order(a) - order(b);
  return Number(d < 0n ? -d : d);
}

/** Numbers in 0..1 that do not depend on the machine. */
function random(seed: number): () => number {
  let s = seed;
  return () => {
    s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
    return s / 2 ** 32;
  };
}

describe('exp', () => {
  it('is within 1 ulp of the host’s over its whole range', () => {
    const next = random(1);
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = (next() * 2 - 1) * (i % 4 === 0 ? 700 : i % 4 === 1 ? 1 : 40);
      worst = Math.max(worst, ulps(kernels.exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('is exact at 0, and right at the ends and beyond', () => {
    expect(kernels.exp(0)).toBe(1);
    expect(kernels.exp(-0)).toBe(1);
    expect(kernels.exp(710)).toBe(Infinity);
    expect(kernels.exp(Infinity)).toBe(Infinity);
    expect(kernels.exp(-746)).toBe(0);
    expect(kernels.exp(-Infinity)).toBe(0);
    expect(kernels.exp(NaN)).toBeNaN();
    expect(ulps(kernels.exp(709.78), Math.exp(709.78))).toBeLessThanOrEqual(1);
    // Below the normal range a result has fewer bits: 2^k is applied in two steps, so it is rounded once.
    expect(Math.abs(kernels.exp(-740) - Math.exp(-740))).toBeLessThanOrEqual(Number.MIN_VALUE);
  });
});

describe('log', () => {
  it('is within 1 ulp of the host’s for positive normal numbers', () => {
    const next = random(2);
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = i % 3 === 0 ? 1 + next() : i % 3 === 1 ? next() * 1000 + 1e-9 : 2 ** ((next() * 2 - 1) * 1000);
      worst = Math.max(worst, ulps(kernels.log(x), Math.log(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('is exact at 1', () => { expect(kernels.log(1)).toBe(0); });
});

describe('matmul', () => {
  it('rounds after each product and each sum, in ascending order, for all shapes and transpositions', () => {
    const heap = new Heap();
    const next = random(3);
    const { fround } = Math;
    for (let n = 1; n <= 33; n++) {
      for (const [m, k] of [[1, 5], [3, 1], [2, 17]] as const) {
        const a = Float32Array.from({ length: m * k }, () => next() * 4 - 2);
        const b = Float32Array.from({ length: k * n }, () => next() * 4 - 2);
        for (const ta of [0, 1]) {
          for (const tb of [0, 1]) {
            const [pa, pb, po] = [heap.alloc(a.byteLength), heap.alloc(b.byteLength), heap.alloc(m * n * 4 + 16)];
            heap.f32.set(a, pa >> 2);
            heap.f32.set(b, pb >> 2);
            const guard = (po >> 2) + m * n;
            heap.f32.fill(77, po >> 2, guard + 4);
            heap.kernels.matmul(pa, pb, po, m, k, n, ta, tb);
            const wanted: number[] = [];
            for (let i = 0; i < m; i++) {
              for (let j = 0; j < n; j++) {
                let sum = 0;
                for (let p = 0; p < k; p++) sum = fround(sum + fround(a[ta ? p * m + i : i * k + p] * b[tb ? j * k + p : p * n + j]));
                wanted.push(sum);
              }
            }
            expect(Array.from(heap.f32.subarray(po >> 2, guard)), `[${m},${k}] x [${k},${n}], transposed ${ta} ${tb}`).toEqual(wanted);
            expect(Array.from(heap.f32.subarray(guard, guard + 4)), 'nothing is written behind the output').toEqual([77, 77, 77, 77]);
          }
        }
      }
    }
  });
});

describe('binary', () => {
  it('equals float32 arithmetic for every operation, length and stride', () => {
    const heap = new Heap();
    const next = random(4);
    const f = [(x: number, y: number) => x + y, (x: number, y: number) => x - y, (x: number, y: number) => x * y, (x: number, y: number) => x / y];
    const [pa, pb, po] = [heap.alloc(4096, 16), heap.alloc(4096, 16), heap.alloc(4096, 16)];
    const a = Float32Array.from({ length: 200 }, () => next() * 4 - 2);
    const b = Float32Array.from({ length: 200 }, () => next() * 4 + 0.1);
    heap.f32.set(a, pa >> 2);
    heap.f32.set(b, pb >> 2);
    for (const [op, apply] of f.entries()) {
      for (const [rows, cols] of [[1, 1], [1, 7], [3, 4], [5, 9], [2, 33]] as const) {
        for (const [ar, ac, br, bc] of [[cols, 1, cols, 1], [cols, 1, 0, 1], [0, 0, cols, 1], [1, 0, 0, 1]] as const) {
          heap.kernels.binary(op, pa, pb, po, rows, cols, ar, ac, br, bc);
          for (let i = 0; i < rows; i++) {
            for (let j = 0; j < cols; j++) {
              expect(heap.f32[(po >> 2) + i * cols + j]).toBe(Math.fround(apply(a[i * ar + j * ac], b[i * br + j * bc])));
            }
          }
        }
      }
    }
  });
});
