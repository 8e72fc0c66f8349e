/** What the view reckons of a plan and of recorded steps. */
import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../protocol/inside.ts';
import { inside as en } from '../words/en-inside.ts';
import { inside as zh } from '../words/zh-inside.ts';
import { NEAREST, ofRecorded, overfull, stepsOf, utilisation, type RecordedFile } from './timelines.ts';

const GIB = 1024 ** 3;
const deviceOf = (id: string, peak: number, memory: number): DeviceView => ({ id, peak, memory, kept: 9 * GIB, busy: 0, tasks: 0, cut: 0 });

describe('the memory of a plan’s devices', () => {
  it('is too little where the plan needs more at once than there is; just as much fits, and what would be kept if nothing were freed does not count', () => {
    const devices = [deviceOf('GPU:0', 6 * GIB + 1, 6 * GIB), deviceOf('GPU:1', 6 * GIB, 6 * GIB), deviceOf('CPU:0', 0, 12 * GIB)];
    expect(overfull({ devices }).map(({ id }) => id)).toEqual(['GPU:0']);
    expect(overfull({ devices: devices.slice(1) })).toEqual([]);
  });
  it('is said with the peak beside it, in both languages', () => {
    expect(en.peakOf(1.5 * GIB, 6 * GIB)).toMatch(/^1.5 GB of 6 GB \(25\s%\)$/);
    expect(zh.peakOf(1.5 * GIB, 6 * GIB)).toMatch(/^1.5 GB \/ 6 GB（25\s%）$/);
    for (const words of [en, zh]) expect(words.overfull('GPU:0', 7 * GIB, 6 * GIB)).toMatch(/^GPU:0 .*7 GB.*6 GB/);
  });
});

describe.each(Object.entries(import.meta.glob<RecordedFile>('./recorded/*.json', { import: 'default', eager: true })))('the recorded steps of %s', (file, recording) => {
  const steps = stepsOf(recording);
  it('are of every configuration, and whole: each node with its op, its device and its times', () => {
    expect(file).toContain(recording.model);
    expect(steps.map(({ config }) => config)).toEqual(['cpu1_inter1', 'cpu1_inter2', 'cpu2_inter2', 'cpu4_inter2', 'cpu4_inter4']);
    for (const { config, threads, devices, names, ops, op, device, start, duration, P, sends, receives } of steps) {
      expect(config).toMatch(new RegExp(`_inter${threads}$`));
      expect(devices.reduce((sum, [, nodes]) => sum + nodes, 0)).toBe(P);
      // Transfers are in no trace of CPU devices.
      expect(names).toHaveLength(P - sends - receives);
      for (const column of [op, device, start, duration]) expect(column).toHaveLength(names.length);
      expect(names.every((name, i) => name !== '' && ops[op[i]] !== undefined && devices[device[i]] !== undefined)).toBe(true);
      expect(devices.map(([id]) => id)).toEqual(devices.map(([id]) => id).toSorted());
    }
  });
  it('have a utilisation: of all threads no more than all, and every device has its part of what ran', () => {
    for (const step of steps) {
      const used = utilisation(step);
      expect(used.threads).toBeGreaterThan(0);
      expect(used.threads).toBeLessThanOrEqual(1);
      expect(used.threads).toBe(step.busy / step.span / step.threads);
      expect(used.devices.every((share) => share > 0)).toBe(true);
      expect(used.devices.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(ofRecorded(step, en).slices).toHaveLength(step.names.length);
    }
  });
});

it('every program has a recording that is nearest to it', () => {
  const models = Object.keys(import.meta.glob('./recorded/*.json'));
  for (const [model] of Object.values(NEAREST)) expect(models).toContain(`./recorded/${model}.json`);
});
