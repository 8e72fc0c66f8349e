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
}
/** What the cures of one or more runs cost, by the K epochs since the clear before: sums for a line o = o₀ + o₁·K. `K` in epochs, `o` in seconds. */
export interface Cures { count: number; K: number; KK: number; o: number; Ko: number }
export interface Cycle {
  /** Seconds of an epoch right after a clear, without what the clear itself makes dearer. */
  first: number;
  /** Seconds by which an epoch is slower than the one before; null: no two epochs in succession to tell by. */
  slowdown: number | null;
  /** Seconds of one save, clear and reload, and of what the epoch after costs more because all is compiled anew; null: there was none. */
  overhead: number | null;
  /** Of that, what the epoch after costs more, seconds. */
  dearer: number;
  cures: Cures;
  /** Nodes that an epoch adds which neither follows nor ends with a clear, mean; null: not known. */
  nodes: number | null;
}

/**
 * By least squares over the stretches between clears, one slope for all: Σ (a − ā)(t − t̄) / Σ (a − ā)², a counting epochs since the last
 * clear. The first epoch of each stretch is no part of it: it also compiles, and the very first builds the model. Null without a finite time.
 */
export function cycleOf({ work, over, cured, cleared, added }: Epochs, count: number): Cycle | null {
  let [n, sumAge, sumTime] = [0, 0, 0];
  let [up, down] = [0, 0];
  const cures: Cures = { count: 0, K: 0, KK: 0, o: 0, Ko: 0 };
  let [grown, plain] = [0, 0];
  let [starts, started] = [0, 0];
  let stretch: { age: number; time: number }[] = [];
  const close = (): void => {
    const mean = { age: stretch.reduce((a, p) => a + p.age, 0) / stretch.length, time: stretch.reduce((a, p) => a + p.time, 0) / stretch.length };
    for (const { age, time } of stretch) {
      up += (age - mean.age) * (time - mean.time);
      down += (age - mean.age) ** 2;
      n += 1;
      sumAge += age;
      sumTime += time;
    }
    stretch = [];
  };
  for (let row = 0, age = 0; row < count; row++) {
    if (Number.isFinite(work[row])) {
      if (age > 0) stretch.push({ age, time: work[row] });
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
      close();
      age = 0;
    }
  }
  close();
  if (n + starts === 0) return null;
  const slowdown = down > 0 ? up / down : null;
  const first = n > 0 ? sumTime / n - (slowdown ?? 0) * (sumAge / n) : started / starts;
  const dearer = n > 0 && starts > 0 ? Math.max(0, started / starts - first) : 0;
  return { first, slowdown, overhead: cures.count > 0 ? cures.o / cures.count + dearer : null, dearer, cures, nodes: plain > 0 ? grown / plain : null };
}
