/**
 * Mattson's stack algorithm (1970) for LRU: one pass over a trace gives the misses at every cache size. LRU contents at C
 * frames are a subset of those at C+1, so a touch hits at exactly those C that are at least its stack distance.
 */

import { CHUNK_SHIFT, type Replay } from './trace.ts';

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

/**
 * The same for a run that was run before and is run again: distances of the second time, so nothing is cold. Exact on compressed
 * traces: from the second pass of a pattern on, all passes have the same distances, since what lies between two touches of a page
 * is then within the pattern. `pages`: different pages touched. Yields now and then; O(items log items).
 */
export function* runDistances(replays: readonly Replay[]): Generator<void, StackDistances & { pages: number }> {
  let most = 0;
  let marks = 1;
  for (const { records, length, repeat, start, pages } of replays) {
    for (let r = 0; r < records; r++) {
      marks += 2 * length[r] * Math.min(2, repeat[r]);
      const page = pages[start[r] >> CHUNK_SHIFT];
      const first = start[r] & ((1 << CHUNK_SHIFT) - 1);
      for (let i = 0; i < length[r]; i++) if (page[first + i] >= most) most = page[first + i] + 1;
    }
  }
  const last = new Int32Array(most).fill(-1);
  const tree = new Int32Array(marks + 1);
  const add = (time: number, delta: number): void => {
    for (let i = time + 1; i <= marks; i += i & -i) tree[i] += delta;
  };
  const histogram = new Float64Array(most + 1);
  let distinct = 0;
  let touches = 0;
  let time = 0;
  for (let round = 0; round < 2; round++) {
    for (const { records, start, length, repeat, pages, counts } of replays) {
      for (let r = 0; r < records; r++) {
        const page = pages[start[r] >> CHUNK_SHIFT];
        const count = counts[start[r] >> CHUNK_SHIFT];
        const first = start[r] & ((1 << CHUNK_SHIFT) - 1);
        for (let pass = 0; pass < Math.min(2, repeat[r]); pass++) {
          const weight = pass === 0 ? 1 : repeat[r] - 1;
          for (let i = first; i < first + length[r]; i++) {
            const before = last[page[i]];
            let distance = 0;
            if (before < 0) distinct++;
            else {
              let older = 0;
              for (let k = before + 1; k > 0; k -= k & -k) older += tree[k];
              distance = distinct - older + 1;
              add(before, -1);
            }
            add(time, 1);
            last[page[i]] = time++;
            if (round === 0) continue;
            histogram[distance] += weight;
            histogram[1] += weight * (count[i] - 1);
            touches += weight * count[i];
          }
          if ((time & 0x3fff) < length[r]) yield;
        }
      }
    }
  }
  return { histogram: histogram.subarray(0, distinct + 1), cold: 0, touches, pages: distinct };
}
