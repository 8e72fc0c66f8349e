/**
 * Mattson's stack algorithm (1970) for LRU: one pass over a trace gives the misses at every cache size. LRU contents at C
 * frames are a subset of those at C+1, so a touch hits at exactly those C that are at least its stack distance.
 */

export interface StackDistances {
  /** `histogram[d]` touches had stack distance d (d - 1 different pages touched since the last touch of the page), d from 1. */
  histogram: Float64Array;
  /** First touches: misses at every size. */
  cold: number;
  touches: number;
}

/** O(n log n) by a Fenwick tree over time, in which each page's latest touch is marked. */
export function stackDistances(trace: ArrayLike<number>): StackDistances {
  const n = trace.length;
  const last = new Map<number, number>();
  const tree = new Int32Array(n + 1);
  const add = (time: number, delta: number): void => {
    for (let i = time + 1; i <= n; i += i & -i) tree[i] += delta;
  };
  const marksUpTo = (time: number): number => {
    let sum = 0;
    for (let i = time + 1; i > 0; i -= i & -i) sum += tree[i];
    return sum;
  };
  const counts: number[] = [];
  let cold = 0;
  for (let time = 0; time < n; time++) {
    const before = last.get(trace[time]);
    if (before === undefined) {
      cold++;
    } else {
      const distance = last.size - marksUpTo(before) + 1;
      counts[distance] = (counts[distance] ?? 0) + 1;
      add(before, -1);
    }
    add(time, 1);
    last.set(trace[time], time);
  }
  const histogram = new Float64Array(last.size + 1);
  counts.forEach((count, distance) => (histogram[distance] = count));
  return { histogram, cold, touches: n };
}

/** Misses of LRU at `frames` frames. */
export function lruMisses({ histogram, touches }: StackDistances, frames: number): number {
  let hits = 0;
  for (let d = 1; d < histogram.length && d <= frames; d++) hits += histogram[d];
  return touches - hits;
}
