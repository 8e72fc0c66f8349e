/**
 * What all work takes at least, however it is divided: each item may be split over devices at will, nothing waits and nothing is copied.
 * That is the linear relaxation of scheduling on unrelated machines (Lenstra, Shmoys and Tardos 1990, their LP without the pruning), over
 * kinds of devices instead of devices. Tasks of one group are one item, since one device runs them all.
 */
import { fixedDevices, type Problem } from './problem.ts';

/** Work that is divided: seconds of each item on a device of each kind, Infinity where it may not run; how many devices there are of each kind. */
export interface Work {
  readonly counts: readonly number[];
  readonly items: readonly (readonly number[])[];
}

/** Devices on which every task takes the same time are of one kind; a task that was told its device may run on devices of that kind. */
export function workOf(problem: Problem): Work {
  const { tasks, platform: { devices } } = problem;
  const fixed = fixedDevices(problem);
  const firsts: number[] = [];
  const counts: number[] = [];
  const kinds = devices.map((_, device) => {
    let kind = firsts.findIndex((first) => tasks.every(({ seconds }) => seconds[first] === seconds[device]));
    if (kind < 0) kind = firsts.push(device) - 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
    return kind;
  });
  const groups = new Map<number, number[]>();
  const items: number[][] = [];
  tasks.forEach(({ seconds, group }, i) => {
    const only = fixed[i] < 0 ? -1 : kinds[fixed[i]];
    const own = firsts.map((device, kind) => (only < 0 || only === kind ? seconds[device] : Infinity));
    const together = group < 0 ? undefined : groups.get(group);
    if (together) own.forEach((s, kind) => (together[kind] += s));
    else {
      items.push(own);
      if (group >= 0) groups.set(group, own);
    }
  });
  return { counts, items };
}

/**
 * Seconds that the work takes at least. Exact for one kind and for two; for more, the greatest of what each kind against all others
 * together gives, these as fast as the fastest of them: never too much. In n log n steps.
 */
export function workBound({ counts, items }: Work): number {
  const all = counts.reduce((a, b) => a + b, 0);
  const even = items.reduce((sum, item) => sum + Math.min(...item), 0) / all;
  if (counts.length < 2) return even;
  const sides = counts.length === 2 ? [0] : counts.keys();
  let most = even;
  for (const kind of sides) {
    const rest = (item: readonly number[]): number => item.reduce((least, s, other) => (other === kind ? least : Math.min(least, s)), Infinity);
    most = Math.max(most, divided(items.map((item) => [item[kind], rest(item)] as const), counts[kind], all - counts[kind]));
  }
  return most;
}

/**
 * The same for two kinds, exactly. In the best division items go to the one side by the ratio of their times: if one with the greater ratio
 * were there and one with the smaller were not, exchanging parts of them would take time from both. So one item at most is split.
 */
function divided(items: readonly (readonly [here: number, there: number])[], hereCount: number, thereCount: number): number {
  let here = 0;
  let there = 0;
  const free: (readonly [here: number, there: number])[] = [];
  for (const item of items) {
    const [a, b] = item;
    if (b === Infinity) here += a;
    else {
      there += b;
      // What takes no time here is over at once here, and what takes none there stays there.
      if (a < Infinity && b > 0) free.push(item);
    }
  }
  free.sort(([a, b], [c, d]) => a / b - c / d);
  for (const [a, b] of free) {
    const part = (there / thereCount - here / hereCount) / (a / hereCount + b / thereCount);
    if (part <= 0) break;
    here += Math.min(1, part) * a;
    there -= Math.min(1, part) * b;
    if (part < 1) break;
  }
  return Math.max(here / hereCount, there / thereCount);
}
