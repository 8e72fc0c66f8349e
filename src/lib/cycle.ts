/** What one cycle of save, clear and reload costs a run, and how much slower each epoch without it is: the o, s and t₀ of the best K. Plain arithmetic. */

export interface Epochs {
  /** Seconds of each epoch without saving, clearing and reloading. */
  work: ArrayLike<number>;
  /** Seconds of saving, clearing and reloading in each epoch. */
  over: ArrayLike<number>;
  /** Whether the epoch ended with all three. */
  cured: ArrayLike<boolean>;
  /** Whether the graph was cleared at its end, by all three or otherwise. */
  cleared: ArrayLike<boolean>;
  /** Nodes that were added in each epoch; left out where they are not known. */
  added?: ArrayLike<number>;
  /** Times of a real clock: what looks like a change of pace may be a machine that had other things to do, so none is looked for. */
  noisy?: boolean;
}
/** What the cures of one or more runs cost, by the K epochs since the clear before: sums for a line o = o₀ + o₁·K. `K` in epochs, `o` in seconds. */
export interface Cures { count: number; K: number; KK: number; o: number; Ko: number }
export interface Cycle {
  /** Seconds of an epoch right after a clear, without what the clear itself makes dearer; never below 0. */
  first: number;
  /** Seconds by which an epoch is slower than the one before, as long as the pace does not break; null: no two epochs in succession to tell by. */
  slowdown: number | null;
  /** The most epochs in succession, the first after a clear with them, that `first` and `slowdown` were taken from. */
  reach: number;
  /** So many epochs after a clear the pace breaks: from there on each takes far longer than those before led to expect (memory is full). Null: not seen. */
  breaks: number | null;
  /** Seconds of one save, clear and reload, and of what the epoch after costs more because all is compiled anew; null: there was none. */
  overhead: number | null;
  /** Of that, what the epoch after costs more, seconds. */
  dearer: number;
  cures: Cures;
  /** Nodes that an epoch adds which neither follows nor ends with a clear, mean; null: not known. */
  nodes: number | null;
}

/** An epoch that takes this many times what those before it led to expect is of another pace. */
const FAR = 2;
/** So many epochs say what is to be expected, and so many what comes (by their median, for one slow epoch is no change of pace). */
const BEFORE = 3;
const AFTER = 5;
/** Fewer slow epochs than this at the end are left out of the fit, but no break is claimed. */
const CLAIM = 3;

/** The index from which on times (by age, mean over stretches) are of another pace, or how many there are. Compared with the line through those before. */
function brokenFrom(ages: readonly number[], times: readonly number[]): number {
  let [n, a1, t1, aa, at] = [0, 0, 0, 0, 0];
  for (let i = 0; i < ages.length; i++) {
    if (n >= BEFORE) {
      const down = n * aa - a1 * a1;
      const slope = down > 0 ? Math.max(0, (n * at - a1 * t1) / down) : 0;
      const after = times.slice(i, i + AFTER).sort((a, b) => a - b);
      const typical = after[Math.floor((after.length - 1) / 2)];
      const last = ages[Math.min(ages.length, i + AFTER) - 1];
      const expected = t1 / n + slope * (last - a1 / n);
      // The first of the slow ones, not the first from which most that follow are slow.
      if (typical > FAR * expected && times[i] > FAR * expected) return i;
    }
    n += 1;
    a1 += ages[i];
    t1 += times[i];
    aa += ages[i] * ages[i];
    at += ages[i] * times[i];
  }
  return ages.length;
}

interface Point { age: number; time: number }

/** The mean time at each age, by age. */
function byAge(points: readonly Point[]): Point[] {
  const sums = new Map<number, { count: number; time: number }>();
  for (const { age, time } of points) {
    const sum = sums.get(age) ?? { count: 0, time: 0 };
    sums.set(age, { count: sum.count + 1, time: sum.time + time });
  }
  return [...sums].sort(([a], [b]) => a - b).map(([age, { count, time }]) => ({ age, time: time / count }));
}

/** The line through stretches, one slope for all. One that would begin below nothing (epochs bend upwards) goes through the earliest that was seen instead. */
function lineOf(stretches: readonly (readonly Point[])[], earliest: Point): { first: number; slowdown: number | null } {
  const sum = (points: readonly Point[], of: (point: Point) => number): number => points.reduce((total, point) => total + of(point), 0);
  let [up, down] = [0, 0];
  for (const stretch of stretches) {
    const [age, time] = [sum(stretch, (p) => p.age) / stretch.length, sum(stretch, (p) => p.time) / stretch.length];
    up += sum(stretch, (p) => (p.age - age) * (p.time - time));
    down += sum(stretch, (p) => (p.age - age) ** 2);
  }
  const all = stretches.flat();
  const slowdown = down > 0 ? up / down : null;
  const first = sum(all, (p) => p.time) / all.length - (slowdown ?? 0) * (sum(all, (p) => p.age) / all.length);
  if (slowdown === null || first > 0) return { first, slowdown };
  const rise = sum(all, (p) => (p.age - earliest.age) * (p.time - earliest.time)) / sum(all, (p) => (p.age - earliest.age) ** 2);
  return { first: earliest.time, slowdown: rise };
}

/**
 * By least squares over the stretches between clears, one slope for all: Σ (a − ā)(t − t̄) / Σ (a − ā)², a counting epochs since the last
 * clear. The first epoch of each stretch is no part of it: it also compiles, and the very first builds the model. Nor are epochs after the pace
 * broke: a line through both paces would say neither. Null without a finite time.
 */
export function cycleOf({ work, over, cured, cleared, added, noisy = false }: Epochs, count: number): Cycle | null {
  const cures: Cures = { count: 0, K: 0, KK: 0, o: 0, Ko: 0 };
  let [grown, plain] = [0, 0];
  let [starts, started] = [0, 0];
  const stretches: Point[][] = [[]];
  for (let row = 0, age = 0; row < count; row++) {
    if (Number.isFinite(work[row])) {
      if (age > 0) stretches[stretches.length - 1].push({ age, time: work[row] });
      else if (row > 0) {
        starts += 1;
        started += work[row];
      }
      if (cured[row]) {
        const K = age + 1;
        cures.count += 1;
        cures.K += K;
        cures.KK += K * K;
        cures.o += over[row];
        cures.Ko += K * over[row];
      }
    }
    if (added !== undefined && age > 0 && !cleared[row]) {
      plain += 1;
      grown += added[row];
    }
    age += 1;
    if (cleared[row]) {
      stretches.push([]);
      age = 0;
    }
  }
  const ages = byAge(stretches.flat());
  const end = noisy ? ages.length : brokenFrom(ages.map(({ age }) => age), ages.map(({ time }) => time));
  const limit = ages[end]?.age ?? Infinity;
  const points = stretches.map((stretch) => stretch.filter(({ age }) => age < limit));
  const n = points.reduce((sum, { length }) => sum + length, 0);
  if (n + starts === 0) return null;
  const { first, slowdown } = n > 0 ? lineOf(points, ages[0]) : { first: started / starts, slowdown: null };
  const dearer = n > 0 && starts > 0 ? Math.max(0, started / starts - first) : 0;
  return { first, slowdown, reach: end > 0 ? ages[end - 1].age + 1 : 1, breaks: ages.length - end >= CLAIM ? limit : null, overhead: cures.count > 0 ? cures.o / cures.count + dearer : null, dearer, cures, nodes: plain > 0 ? grown / plain : null };
}
