/** Names at the ends of lines: each has a place of its own, whatever the lines do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePlace } from './lines.ts';

describe('the name of a line', () => {
  it('stands where its line ends, or beside those that stand there', () => {
    expect(freePlace(50, [], 12, [0, 100])).toBe(50);
    expect(freePlace(50, [50], 12, [0, 100])).toBe(38);
    expect(freePlace(50, [50, 38], 12, [0, 100])).toBe(62);
    // Above the middle and below it taken: once the search went to and fro between them for ever, and the page with it.
    expect(freePlace(49, [50, 42, 57], 12, [0, 100])).toBe(30);
    // None is left within the bounds.
    expect(freePlace(5, [5], 12, [0, 10])).toBe(-7);
  });
  it('never lies over another', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 9 }), (ends) => {
      const taken: number[] = [];
      for (const end of ends) taken.push(freePlace(end, taken, 12, [0, 200]));
      for (const [i, at] of taken.entries()) for (const other of taken.slice(0, i)) expect(Math.abs(at - other)).toBeGreaterThanOrEqual(12 - 1e-5);
    }));
  });
});
