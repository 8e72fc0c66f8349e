import { describe, expect, it } from 'vitest';
import type { EventKind, RunEvent } from '../protocol/frame.ts';
import { marksOf, thin, thinMarks } from './marks.ts';
import { ENGLISH } from './words.ts';

const event = (epoch: number, kind: EventKind): RunEvent => ({ epoch, run: 0, kind, text: '', detail: {} });

describe('marks', () => {
  it('makes one tick of save, clear and reload in one epoch', () => {
    const { rugs, strong } = marksOf([event(20, 'save'), event(20, 'clear'), event(20, 'reload'), event(40, 'save')], ENGLISH);
    expect(rugs).toEqual([{ token: 'cure', epochs: [20, 40], label: 'save' }]);
    expect(strong).toEqual([]);
  });

  it('names what happened', () => {
    const { strong } = marksOf([event(351, 'spill-main'), event(900, 'spill-disk'), event(901, 'error')], ENGLISH);
    expect(strong.map((m) => m.label)).toEqual(['spills out of video memory', 'spills out of main memory', 'error']);
  });

  it('thins a thousand saves to what has room, first and last kept', () => {
    const places = Array.from({ length: 1000 }, (_, i) => i * 0.5);
    const kept = thin(places, 3);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(499.5);
    expect(kept.length).toBeLessThan(170);
    expect(thin([], 3)).toEqual([]);
    expect(thin([1, 2], 3)).toEqual([1, 2]);
  });

  it('keeps the more important of two marks in one place', () => {
    const { strong } = marksOf([event(10, 'set'), event(10, 'error'), event(90, 'set')], ENGLISH);
    expect(
      thinMarks(strong, (e) => e, 6)
        .map((m) => m.label)
        .sort(),
    ).toEqual(['error', 'setting changed']);
  });
});
