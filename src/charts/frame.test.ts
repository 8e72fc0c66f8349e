/** What all charts have around their marks: labels of an axis are never cut. */
import { describe, expect, it } from 'vitest';
import { drawGrid, layoutOf } from './frame.ts';
import { NO_MARKS } from './marks.ts';
import { PALETTES } from './palette.ts';
import { SvgPen } from './svg-pen.ts';
import { ENGLISH } from './words.ts';

describe('labels of the value axis', () => {
  it.each([1, 1.5])('that are too long for their room are smaller, and only those (unit %s)', (unit) => {
    const layout = layoutOf({
      width: 500 * unit, height: 200 * unit, lastShown: 10, domain: { from: 0, to: 2, log: false }, palette: PALETTES.light, words: ENGLISH, unit, cross: null, marks: NO_MARKS, lane: false, axis: false,
    });
    const drawn: { width: number; size: number }[] = [];
    const pen = new SvgPen();
    const plain = pen.text.bind(pen);
    pen.text = (text, x, y, style) => {
      if (style.anchor === 'end') {
        drawn.push({ width: pen.measure(text, style), size: style.size });
        expect(x - pen.measure(text, style), text).toBeGreaterThanOrEqual(-1e-6);
      }
      plain(text, x, y, style);
    };
    drawGrid(pen, layout, [{ value: 0, label: '0' }, { value: 1, label: '1,000 G years' }], (value) => 100 - value, 'title');
    expect(drawn).toHaveLength(2);
    expect(drawn[0].size).toBeLessThan(11 * unit);
    drawGrid(pen, layout, [{ value: 1, label: '100 MB' }], (value) => 100 - value, 'title');
    expect(drawn[2].size).toBe(11 * unit);
  });
});
