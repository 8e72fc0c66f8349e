import { describe, expect, it } from 'vitest';
import { lanes, moved, nextSlice, showing, ticks, zoomed, type Gantt, type Slice } from './gantt.ts';

const slice = (track: number, start: number, end: number): Slice => ({ track, start, end, name: '', op: '', kind: 'run', critical: false, text: '' });
const gantt: Gantt = {
  tracks: [0, 1, 2].map((device) => ({ label: '', device, kind: 'run' })),
  slices: [slice(0, 0, 2), slice(0, 3, 5), slice(2, 0, 1), slice(2, 4, 6)],
  arrows: [], end: 6, bound: null,
};
const all = { from: 0, to: 6 };

describe('a timeline', () => {
  it('is gone through along a track and across tracks, over empty ones, to the nearest in time', () => {
    expect(nextSlice(gantt, -1, 1, 0)).toBe(0);
    expect(nextSlice(gantt, 0, 1, 0)).toBe(1);
    expect(nextSlice(gantt, 1, 1, 0)).toBe(1);
    expect(nextSlice(gantt, 1, 0, 1)).toBe(3);
    expect(nextSlice(gantt, 2, 0, -1)).toBe(0);
    expect(nextSlice(gantt, 3, 0, 1)).toBe(3);
    expect(nextSlice({ ...gantt, slices: [] }, -1, 1, 0)).toBe(-1);
  });
  it('zooms around a moment and never leaves the whole', () => {
    expect(zoomed(all, 2, 3, all)).toEqual({ from: 1.5, to: 4.5 });
    expect(zoomed({ from: 0, to: 3 }, 0.1, 0, all)).toEqual(all);
    expect(moved({ from: 1, to: 3 }, 9, all)).toEqual({ from: 4, to: 6 });
    expect(moved({ from: 1, to: 3 }, -9, all)).toEqual({ from: 0, to: 2 });
  });
  it('moves so that a chosen slice is seen, and else stays', () => {
    const span = { from: 0, to: 2 };
    expect(showing(span, gantt.slices[0], all)).toBe(span);
    const shown = showing(span, gantt.slices[3], all);
    expect(shown.from).toBeLessThanOrEqual(4);
    expect(shown.to - shown.from).toBeCloseTo(2, 12);
    expect(showing({ from: 4, to: 6 }, gantt.slices[2], all).from).toBe(0);
  });
  it('puts what overlaps on tracks of its own', () => {
    expect(lanes([slice(0, 0, 2), slice(0, 1, 3), slice(0, 2, 4), slice(0, 3, 5)])).toEqual({ lane: [0, 1, 0, 1], count: 2 });
  });
  it('has round moments on its axis', () => {
    expect(ticks({ from: 0, to: 10 }, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks({ from: 0, to: 151e-6 }, 8).length).toBeLessThanOrEqual(8);
  });
});
