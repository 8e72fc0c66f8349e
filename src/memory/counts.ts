/** What tiers count, and how pages moved one by one make groups. Data and arithmetic only. */

/** Counted since the tiers were made; nothing resets them. Bytes are whole pages: a page moves as a whole. */
export interface Counts {
  /** Page touches, repeats included. */
  touches: number;
  /** Touches of a page that was not in video memory. */
  faults: number;
  /** Faults served where the page lay, its bytes read over the links without coming to stay in video memory (MIN with bypass). */
  inPlace: number;
  /** Pages that came to video memory beside one that faulted (driver-like). */
  prefetched: number;
  /** Bytes over the link main → video: every fault crosses it. */
  upVideo: number;
  /** Bytes over the link video → main. */
  downVideo: number;
  /** Bytes over the link disk → main. */
  upMain: number;
  /** Bytes over the link main → disk. */
  downMain: number;
  /** Groups of faults: neighbouring pages faulted one after another within one block are one group. All cross main → video. */
  faultGroups: number;
  /** Groups of transfers on the other three ways, likewise. */
  downVideoGroups: number;
  upMainGroups: number;
  downMainGroups: number;
}

export function noCounts(): Counts {
  return {
    touches: 0,
    faults: 0,
    inPlace: 0,
    prefetched: 0,
    upVideo: 0,
    downVideo: 0,
    upMain: 0,
    downMain: 0,
    faultGroups: 0,
    downVideoGroups: 0,
    upMainGroups: 0,
    downMainGroups: 0,
  };
}

/** What was counted from `before` to `after`. */
export function difference(after: Readonly<Counts>, before: Readonly<Counts>): Counts {
  const counts = noCounts();
  for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] = after[key] - before[key];
  return counts;
}

/** Bytes of the block within which neighbouring pages are handled together (CUDA's UVM block, 2 MiB). */
export const BLOCK = 2 * 1024 * 1024;

/** One way over one link: the pages that crossed it, and the groups they made. */
export class Way {
  pages = 0;
  groups = 0;
  private last = -2;
  private readonly perBlock: number;
  constructor(pageBytes: number) {
    this.perBlock = Math.max(1, Math.floor(BLOCK / pageBytes));
  }
  /** @param fetched it came beside another: it is in the group of its block, neighbour or not */
  cross(page: number, fetched = false): void {
    this.pages++;
    const { last, perBlock } = this;
    const near = fetched || page === last + 1 || page === last - 1;
    const joins = near && Math.floor(page / perBlock) === Math.floor(last / perBlock);
    if (!joins) this.groups++;
    this.last = page;
  }
  /** The next page begins a group whatever it is. */
  part(): void {
    this.last = -2;
  }
}
