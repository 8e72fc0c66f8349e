import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSlider, readNumber, SLIDER_STEPS, toSlider } from './number.ts';

const samples = { least: 10, most: 1797, whole: true };

describe('a typed number', () => {
  it('may have thousands commas and spaces', () => {
    expect(readNumber(' 1,000 ', samples)).toEqual({ ok: true, value: 1000 });
  });
  it.each(['', 'ten', '1e', '0x20', 'Infinity', '5 GB', '1,0'])('is none: %j', (text) => {
    expect(readNumber(text, samples)).toEqual({ ok: false, why: 'notNumber' });
  });
  it('must be within the bounds and whole where it has to be', () => {
    expect(readNumber('9', samples)).toEqual({ ok: false, why: 'outside' });
    expect(readNumber('1e9', samples)).toEqual({ ok: false, why: 'outside' });
    expect(readNumber('10.5', samples)).toEqual({ ok: false, why: 'whole' });
    expect(readNumber('0.5', { least: 0.0001, most: 10, whole: false })).toEqual({ ok: true, value: 0.5 });
  });
});

describe('a slider', () => {
  it('never leaves the bounds and reaches both ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: SLIDER_STEPS }), fc.boolean(), (position, log) => {
        const value = fromSlider(position, samples, log);
        expect(value).toBeGreaterThanOrEqual(10);
        expect(value).toBeLessThanOrEqual(1797);
      }),
    );
    expect(fromSlider(0, samples, true)).toBe(10);
    expect(fromSlider(SLIDER_STEPS, { least: 0.0001, most: 10, whole: false }, true)).toBe(10);
  });
  it('comes back to about where a value put it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1797 }), (value) => {
        expect(Math.abs(fromSlider(toSlider(value, samples, false), samples, false) - value)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
