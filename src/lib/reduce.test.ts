/** Axes, shapes and walks of reductions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachReduced, normalAxes, reducedShape } from './reduce.ts';

describe('normalAxes', () => {
  it('counts negative axes from the end, sorts, and drops repetitions', () => {
    expect(normalAxes([-1, 0, 2, -3], 3)).toEqual([0, 2]);
    expect(normalAxes([], 0)).toEqual([]);
  });

  it('refuses an axis that the input does not have', () => {
    expect(() => normalAxes([2], 2)).toThrow('Invalid reduction dimension (2 for input with 2 dimension(s))');
    expect(() => normalAxes([-3], 2)).toThrow(RangeError);
    expect(() => normalAxes([0], 0)).toThrow(RangeError);
  });
});

describe('reducedShape', () => {
  it('drops the axes, or keeps them as 1', () => {
    expect(reducedShape([2, null, 4], [0, 1], false)).toEqual([4]);
    expect(reducedShape([2, null, 4], [0, 1], true)).toEqual([1, 1, 4]);
    expect(reducedShape([2, 3], [], false)).toEqual([2, 3]);
  });
});

describe('eachReduced', () => {
  it('visits every source element once in ascending order, and sends it to where its kept coordinates lie', () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
    fc.assert(fc.property(shapes, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (shape, reduce) => {
      const axes = shape.map((_, i) => i).filter((i) => reduce[i]);
      const seen: number[][] = [];
      eachReduced(shape, axes, (s, t) => seen.push([s, t]));
      const total = shape.reduce((a, b) => a * b, 1);
      const wanted: number[][] = [];
      for (let s = 0; s < total; s++) {
        let rest = s;
        const at = shape.map(() => 0);
        for (let d = shape.length - 1; d >= 0; d--) { at[d] = rest % shape[d]; rest = Math.floor(rest / shape[d]); }
        wanted.push([s, shape.reduce((t, d, i) => (axes.includes(i) ? t : t * d + at[i]), 0)]);
      }
      expect(seen).toEqual(wanted);
    }));
  });
});
