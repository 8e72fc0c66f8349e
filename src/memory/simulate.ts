/** One cache of n frames under a series of page touches, counted in pages: the textbook setting. Tiers are in `tiers.ts`. */
import { FastClock, FastLru } from './fast.ts';
import { createPolicy, policyKind, type PolicyId } from './policies/index.ts';
import { NEVER, type Future } from './policies/policy.ts';

export interface Hits {
  hits: number;
  misses: number;
}

/** Bytes of a page where none are told: the block of CUDA's fault handling. */
const PAGE = 64 * 1024;

/**
 * For each touch, the index of the next touch of the same page, or NEVER + page. One pass from the end.
 * @param pages one more than the greatest page id
 */
export function nextUses(trace: ArrayLike<number>, pages: number): Float64Array {
  const upcoming = new Float64Array(pages);
  for (let page = 0; page < pages; page++) upcoming[page] = NEVER + page;
  const next = new Float64Array(trace.length);
  for (let i = trace.length - 1; i >= 0; i--) {
    next[i] = upcoming[trace[i]];
    upcoming[trace[i]] = i;
  }
  return next;
}

/** One more than the greatest page id of a trace. */
function pagesIn(trace: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < trace.length; i++) {
    if (!(trace[i] >= 0)) throw new Error(`trace: expected page ids from 0 on, got ${trace[i]} at touch ${i}`);
    if (trace[i] > most) most = trace[i];
  }
  return most + 1;
}

/**
 * Touches the pages of `trace` (ids from 0 on, dense for best speed) in an empty cache of `frames` pages.
 * A page that MIN with bypass declines counts as a miss; one that was prefetched and then touched, as a hit.
 * @param options `page`: bytes of a page, 64 KiB if not given; driver-like only: it may prefetch any page up to the greatest id
 */
export function simulate(trace: ArrayLike<number>, frames: number, id: PolicyId, options: { seed?: number; page?: number } = {}): Hits {
  if (!Number.isInteger(frames) || frames < 1) throw new Error(`frames: expected a whole number from 1 on, got ${frames}`);
  const pages = pagesIn(trace);
  if (id === 'lru' || id === 'clock') {
    const hits = (id === 'lru' ? new FastLru(pages, frames) : new FastClock(pages, frames)).run(trace);
    return { hits, misses: trace.length - hits };
  }
  return simulatePolicy(trace, pages, frames, id, options);
}

/** The same through the policy object that the tiers use. */
export function simulatePolicy(trace: ArrayLike<number>, pages: number, frames: number, id: PolicyId, options: { seed?: number; page?: number } = {}): Hits {
  const future: Future = { next: new Float64Array(0) };
  const policy = createPolicy(id, { frames, seed: options.seed ?? 1, future, page: options.page ?? PAGE, reach: () => pages });
  policy.reserve(pages);
  const next = policyKind(id).oracle ? nextUses(trace, pages) : null;
  if (next) future.next = new Float64Array(pages);
  let misses = 0;
  for (let i = 0; i < trace.length; i++) {
    const page = trace[i];
    if (next) future.next[page] = next[i];
    if (policy.has(page)) {
      policy.touch(page);
    } else {
      misses++;
      policy.admit(page);
    }
  }
  return { hits: trace.length - misses, misses };
}
