/**
 * What a page-replacement policy is. One object serves one tier (or one single-level cache): it knows which pages are
 * resident there and which of them leaves next. It moves no bytes and counts nothing: `simulate.ts` and `tiers.ts` do.
 */

/** No page: the answer of `admit` when there was room. */
export const NONE = -1;

/**
 * The oracle's knowledge: `next[page]` is the time of the page's next touch after now, in any unit that only grows. Kept by
 * whoever replays the touches, read by MIN only. Different pages have different times; a page that is not touched again has
 * `NEVER + page`, one fixed order among the never-reused, without which MIN would not be a stack algorithm.
 */
export interface Future {
  next: Float64Array;
}
export const NEVER = 2 ** 52;

export interface PolicyOptions {
  /** Capacity in pages, at least 1. */
  frames: number;
  /** Seed of the policy's own random numbers (RANDOM). */
  seed: number;
  /** Read by policies whose kind says `oracle`. */
  future: Future;
  /** Bytes of a page: some policies think in blocks of bytes. */
  page: number;
  /** Pages below this may be brought in beside one that is admitted; 0: none may. Asked at every `admit` by policies whose kind says `prefetches`. */
  reach: () => number;
}

export interface Policy {
  /** Capacity in pages. */
  readonly frames: number;
  /** Of policies that move more than one page at a time: what left beside the answer of the last `admit` or `evict`, and what came in beside the page. */
  readonly left?: readonly number[];
  readonly came?: readonly number[];
  /** Resident pages. */
  readonly size: number;
  has(page: number): boolean;
  /**
   * A touch of a resident page (a hit). Doing the same series of touches of resident pages twice must leave the same state
   * as doing it once: replay of compressed traces stands on it (`tiers.ts`).
   */
  touch(page: number): void;
  /**
   * A page that is not resident comes in. Returns the page that had to leave, `NONE` if there was room, or `page` itself
   * if the policy declines to take it in (MIN with bypass only).
   */
  admit(page: number): number;
  /** A page must leave although none comes in (the capacity shrinks): removes and returns it. Requires `size` > 0. */
  evict(): number;
  /** A resident page leaves for reasons of its own (moved to another tier). It leaves no ghost. */
  remove(page: number): void;
  /** Sets the capacity. Requires `size` <= `frames`: evict first. */
  resize(frames: number): void;
  /** Makes room for page ids below `pages`. */
  reserve(pages: number): void;
  /** The oracle's times of all resident pages were replaced: read them again. */
  refresh(): void;
  /** Why a resident page stands where it stands, besides the order: 0 or 1, in the policy's own sense. Policies that know an order alone have none. */
  state?(page: number): number;
  /**
   * Resident pages, from the one longest out of use (as far as this policy remembers) to the newest. When the policy of a
   * tier is swapped, the new one admits them in this order, so that order of age carries over; ghosts, bits and
   * adaptation start anew.
   */
  cold(): number[];
  /** Forgets everything: no page resident, no history, no ghosts. */
  clear(): void;
}

/** A policy as the list in `index.ts` has it. */
export interface PolicyKind<Id extends string = string> {
  id: Id;
  title: string;
  /** Whether it must know the future (`PolicyOptions.future`). */
  oracle: boolean;
  /** Whether it brings in pages that nobody has asked for. */
  prefetches?: boolean;
  create(options: PolicyOptions): Policy;
}
