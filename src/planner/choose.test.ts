/** The schedule that is taken is the shortest there is, and all on one device really is all on one device. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOn, candidates, choose } from './choose.ts';
import { PLATFORMS, platformOf } from './platform.ts';
import { planOf } from './plan.ts';
import type { Problem, Task } from './problem.ts';
import { complaints } from './reference.ts';

const task = (name: string, seconds: readonly number[], inputs: readonly number[] = [], device = -1): Task =>
  ({ name, seconds, device, inputs: inputs.map((from) => ({ task: from, output: 0 })), controls: [], outputs: [{ bytes: 4000 }], group: -1, floats: false });

const problems = fc.tuple(fc.constantFrom(...PLATFORMS), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 40 }), fc.integer({ min: -9, max: 3 })), { minLength: 1, maxLength: 24 })).map(([platform, seeds]): Problem => ({
  platform,
  tasks: seeds.map(([a, b, micro, told], i) => task(`t${i}`, platform.devices.map((_, d) => micro * 1e-6 * (1 + (d % 2))), i === 0 ? [] : [a % i, b % i], told < platform.devices.length ? Math.max(-1, told) : -1)),
}));

describe('schedules to choose from', () => {
  it('are all plans that can be done; the best is no longer than any that puts tasks where they were told to be', () => {
    fc.assert(fc.property(problems, (problem) => {
      const found = candidates(problem);
      const best = choose(found, 'best');
      for (const one of found) {
        expect(complaints(one.problem, planOf(one.problem, one.schedule))).toEqual([]);
        if (one.against === 0) expect(best.makespan).toBeLessThanOrEqual(one.makespan);
      }
      expect(complaints(problem, planOf(problem, best.schedule))).toEqual([]);
      for (const kind of ['heft', 'list'] as const) expect(choose(found, kind).kind).toBe(kind);
    }), { numRuns: 60 });
  });
  it('of one device: with several of a kind the first, all that can run there, nothing copied, as long as all work together', () => {
    const platform = platformOf('cpu-2');
    const arg = task('_arg', [1e-6, 1e-6], [], 0);
    const problem: Problem = { platform, tasks: [arg, task('a', [3e-6, 3e-6], [0]), task('b', [4e-6, 4e-6], [0], 1), task('_retval', [1e-6, 1e-6], [2], 0)] };
    const alone = candidates(problem).filter(({ kind }) => kind === 'alone');
    expect(alone.map(({ device, against }) => [device, against])).toEqual([[0, 1]]);
    expect(alone[0].makespan).toBeCloseTo(9e-6, 12);
    expect([...alone[0].schedule.device]).toEqual([0, 0, 0, 0]);
    expect(alone[0].schedule.copies).toEqual([]);
    // It is against a device string: so it is not taken by itself, only when it is asked for.
    expect(choose(candidates(problem), 'best').against).toBe(0);
    expect(choose(candidates(problem), 'alone')).toMatchObject({ device: 0, against: 1 });
  });
  it('of one device of each kind, and what cannot run there stays where it must be', () => {
    const problem: Problem = { platform: platformOf('gpu-cpu'), tasks: [task('_arg', [Infinity, 1e-6], [], 1), task('a', [5e-6, 20e-6], [0])] };
    expect(candidates(problem).filter(({ kind }) => kind === 'alone').map(({ device }) => device)).toEqual([0, 1]);
    expect(allOn(problem, 0).problem.tasks.map(({ device }) => device)).toEqual([1, 0]);
  });
  it('takes all on one device where copies cost more than other devices save, though HEFT does not', () => {
    // A chain in which each task alone is a little faster on the other device, and a copy takes longer than it saves in the end.
    // HEFT goes to the GPU for a task that is over sooner there, and has to come back for the next, which runs on the CPU alone.
    const problem: Problem = { platform: platformOf('gpu-cpu'), tasks: [task('s', [Infinity, 1e-6]), task('a', [5e-6, 20e-6], [0]), task('b', [Infinity, 1e-6], [1])] };
    const found = candidates(problem);
    expect(found[0].makespan).toBeGreaterThan(22.1e-6);
    expect(choose(found, 'best')).toMatchObject({ kind: 'alone', device: 1, makespan: expect.closeTo(22e-6, 12) as number });
  });
  it('are one and the same where there is one device', () => {
    const problem: Problem = { platform: platformOf('cpu'), tasks: [task('a', [1e-6]), task('b', [2e-6], [0])] };
    expect(candidates(problem).map(({ kind }) => kind)).toEqual(['heft', 'list']);
    expect(choose(candidates(problem), 'alone').kind).toBe('heft');
  });
});
