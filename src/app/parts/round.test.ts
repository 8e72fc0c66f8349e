import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeUnit } from '../../charts/ticks.ts';
import { roundTicks, unitOfMemory } from './round.ts';

describe('round values of small axes', () => {
  it('are round, in the unit that they are said in', () => {
    expect(roundTicks(0, 4.54)).toEqual([0, 2, 4]);
    expect(roundTicks(0, 8.59e9)).toEqual([0, 2e9, 4e9, 6e9, 8e9]);
    expect(roundTicks(0.99786, 1)).toEqual([0.998, 0.999, 1]);
    expect(roundTicks(0, 300, timeUnit(300)).map((v) => v / 60)).toEqual([0, 2, 4]);
    expect(roundTicks(0, 3 * 1024 ** 3, unitOfMemory(3 * 1024 ** 3)).map((v) => v / 1024 ** 3)).toEqual([0, 1, 2, 3]);
    expect(roundTicks(0, 0)).toEqual([0]);
  });

  it('are few, ascending and on the axis, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.constantFrom(1, 60, 1024), (from, span, unit) => {
        fc.pre(span > from * 1e-4);
        const ticks = roundTicks(from, from + span, unit);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        ticks.forEach((tick, i) => {
          expect(tick).toBeGreaterThanOrEqual(from - span * 1e-6);
          expect(tick).toBeLessThanOrEqual(from + span * (1 + 1e-6));
          if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
        });
      }),
    );
  });
});
