/** What the view reckons of a plan's devices. */
import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../protocol/inside.ts';
import { inside as en } from '../words/en-inside.ts';
import { inside as zh } from '../words/zh-inside.ts';
import { overfull } from './timelines.ts';

const GIB = 1024 ** 3;
const device = (id: string, peak: number, memory: number): DeviceView => ({ id, peak, memory, kept: 9 * GIB, busy: 0, tasks: 0, cut: 0 });

describe('the memory of a plan’s devices', () => {
  it('is too little where the plan needs more at once than there is; just as much fits, and what would be kept if nothing were freed does not count', () => {
    const devices = [device('GPU:0', 6 * GIB + 1, 6 * GIB), device('GPU:1', 6 * GIB, 6 * GIB), device('CPU:0', 0, 12 * GIB)];
    expect(overfull({ devices }).map(({ id }) => id)).toEqual(['GPU:0']);
    expect(overfull({ devices: devices.slice(1) })).toEqual([]);
  });
  it('is said with the peak beside it, in both languages', () => {
    expect(en.peakOf(1.5 * GIB, 6 * GIB)).toMatch(/^1.5 GB of 6 GB \(25\s%\)$/);
    expect(zh.peakOf(1.5 * GIB, 6 * GIB)).toMatch(/^1.5 GB \/ 6 GB（25\s%）$/);
    for (const words of [en, zh]) expect(words.overfull('GPU:0', 7 * GIB, 6 * GIB)).toMatch(/^GPU:0 .*7 GB.*6 GB/);
  });
});
