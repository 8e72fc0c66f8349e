/** The table of figures: ratios point the right way, bounds are judged, columns line up. */
import { describe, expect, it } from 'vitest';
import { atLeast, atMost, beside, median, number, ratioAtLeast, table } from './table.ts';

const row = { what: 'nodes', value: 200, unit: 'nodes/s' };

describe('ratios', () => {
  it('are above 1 where ours is better, whichever way better is', () => {
    expect(beside(row, 'other', 50, 'more')).toMatchObject({ peer: 'other', peerValue: 50, ratio: 4 });
    expect(beside({ ...row, unit: 's' }, 'other', 50, 'less').ratio).toBe(0.25);
  });

  it('are judged, and asked for only where there is a peer', () => {
    const compared = beside(row, 'other', 50, 'more');
    expect(ratioAtLeast(compared, 4)).toMatchObject({ target: '≥ 4 ×', met: true });
    expect(ratioAtLeast(compared, 4.01).met).toBe(false);
    expect(() => ratioAtLeast(row, 2)).toThrow("'nodes' has no peer");
  });
});

describe('bounds', () => {
  it('hold at the bound itself', () => {
    expect(atMost(row, 200)).toMatchObject({ target: '≤ 200 nodes/s', met: true });
    expect(atMost(row, 199).met).toBe(false);
    expect(atLeast(row, 200).met).toBe(true);
    expect(atLeast(row, 201).met).toBe(false);
  });

  it('are not met by what could not be measured', () => {
    expect(atMost({ ...row, value: NaN }, 1).met).toBe(false);
    expect(atMost({ ...row, value: -Infinity }, 1).met).toBe(false);
    expect(atLeast({ ...row, value: NaN }, 1).met).toBe(false);
  });
});

describe('medians', () => {
  it('are the middle, in order of size and not of text', () => {
    expect(median([100, 9, 20])).toBe(20);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow('median of nothing');
  });
});

describe('numbers', () => {
  it('keep four digits and all of a large number', () => {
    expect([0.012345, 12.3456, 1234.56, 3_006_025, NaN].map(number)).toEqual(['0.01235', '12.35', '1,235', '3,006,025', '–']);
  });
});

describe('the table', () => {
  it('lines columns up and says what missed its target', () => {
    const text = table([
      { name: 'building', rows: [ratioAtLeast(beside(row, 'graphology', 50, 'more'), 50)] },
      { name: 'page', rows: [atMost({ what: 'first load', value: 99.5, unit: 'KB' }, 130)] },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "building
                  value  unit     peer        peer value  ratio  target    met
      nodes         200  nodes/s  graphology          50    4 ×  ≥ 50 ×    NO

      page
                  value  unit     peer        peer value  ratio  target    met
      first load   99.5  KB                                      ≤ 130 KB  yes
      "
    `);
  });
});
