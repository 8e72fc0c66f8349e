/** The classic instances of scheduling theory, exactly. */
import { describe, expect, it } from 'vitest';
import { machines, whole, type Platform } from './platform.ts';
import { planOf } from './plan.ts';
import type { Problem } from './problem.ts';
import { complaints, optimum, tables } from './reference.ts';
import { byRank, heft, listSchedule, lowerBounds, upwardRanks } from './schedule.ts';

const makespan = (problem: Problem, order = problem.tasks.map((_, i) => i)): number => planOf(problem, listSchedule(problem, order)).makespan;
/** Tasks of given times on identical machines; edges from 0. */
const graham = (times: readonly number[], edges: readonly (readonly [number, number])[], count: number): Problem =>
  tables(times.map((time) => Array.from({ length: count }, () => time)), edges.map(([from, to]) => [from, to, 0] as const), machines(count));

describe('Graham’s anomalies: nine tasks that take longer the better things are', () => {
  const times = [3, 2, 2, 2, 4, 4, 4, 4, 9];
  const edges = [[0, 8], [3, 4], [3, 5], [3, 6], [3, 7]] as const;
  it('takes 12 on three machines, which is its critical path', () => {
    expect(makespan(graham(times, edges, 3))).toBe(12);
    expect(lowerBounds(graham(times, edges, 3)).all).toBe(12);
  });
  it('takes 15 on four machines', () => { expect(makespan(graham(times, edges, 4))).toBe(15); });
  it('takes 13 when every task is shorter by one', () => { expect(makespan(graham(times.map((t) => t - 1), edges, 3))).toBe(13); });
  it('takes 16 when two of its constraints are dropped', () => {
    expect(makespan(graham(times, [[0, 8], [3, 6], [3, 7]], 3))).toBe(16);
  });
});

describe('the families that reach the bounds of list scheduling', () => {
  it.each([2, 3, 4, 8, 16])('m(m-1) unit jobs and then one of m: 2m-1 where m would do (m = %i)', (m) => {
    const problem = graham([...Array.from({ length: m * (m - 1) }, () => 1), m], [], m);
    expect(makespan(problem)).toBe(2 * m - 1);
    expect(makespan(problem, byRank(upwardRanks(problem)))).toBe(m);
    expect(lowerBounds(problem).all).toBe(m);
  });
  it.each([2, 3, 4, 5])('the longest first: 4/3 - 1/(3m) of the best (m = %i)', (m) => {
    const times = [...Array.from({ length: m - 1 }, (_, i) => [2 * m - 1 - i, 2 * m - 1 - i]).flat(), m, m, m];
    const problem = graham(times, [], m);
    expect(makespan(problem, byRank(upwardRanks(problem)))).toBe(4 * m - 1);
    expect(lowerBounds(problem).work).toBe(3 * m);
    if (m <= 3) expect(optimum(problem)).toBe(3 * m);
  });
});

describe('the example of Topcuoglu, Hariri and Wu', () => {
  const costs = [[14, 16, 9], [13, 19, 18], [11, 13, 19], [13, 8, 17], [12, 13, 10], [13, 16, 9], [7, 15, 11], [5, 11, 14], [18, 12, 20], [21, 7, 16]];
  const edges = [
    [0, 1, 18], [0, 2, 12], [0, 3, 9], [0, 4, 11], [0, 5, 14], [1, 7, 19], [1, 8, 16], [2, 6, 23], [3, 7, 27], [3, 8, 23], [4, 8, 13], [5, 7, 15],
    [6, 9, 17], [7, 9, 11], [8, 9, 13],
  ] as const;
  const platform: Platform = { ...machines(3), ...whole(machines(3).devices, () => ({ bandwidth: 1, latency: 0 })) };
  const problem = tables(costs, edges, platform);
  it('has their upward ranks', () => {
    const wanted = [108, 77, 80, 80, 69, 63.333, 42.667, 35.667, 44.333, 14.667];
    upwardRanks(problem).forEach((rank, i) => expect(rank).toBeCloseTo(wanted[i], 3));
  });
  it('is scheduled by HEFT as they do: 80', () => {
    const plan = planOf(problem, heft(problem));
    expect([...plan.schedule.end]).toEqual([9, 40, 28, 26, 38, 42, 49, 62, 68, 80]);
    expect(plan.makespan).toBe(80);
    expect(complaints(problem, plan)).toEqual([]);
  });
  it('could be done in 73, and in no less', () => { expect(optimum(problem)).toBe(73); });
  it('names the chain that makes it as long as it is', () => {
    const { critical, schedule, makespan: whole80 } = planOf(problem, heft(problem));
    const ends = critical.map(({ kind, index }) => (kind === 'run' ? [schedule.start[index], schedule.end[index]] : [schedule.copies[index].start, schedule.copies[index].end]));
    expect(ends[0][0]).toBe(0);
    expect(ends.at(-1)![1]).toBe(whole80);
    for (let i = 1; i < ends.length; i++) expect(ends[i][0]).toBe(ends[i - 1][1]);
  });
});
