/** Plans of any graph on any platform can be done step by step, and take no less than the bounds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, mostAtOnce, type Stay } from './memory.ts';
import { deviceIndex, PLATFORMS, platformOf, type Platform } from './platform.ts';
import { planOf } from './plan.ts';
import type { Problem, Task } from './problem.ts';
import { complaints } from './reference.ts';
import { byRank, heft, listSchedule, upwardRanks } from './schedule.ts';

/** A task as numbers, from which one is made that fits what came before. */
const seed = fc.record({
  inputs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
  controls: fc.array(fc.nat(), { maxLength: 1 }),
  outputs: fc.array(fc.record({ bytes: fc.constantFrom(0, 1, 64, 1000, 5_000_000), kind: fc.constantFrom('own', 'own', 'own', 'shares', 'lasts') }), { maxLength: 2 }),
  seconds: fc.array(fc.constantFrom(0, 1e-6, 3e-6, 5e-5, 1e-3), { minLength: 8, maxLength: 8 }),
  told: fc.integer({ min: -6, max: 7 }),
  group: fc.integer({ min: -6, max: 2 }),
  floats: fc.boolean(),
});

const problems = fc.tuple(fc.constantFrom(...PLATFORMS), fc.boolean(), fc.array(seed, { maxLength: 24 })).map(([known, exclusive, seeds]): Problem => {
  const platform: Platform = { ...known, exclusive };
  const devices = platform.devices.length;
  const tasks: Task[] = [];
  const groups = new Map<number, number>();
  for (const s of seeds) {
    const inputs = s.inputs.flatMap(([t, o]) => {
      const task = tasks.length > 0 ? t % tasks.length : -1;
      return task >= 0 && tasks[task].outputs.length > 0 ? [{ task, output: o % tasks[task].outputs.length }] : [];
    });
    const controls = s.controls.flatMap((c) => (tasks.length > 0 ? [c % tasks.length] : []));
    let device = s.told >= 0 && s.told < devices ? s.told : -1;
    if (s.group >= 0) {
      if (device >= 0 && groups.has(s.group)) device = groups.get(s.group)!;
      else if (device >= 0) groups.set(s.group, device);
    }
    tasks.push({
      name: `t${tasks.length}`,
      seconds: s.seconds.slice(0, devices),
      device, inputs, controls,
      outputs: s.outputs.map(({ bytes, kind }) => ({ bytes, ...(kind === 'lasts' && { lasts: true as const }), ...(kind === 'shares' && inputs.length > 0 && { shares: 0 }) })),
      group: s.group,
      floats: s.floats && inputs.length === 0 && controls.length === 0,
    });
  }
  return { platform, tasks };
});

describe.each([
  ['HEFT', heft],
  ['list scheduling', (problem: Problem) => listSchedule(problem, byRank(upwardRanks(problem)))],
] as const)('a plan by %s', (_, schedule) => {
  it('can be done step by step, with every tensor sent once to each device that needs it, and no two buffers in one place', () => {
    fc.assert(fc.property(problems, (problem) => {
      const plan = planOf(problem, schedule(problem));
      expect(complaints(problem, plan)).toEqual([]);
      for (const bound of [plan.bounds.criticalPath, plan.bounds.work, plan.bounds.told]) expect(plan.makespan).toBeGreaterThanOrEqual(bound * (1 - 1e-12));
      plan.peak.forEach((peak, device) => {
        expect(peak).toBeGreaterThanOrEqual(mostAtOnce(plan.buffers.filter((b) => b.device === device)));
        expect(plan.busy[device]).toBeLessThanOrEqual(plan.makespan * (1 + 1e-12));
      });
    }), { numRuns: 150 });
  });
  it('has a critical chain without a gap, from the beginning to the end', () => {
    fc.assert(fc.property(problems, (problem) => {
      const { critical, schedule: { start, end, copies }, makespan } = planOf(problem, schedule(problem));
      const spans = critical.map(({ kind, index }) => (kind === 'run' ? [start[index], end[index]] : [copies[index].start, copies[index].end]));
      if (spans.length === 0) return;
      expect(spans.at(-1)![1]).toBe(makespan);
      for (let i = 1; i < spans.length; i++) expect(spans[i][0]).toBe(spans[i - 1][1]);
      expect(spans[0][0]).toBe(0);
    }), { numRuns: 100 });
  });
});

it('a source that floats is put where it is first used, by either scheduler: constants are not copied from devices that idle', () => {
  const platform = platformOf('gpu-8');
  const task = (name: string, inputs: readonly number[], floats: boolean): Task => ({ name, seconds: platform.devices.map(() => (floats ? 2e-7 : 5e-6)), device: -1, inputs: inputs.map((from) => ({ task: from, output: 0 })), controls: [], outputs: [{ bytes: 4 }], group: -1, floats });
  const tasks = [...Array.from({ length: 12 }, (_, i) => task(`c${i}`, [], true)), ...Array.from({ length: 12 }, (_, i) => task(`t${i}`, i === 0 ? [0] : [i, 11 + i], false))];
  for (const schedule of [heft({ platform, tasks }), listSchedule({ platform, tasks }, byRank(upwardRanks({ platform, tasks })))]) expect(schedule.copies).toEqual([]);
});

describe('buffers', () => {
  const stays = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 500 }), from: fc.nat(20), length: fc.integer({ min: 1, max: 9 }) }), { maxLength: 40 })
    .map((list) => list.map(({ bytes, from, length }): Stay => ({ bytes, from, to: from + length })));
  it('share room when they are not there at the same time', () => {
    expect(layOut([{ bytes: 64, from: 0, to: 2 }, { bytes: 64, from: 2, to: 4 }, { bytes: 64, from: 1, to: 3 }])).toEqual([0, 0, 64]);
  });
  it('never lie in one another, and each begins at a multiple of 64', () => {
    fc.assert(fc.property(stays, (list) => {
      const offsets = layOut(list);
      list.forEach((a, i) => list.slice(i + 1).forEach((b, k) => {
        const [x, y] = [offsets[i], offsets[i + 1 + k]];
        expect(a.to <= b.from || b.to <= a.from || x + a.bytes <= y || y + b.bytes <= x).toBe(true);
      }));
      expect(offsets.every((offset) => offset % 64 === 0)).toBe(true);
    }), { numRuns: 100 });
  });
});

describe('platforms', () => {
  it('link every two devices and say where their figures are from', () => {
    for (const { id, devices, links, sources } of PLATFORMS) {
      expect(links.length, id).toBe(devices.length);
      links.forEach((row, i) => row.forEach((link, j) => expect(link === null).toBe(i === j)));
      expect(sources.length, id).toBeGreaterThan(0);
    }
    expect(PLATFORMS.map(({ devices }) => devices.length)).toEqual([2, 1, 1, 2, 4, 2, 3, 4, 5, 6, 7, 8]);
    expect(() => platformOf('tpu')).toThrow('expected one of gpu-cpu');
  });
  it('know a device by each of TensorFlow’s ways to write it', () => {
    const { devices } = platformOf('gpu-cpu');
    expect(['/device:GPU:0', '/gpu:0', 'GPU:0', '/cpu:0', '/job:localhost/replica:0/task:0/device:CPU:0', '/device:GPU:*', '/gpu'].map((text) => deviceIndex(devices, text))).toEqual([0, 0, 0, 1, 1, 0, 0]);
    expect(['/device:GPU:1', '', '/job:worker', '/device:TPU:0'].map((text) => deviceIndex(devices, text))).toEqual([-1, -1, -1, -1]);
  });
});
