import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_OF_UNIVERSE, bytes, capacity, count, duration, memory, ofCapacity, percent, quantity, rate, significant, steadyPercent } from './format.ts';

const GIB = 2 ** 30;
const YEAR = 365.25 * 86400;

describe('counts and rates', () => {
  it.each([
    [0, '0'], [7, '7'], [-7, '−7'], [999, '999'], [3000, '3,000'], [999_999, '999,999'], [1e6, '1 M'], [1_240_000, '1.24 M'], [999_600_000, '1 G'],
    [1.5e9, '1.5 G'], [2.25, '2.25'], [0.3333, '0.333'], [1234.5, '1,235'], [999_999.6, '1 M'], [-0.0001, '−0.0001'], [NaN, '–'], [Infinity, '–'],
  ])('writes the count %d as %s', (value, text) => expect(count(value)).toBe(text));

  it.each([[950, '950'], [999.6, '1 k'], [12_400, '12.4 k'], [999_499, '999 k'], [999_500, '1 M'], [118e6, '118 M'], [0, '0'], [-1500, '−1.5 k']])(
    'writes the quantity %d as %s',
    (value, text) => expect(quantity(value)).toBe(text),
  );

  it('writes rates with what they count', () => {
    expect(rate(118e6, 'nodes')).toBe('118 M nodes/s');
    expect(rate(NaN, 'nodes')).toBe('–');
  });

  it.each([[1.2345, '1.23'], [12.345, '12.3'], [0.00123456, '0.00123'], [1999, '2,000'], [9.999, '10'], [0.9999, '1'], [-2.5, '−2.5'], [3.2e20, '3.2×10²⁰'], [1e-20, '1×10⁻²⁰'], [-Infinity, '–']])(
    'keeps three significant digits of %d: %s',
    (value, text) => expect(significant(value)).toBe(text),
  );
});

describe('percentages', () => {
  it('that count up keep their width', () => {
    expect([0.208, 0.51, 0.9994, 0.9996, 1, 0.004, 0].map(steadyPercent)).toEqual(['20.8 %', '51.0 %', '99.9 %', '99.9 %', '100 %', '0.4 %', '0 %']);
  });
  it.each([[0, '0 %'], [0.038, '3.8 %'], [0.9754, '97.5 %'], [1, '100 %'], [0.9999, '99.9 %'], [0.00001, '< 0.01 %'], [-0.5, '−50 %'], [2.5, '250 %'], [NaN, '–'], [Infinity, '–']])(
    'writes %d as %s',
    (value, text) => expect(percent(value)).toBe(text),
  );
});

describe('bytes', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1000, '1 kB'], [9400, '9.4 kB'], [999_499, '999 kB'], [999_500, '1 MB'], [6.3e9, '6.3 GB'], [2e18, '2,000 PB'], [NaN, '–'], [Infinity, '–']])(
    'writes %d bytes in decimal units: %s',
    (value, text) => expect(bytes(value)).toBe(text),
  );

  it.each([[6 * GIB, '6 GB'], [12 * GIB, '12 GB'], [512 * 2 ** 20, '512 MB'], [1.5 * GIB, '1.5 GB'], [6e9, '6 GB'], [6.5e9, '6.5 GB'], [1024 * GIB, '1 TB'], [16 * 2 ** 20, '16 MB'], [NaN, '–'], [Infinity, '–']])(
    'writes the capacity %d as the seller does: %s',
    (value, text) => expect(capacity(value)).toBe(text),
  );

  it.each([[1023, '1,023 B'], [1024, '1 KB'], [1023.7 * 1024, '1 MB'], [GIB - 1, '1 GB'], [1010 * GIB, '1,010 GB'], [5.7 * GIB, '5.7 GB']])(
    'writes %d bytes of memory in the seller’s units: %s',
    (value, text) => expect(memory(value)).toBe(text),
  );

  it('writes what is used and what fits in one unit', () => {
    expect(ofCapacity(6 * GIB, 6 * GIB)).toBe('6 of 6 GB');
    expect(ofCapacity(6e9, 6e9)).toBe('6 of 6 GB');
    expect(ofCapacity(GIB / 4, 6 * GIB)).toBe('0.25 of 6 GB');
    expect(ofCapacity(100, 6 * GIB)).toBe('< 0.01 of 6 GB');
    expect(ofCapacity(0, 12 * GIB)).toBe('0 of 12 GB');
    expect(ofCapacity(NaN, 12 * GIB)).toBe('–');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'], [1e-9, '1 ns'], [9.994e-7, '999 ns'], [9.996e-7, '1 µs'], [65e-6, '65 µs'], [9.996e-4, '1 ms'], [0.0124, '12.4 ms'], [0.9994, '999 ms'], [0.9996, '1 s'], [1, '1 s'],
    [5.638, '5.64 s'], [59.94, '59.9 s'], [59.96, '1 min'], [60, '1 min'], [60.6, '1 min 1 s'], [119.6, '2 min'], [340, '5 min 40 s'], [3599.4, '59 min 59 s'], [3599.6, '1 h'],
    [20_400, '5 h 40 min'], [86_399, '1 day'], [86_400, '1 day'], [90_000, '1 day 1 h'], [3 * 86400 + 7 * 3600, '3 days 7 h'], [10 * 86400 - 1, '10 days'], [12.4 * 86400, '12 days'],
    [364.4 * 86400, '364 days'], [364.6 * 86400, '1 year'], [YEAR, '1 year'], [1.5 * YEAR, '1.5 years'], [1240 * YEAR, '1,240 years'], [999_400 * YEAR, '999,000 years'],
    [999_600 * YEAR, '1 million years'], [12.4e6 * YEAR, '12.4 million years'], [999.6e6 * YEAR, '1 billion years'], [13e9 * YEAR, '13 billion years'],
    [AGE_OF_UNIVERSE, '1 × the age of the universe'], [2.3 * AGE_OF_UNIVERSE, '2.3 × the age of the universe'], [1e5 * AGE_OF_UNIVERSE, '100,000 × the age of the universe'],
    [3.2e15 * AGE_OF_UNIVERSE, '3.2×10¹⁵ × the age of the universe'], [-5, '−5 s'], [NaN, '–'], [Infinity, '> 10²⁹⁰ × the age of the universe'], [-Infinity, '–'],
  ])('writes %d seconds as %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('never writes a full next unit', () => {
    fc.assert(fc.property(fc.double({ min: -12, max: 20, noNaN: true }), (power) => {
      expect(duration(10 ** power)).not.toMatch(/\b(1,?000 (ns|µs|ms)|60 (s|min)|24 h|1,000 (m|b)illion)\b/);
    }), { numRuns: 2000 });
  });

  it('speaks other languages', () => {
    const words = { days: (n: string) => `${n} 天`, years: (n: string) => `${n} 年`, millionYears: (n: string) => `${n} 百万年`, billionYears: (n: string) => `${n} 十亿年`, ages: (n: string) => `宇宙年龄的 ${n} 倍` };
    expect(duration(2 * AGE_OF_UNIVERSE, words)).toBe('宇宙年龄的 2 倍');
    expect(duration(3 * 86400 + 7 * 3600, words)).toBe('3 天 7 h');
  });
});
