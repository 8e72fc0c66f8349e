import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from './decimate.ts';

describe('decimate', () => {
  it('keeps every row where there is room for all', () => {
    expect([...decimate(Float64Array.of(3, 1, 2), 3, 100)]).toEqual([0, 1, 2]);
    expect([...decimate(new Float64Array(0), 0, 100)]).toEqual([]);
  });

  it('keeps the first, the last, the lowest and the highest row, ascending and without doubles', () => {
    const value = fc.oneof(
      { arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }), weight: 9 },
      { arbitrary: fc.constant(Number.NaN), weight: 1 },
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (list, pixels) => {
        const values = Float64Array.from(list);
        const rows = [...decimate(values, values.length, pixels)];
        expect(rows[0]).toBe(0);
        expect(rows.at(-1)).toBe(values.length - 1);
        for (let i = 1; i < rows.length; i++) expect(rows[i]).toBeGreaterThan(rows[i - 1] ?? Infinity);
        expect(rows.length).toBeLessThanOrEqual(Math.max(2 * pixels, 4 * pixels + 4));
        const numbers = list.filter((v) => !Number.isNaN(v));
        if (numbers.length > 0) {
          const kept = rows.map((row) => values[row]).filter((v) => !Number.isNaN(v));
          expect(Math.max(...kept)).toBe(Math.max(...numbers));
          expect(Math.min(...kept)).toBe(Math.min(...numbers));
        }
      }),
    );
  });

  it('does not change its mind about old rows while new ones arrive', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i * 1.7) * i);
    const before = [...decimate(values, 4100, 600)].filter((row) => row < 4096);
    const after = [...decimate(values, 4700, 600)].filter((row) => row < 4096);
    expect(after).toEqual(before);
  });
});
