/**
 * Where buffers lie: offsets for stays of known length, by size. The largest first, each at the lowest place that is free for all of its
 * stay; "greedy by size", as inference engines lay out their arenas. Not the best possible: that is bin packing.
 */

/** A buffer's stay: from the step that fills it (included) to the step that frees it (not included). */
export interface Stay {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Offsets are multiples of this many bytes, as TensorFlow's allocators' are. */
export const ALIGN = 64;

/** An offset for each stay, such that no two that are there at the same time overlap. */
export function layOut(stays: readonly Stay[]): number[] {
  const offsets = stays.map(() => 0);
  const order = [...stays.keys()].sort((a, b) => stays[b].bytes - stays[a].bytes || stays[a].from - stays[b].from || a - b);
  /** Those that have their place, by offset. */
  const placed: number[] = [];
  for (const id of order) {
    const { bytes, from, to } = stays[id];
    let at = 0;
    for (const other of placed) {
      const there = stays[other];
      if (there.to <= from || there.from >= to) continue;
      if (offsets[other] - at >= bytes) break;
      at = Math.max(at, aligned(offsets[other] + there.bytes));
    }
    offsets[id] = at;
    placed.splice(placeFor(placed, offsets, at), 0, id);
  }
  return offsets;
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/** Where in the list, sorted by offset, the offset belongs. */
function placeFor(sorted: readonly number[], offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[sorted[middle]] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bytes that are there at the same time at most: no layout can do with less. */
export function mostAtOnce(stays: readonly Stay[]): number {
  const changes = stays.flatMap(({ bytes, from, to }) => [[from, bytes], [to, -bytes]] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, bytes] of changes) most = Math.max(most, (now += bytes));
  return most;
}
