/** No division of the work beats its bound, and on two kinds of devices one reaches it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machines } from './platform.ts';
import { planOf } from './plan.ts';
import { fixedDevices, type Problem, type Task } from './problem.ts';
import { dualWork, leastLoad, optimum } from './reference.ts';
import { byRank, heft, listSchedule, lowerBounds, upwardRanks } from './schedule.ts';
import { workBound, workOf } from './work.ts';

const seconds = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 20 }) }, { weight: 1, arbitrary: fc.constant(Infinity) });
const seed = fc.record({
  times: fc.array(seconds, { minLength: 3, maxLength: 3 }),
  inputs: fc.array(fc.nat(), { maxLength: 2 }),
  told: fc.integer({ min: -8, max: 3 }),
  group: fc.integer({ min: -4, max: 1 }),
});

/** Problems on machines of so many kinds each; chained: tasks wait for others, else each is told a device or tied to others now and then. */
const problems = (most: number, counts: readonly number[], chained: boolean): fc.Arbitrary<Problem> => fc.array(seed, { minLength: 1, maxLength: most }).map((seeds) => {
  const kinds = counts.flatMap((count, kind) => Array.from({ length: count }, () => kind));
  const groups = new Map<number, { device: number; times: number[] }>();
  const tasks = seeds.map(({ times, inputs, told, group }, i): Task => {
    // Some kind can run it; where it is tied to others, any can: so that the group has a place.
    const own = counts.map((_, kind) => (chained || group < 0 ? times[kind] : times[kind] === Infinity ? 7 : times[kind]));
    if (own.every((s) => s === Infinity)) own[i % own.length] = 3;
    const at = !chained && told >= 0 && told < kinds.length && own[kinds[told]] < Infinity ? told : -1;
    const known = groups.get(group);
    if (!chained && group >= 0 && at >= 0 && !known) groups.set(group, { device: at, times: own });
    return {
      name: `t${i}`, seconds: kinds.map((kind) => own[kind]), device: !chained && group >= 0 && at >= 0 ? groups.get(group)!.device : at,
      inputs: chained && i > 0 ? inputs.map((from) => ({ task: from % i, output: 0 })) : [], controls: [], outputs: [{ bytes: 0 }], group: chained ? -1 : group, floats: false,
    };
  });
  return { platform: machines(kinds.length), tasks };
});

/** As it is where devices are alike: each task's least time, over the number of devices. */
function evenly(problem: Problem): number {
  const fixed = fixedDevices(problem);
  return problem.tasks.reduce((sum, task, i) => sum + (fixed[i] < 0 ? Math.min(...task.seconds) : task.seconds[fixed[i]]), 0) / problem.platform.devices.length;
}
const close = 1e-9;

describe.each([[[1, 1]], [[2, 1]], [[1, 3]], [[2, 2]]])('on two kinds of devices, %j of them', (counts) => {
  it('is what the dual says', () => {
    fc.assert(fc.property(problems(30, counts, false), (problem) => {
      const work = workOf(problem);
      fc.pre(work.counts.length === 2);
      expect(work.counts).toEqual(counts);
      expect(workBound(work)).toBeCloseTo(dualWork(work), 9);
    }), { numRuns: 300 });
  });
  it('is no more than the best division of whole tasks, groups and told devices heeded, and no less than all spread evenly', () => {
    fc.assert(fc.property(problems(6, counts, false), (problem) => {
      const { work } = lowerBounds(problem);
      expect(work).toBeLessThanOrEqual(leastLoad(problem) + close);
      expect(work).toBeGreaterThanOrEqual(evenly(problem) - close);
    }), { numRuns: 200 });
  });
});

describe.each([[[1, 1]], [[2, 1]], [[1, 1, 1]]])('with tasks that wait for others, on %j devices', (counts) => {
  it('is no more than the best schedule there is, nor than any other', () => {
    fc.assert(fc.property(problems(5, counts, true), (problem) => {
      const { all, work } = lowerBounds(problem);
      expect(all).toBeLessThanOrEqual(optimum(problem) + close);
      expect(work).toBeGreaterThanOrEqual(evenly(problem) - close);
    }), { numRuns: 100 });
    fc.assert(fc.property(problems(20, counts, true), (problem) => {
      const { work } = lowerBounds(problem);
      for (const schedule of [heft(problem), listSchedule(problem, byRank(upwardRanks(problem)))]) expect(planOf(problem, schedule).makespan).toBeGreaterThanOrEqual(work - close);
    }), { numRuns: 100 });
  });
});

it('on three kinds it is no more than the best division and no less than all spread evenly', () => {
  fc.assert(fc.property(problems(6, [1, 1, 1], false), (problem) => {
    const { work } = lowerBounds(problem);
    expect(work).toBeLessThanOrEqual(leastLoad(problem) + close);
    expect(work).toBeGreaterThanOrEqual(evenly(problem) - close);
  }), { numRuns: 200 });
});

it('on devices that are alike it is all spread evenly', () => {
  fc.assert(fc.property(problems(30, [4], false), (problem) => { expect(lowerBounds(problem).work).toBeCloseTo(evenly(problem), 9); }), { numRuns: 100 });
});

it('does not halve work that one device does far better than the other', () => {
  // On the fast one 10 s, on the slow one 90 s: 9 s when a tenth is given away. Spread evenly they would be 5 s.
  const task: Task = { name: 't', seconds: [1, 9], device: -1, inputs: [], controls: [], outputs: [], group: -1, floats: false };
  const problem: Problem = { platform: machines(2), tasks: Array.from({ length: 10 }, () => task) };
  expect(lowerBounds(problem).work).toBeCloseTo(9, 12);
  expect(leastLoad(problem)).toBe(9);
});
