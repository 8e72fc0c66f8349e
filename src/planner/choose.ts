/**
 * Which schedule a plan is made of: HEFT, list scheduling by the critical path, or all on one device; the best is the shortest of those
 * that put every task where it was told to run. Each one's length is known, so that none of them is taken unseen.
 */
import type { Schedule } from './board.ts';
import type { Problem, Task } from './problem.ts';
import { byRank, heft, listSchedule, upwardRanks } from './schedule.ts';

export type Kind = 'heft' | 'list' | 'alone';

export interface Candidate {
  readonly kind: Kind;
  /** The device that has all tasks, of `alone`; else -1. */
  readonly device: number;
  /** Tasks that were told another device than they have in it: more than none only of `alone`. */
  readonly against: number;
  /** What the schedule is one of: the problem given, or one in which nothing is told otherwise. */
  readonly problem: Problem;
  readonly schedule: Schedule;
  /** Seconds. */
  readonly makespan: number;
}

/** Tasks for which list scheduling is worked out unasked: it looks at all that are left whenever something ends. */
export const LIST_MOST = 5_000;

const lengthOf = ({ end }: Schedule): number => end.reduce((a, b) => Math.max(a, b), 0);

/** All schedules that there are to choose from, HEFT first; `alone` is there where there are several devices, once a kind: devices of one kind are alike. */
export function candidates(problem: Problem, wanted: Kind | 'best' = 'best'): Candidate[] {
  const { platform: { devices }, tasks } = problem;
  const of = (kind: Kind, schedule: Schedule, more: Partial<Candidate> = {}): Candidate => ({ kind, device: -1, against: 0, problem, schedule, makespan: lengthOf(schedule), ...more });
  const found = [of('heft', heft(problem))];
  if (wanted === 'list' || tasks.length <= LIST_MOST) found.push(of('list', listSchedule(problem, byRank(upwardRanks(problem)))));
  if (devices.length === 1) return found;
  const kinds = devices.map(({ id }) => id.split(':')[0]);
  kinds.forEach((kind, device) => {
    if (kinds.indexOf(kind) < device) return;
    const { problem: forced, against } = allOn(problem, device);
    found.push(of('alone', heft(forced), { device, against, problem: against > 0 ? forced : problem }));
  });
  return found;
}

/** Every task that can run there told to; the others stay where they must be. */
export function allOn({ platform, tasks }: Problem, device: number): { problem: Problem; against: number } {
  let against = 0;
  const forced = tasks.map((task): Task => {
    if (task.seconds[device] === Infinity) return task;
    if (task.device >= 0 && task.device !== device) against++;
    return { ...task, device };
  });
  return { problem: { platform, tasks: forced }, against };
}

/** The one that was asked for; of several, the shortest. `best`: of all in which each task is where it was told to be. */
export function choose(found: readonly Candidate[], wanted: Kind | 'best'): Candidate {
  const fits = found.filter(({ kind, against }) => (wanted === 'best' ? against === 0 : kind === wanted));
  // With one device all are the same.
  return (fits.length > 0 ? fits : found.slice(0, 1)).reduce((best, other) => (other.makespan < best.makespan ? other : best));
}
