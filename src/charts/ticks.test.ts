import { interpolateNumber } from 'd3-interpolate';
import { scaleLinear, scaleLog } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteTicks, countTicks, epochTicks, lastEpochShown, linearScale, logTimeDomain, plainTicks, roundDomain, byteUnit, timeTicks, timeUnit, valueScale } from './ticks.ts';

describe('axes', () => {
  it('counts in thousands and millions', () => {
    expect(countTicks(roundDomain(1_240_000), 3).map((t) => t.label)).toEqual(['0', '0.5 M', '1 M']);
    expect(countTicks(roundDomain(3), 9).map((t) => t.label)).toEqual(['0', '1', '2', '3']);
  });

  it('puts byte ticks on whole binary units', () => {
    const highest = 7 * 1024 ** 3;
    const domain = roundDomain(highest, byteUnit(highest));
    expect(byteTicks(domain, 4).map((t) => t.label)).toEqual(['0', '2 GB', '4 GB', '6 GB', '8 GB'].slice(0, byteTicks(domain, 4).length));
    expect(byteTicks(domain, 4)[1]?.value).toBe(2 * 1024 ** 3);
  });

  it('has no label as long as "1,000 KB": a larger unit comes before', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 1e5, noNaN: true }), (highest) => {
        for (const { label } of timeTicks(roundDomain(highest, timeUnit(highest)), 5)) expect(label.length, `${highest} s: ${label}`).toBeLessThanOrEqual(7);
        const bytes = highest * 1e10;
        for (const { label } of byteTicks(roundDomain(bytes, byteUnit(bytes)), 5)) expect(label.length, `${bytes} bytes: ${label}`).toBeLessThanOrEqual(7);
      }),
    );
    expect(byteTicks(roundDomain(0), 5).map((t) => t.label)).toEqual(['0', '1 B']);
    expect(byteTicks(roundDomain(1_290_012, byteUnit(1_290_012)), 3).map((t) => t.label)).toEqual(['0', '0.5 MB', '1 MB']);
  });

  it('labels logarithmic time in the units of people, from milliseconds to the age of the universe', () => {
    expect(timeTicks(logTimeDomain(0.012, 40), 9).map((t) => t.label)).toEqual(['10 ms', '100 ms', '1 s', '10 s', '1 min']);
    const long = timeTicks(logTimeDomain(1, 4e17), 30).map((t) => t.label);
    expect(long.slice(0, 6)).toEqual(['1 s', '10 s', '1 min', '10 min', '1 h', '10 h']);
    expect(new Set(long).size).toBe(long.length);
  });

  it('has a domain that holds the data, whatever they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e17, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), (low, factor) => {
        const { from, to } = logTimeDomain(low, low * factor);
        expect(from).toBeLessThanOrEqual(low);
        expect(to).toBeGreaterThanOrEqual(low * factor);
        expect(to / from).toBeGreaterThan(9);
      }),
    );
    for (const odd of [Number.NaN, Infinity, 0, -1]) {
      const domain = logTimeDomain(odd, odd);
      expect(domain.to).toBeGreaterThan(domain.from);
      expect(roundDomain(odd).to).toBeGreaterThan(0);
    }
  });

  it('draws values at or below the start of a logarithmic axis at its bottom', () => {
    const y = valueScale({ from: 0.01, to: 1, log: true }, 100, 0);
    expect([y(0), y(0.01), y(0.1), y(1)]).toEqual([100, 100, 50, 0]);
  });
});

describe('scales, beside those of d3', () => {
  const amount = fc.double({ min: 1e-9, max: 1e15, noNaN: true });

  it('rounds domains and chooses ticks as d3-scale does', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 12 }), (highest, wanted) => {
        const d3 = scaleLinear().domain([0, highest]).nice(5);
        const ours = roundDomain(highest);
        expect([ours.from, ours.to]).toEqual(d3.domain());
        expect(plainTicks(ours, wanted).map(({ value }) => value)).toEqual(d3.ticks(wanted));
      }),
    );
  });

  it('places values as d3-scale and d3-interpolate do', () => {
    fc.assert(
      fc.property(amount, fc.double({ min: 1.1, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1.5, noNaN: true }), (from, factor, share) => {
        const to = from * factor;
        const value = from + share * (to - from);
        expect(linearScale(from, to, 300, 20)(value)).toBe(scaleLinear([from, to], [300, 20])(value));
        expect(linearScale(0, 1, from, to)(share)).toBe(interpolateNumber(from, to)(share));
        expect(valueScale({ from, to, log: true }, 300, 20)(value)).toBe(value <= from ? 300 : scaleLog([from, to], [300, 20])(value));
      }),
    );
  });
});

describe('the epoch axis', () => {
  it('starts at 30 epochs, grows in steps and ends at the whole run', () => {
    expect([0, 1, 24, 25, 100, 412, 700, 1000].map((n) => lastEpochShown(n, 1000, false))).toEqual([30, 30, 30, 40, 150, 600, 1000, 1000]);
    expect(lastEpochShown(3, 1000, true)).toBe(1000);
    expect(lastEpochShown(3, 20, false)).toBe(20);
    expect(lastEpochShown(25, 20, false)).toBe(25);
  });

  it('holds all epochs and never shrinks while epochs are added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (epochs, all) => {
        const now = lastEpochShown(epochs, all, false);
        expect(now).toBeGreaterThanOrEqual(epochs);
        expect(lastEpochShown(epochs + 1, all, false)).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('has whole epochs only', () => {
    expect(epochTicks(3, 10).map((t) => t.label)).toEqual(['0', '1', '2', '3']);
  });
});
