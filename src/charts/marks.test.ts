import { describe, expect, it } from 'vitest';
import type { EventKind, RunEvent } from '../protocol/frame.ts';
import { marksOf, thin, thinMarks } from './marks.ts';
import { ENGLISH } from './words.ts';

const event = (epoch: number, kind: EventKind): RunEvent => ({ epoch, run: 0, kind, text: '', detail: {} });

describe('marks', () => {
  it('makes one tick of save, clear and reload in one epoch', () => {
    const { rugs, strong } = marksOf([event(20, 'save'), event(20, 'clear'), event(20, 'reload'), event(40, 'save')], ENGLISH);
    expect(rugs).toEqual([{ token: 'cure', epochs: [40], label: 'save' }, { token: 'cure', epochs: [20], label: 'save · clear · reload' }]);
    expect(strong).toEqual([]);
  });

  it('names hands that came apart each by itself, and counts those alike only', () => {
    const { rugs } = marksOf([event(82, 'save'), event(95, 'clear'), event(113, 'reload')], ENGLISH);
    expect(rugs.map(({ epochs, label }) => [label, epochs])).toEqual([['reload', [113]], ['clear', [95]], ['save', [82]]]);
    const turns = [20, 40, 60].flatMap((epoch) => [event(epoch, 'save'), event(epoch, 'clear'), event(epoch, 'reload')]);
    expect(marksOf([...turns, event(70, 'save'), event(80, 'save')], ENGLISH).rugs.map(({ epochs, label }) => [label, epochs])).toEqual([['save', [70, 80]], ['save · clear · reload', [20, 40, 60]]]);
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
