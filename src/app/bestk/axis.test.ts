import { describe, expect, it } from 'vitest';
import { duration } from '../../lib/format.ts';
import { kTicks, totalsAxis } from './axis.ts';

describe('the axes of totals against K', () => {
  it('are linear from 0 where totals are alike', () => {
    const { y, logY, ticks } = totalsAxis([442, 646, 480]);
    expect([y[0], logY]).toEqual([0, false]);
    expect(y[1]).toBeGreaterThanOrEqual(646);
    expect(ticks.length).toBeGreaterThan(2);
  });
  it('are logarithmic in round durations where one run dwarfs the others, each keeping a place', () => {
    const { y, logY, ticks } = totalsAxis([442, 646, 176_400]);
    expect(logY).toBe(true);
    expect(y[0]).toBeLessThanOrEqual(442);
    expect(y[1]).toBeGreaterThanOrEqual(176_400);
    expect(ticks.map((tick) => duration(tick))).toEqual(['5 min', '20 min', '1 h', '5 h', '1 day', '5 days']);
  });
  it('hold any totals above nothing', () => {
    for (const totals of [[], [NaN, -3], [1e-12, 1], [1, 1e30], [3, 3]]) {
      const { y, ticks } = totalsAxis(totals);
      expect(y[1]).toBeGreaterThan(y[0]);
      expect(ticks.every(Number.isFinite)).toBe(true);
    }
  });
  it('name Ks in between, and never at the end', () => {
    expect(kTicks(1000)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    expect(kTicks(24)).toEqual([1, 2, 5, 10, 24]);
    expect(kTicks(2)).toEqual([1, 2]);
  });
});
