import { describe, expect, it } from 'vitest';
import { ratePassingAge } from '../../lib/fit.ts';
import { AGE_OF_UNIVERSE } from '../words/numbers.ts';
import { geometricSum } from './universe.ts';

describe('the age of the universe', () => {
  it('is passed in 1,000 epochs from 1 s at 3.81 % per epoch, and not at 3.80 %', () => {
    expect(geometricSum(1, 1.0381, 1000)).toBeGreaterThan(AGE_OF_UNIVERSE);
    expect(geometricSum(1, 1.038, 1000)).toBeLessThan(AGE_OF_UNIVERSE);
  });
  it('is just passed at the least rate that the fits name', () => {
    const least = ratePassingAge(1000, 1);
    expect(geometricSum(1, 1 + least, 1000) / AGE_OF_UNIVERSE).toBeCloseTo(1, 3);
  });
  it('is the plain sum when nothing grows', () => {
    expect(geometricSum(2, 1, 10)).toBe(20);
  });
});
