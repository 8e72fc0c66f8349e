/**
 * What MIN must know during a run: for every page the time of its next touch, kept up to date as the run goes on. The
 * future is the rest of this run, then the same run again, for ever. Time is counted in items of the trace (`trace.ts`),
 * passes multiplied out; it is used for comparing only. Pages that the run does not touch are never touched again.
 */
import { NEVER, type Future } from './policies/policy.ts';
import { CHUNK_SHIFT, type Replay } from './trace.ts';

const MASK = (1 << CHUNK_SHIFT) - 1;

export class Oracle implements Future {
  next = new Float64Array(0);
  /** Time at which a record begins. */
  base = new Float64Array(0);
  /** By item: time of the page's next touch after the item's last pass. */
  private readonly after: Float64Array[] = [];
  /** By item: how many items later, passing from one pass into the next, its page is touched again. */
  private readonly gap: Int32Array[] = [];
  private replay: Replay | null = null;

  /** Makes room for `pages` pages; new ones count as never touched until a run is read that touches them. */
  reserve(pages: number): void {
    const known = this.next.length;
    if (pages <= known) return;
    const next = new Float64Array(Math.max(pages, 2 * known, 1024));
    next.set(this.next);
    for (let page = known; page < next.length; page++) next[page] = NEVER + page;
    this.next = next;
  }

  /** Forgets the future: no page is known to be touched again. */
  forget(): void {
    for (let page = 0; page < this.next.length; page++) this.next[page] = NEVER + page;
    this.replay = null;
  }

  /** Reads a run to come and stands before its first touch. O(items), two passes from the end. */
  read(replay: Replay): void {
    this.forget();
    this.replay = replay;
    const { records, start, length, repeat, pages, items } = replay;
    const { next } = this;
    this.base = new Float64Array(records + 1);
    for (let r = 0; r < records; r++) this.base[r + 1] = this.base[r] + length[r] * repeat[r];
    const total = this.base[records];
    while (this.after.length << CHUNK_SHIFT < items) {
      this.after.push(new Float64Array(MASK + 1));
      this.gap.push(new Int32Array(MASK + 1));
    }
    const firstTouches = (): void => {
      for (let r = records - 1; r >= 0; r--) {
        const page = pages[start[r] >> CHUNK_SHIFT];
        const first = start[r] & MASK;
        for (let i = length[r] - 1; i >= 0; i--) next[page[first + i]] = this.base[r] + i;
      }
    };
    firstTouches();
    for (let page = 0; page < next.length; page++) if (next[page] < NEVER) next[page] += total;
    for (let r = records - 1; r >= 0; r--) {
      const chunk = start[r] >> CHUNK_SHIFT;
      const [page, after, gap] = [pages[chunk], this.after[chunk], this.gap[chunk]];
      const first = start[r] & MASK;
      const long = length[r];
      const end = this.base[r + 1];
      for (let i = long - 1; i >= 0; i--) {
        after[first + i] = next[page[first + i]];
        next[page[first + i]] = end - long + i;
      }
      if (repeat[r] > 1) {
        // `next` now has the page's first touch in the last pass, which is what a touch at the end of a pass looks forward to.
        for (let i = 0; i < long; i++) {
          const at = end - long + i;
          gap[first + i] = after[first + i] < end ? after[first + i] - at : next[page[first + i]] + long - at;
        }
        for (let i = long - 1; i >= 0; i--) next[page[first + i]] = this.base[r] + i;
      }
    }
  }

  /** Time of the next touch of the page of item `i` of record `r`, seen from its touch in this pass. */
  seen(r: number, pass: number, i: number): number {
    const { start, length, repeat } = this.replay!;
    const chunk = start[r] >> CHUNK_SHIFT;
    const at = (start[r] & MASK) + i;
    return pass === repeat[r] - 1 ? this.after[chunk][at] : this.base[r] + pass * length[r] + i + this.gap[chunk][at];
  }

  /** Having just read the run, goes on to the point before item `item` of that pass of that record. O(items before it). */
  seek(record: number, pass: number, item: number): void {
    const { records, start, length, repeat, pages } = this.replay!;
    const go = (r: number, p: number, upTo: number): void => {
      const page = pages[start[r] >> CHUNK_SHIFT];
      for (let i = 0; i < upTo; i++) this.next[page[(start[r] & MASK) + i]] = this.seen(r, p, i);
    };
    for (let r = 0; r < record; r++) go(r, repeat[r] - 1, length[r]);
    if (record === records) return;
    if (pass > 0) go(record, pass - 1, length[record]);
    go(record, pass, item);
  }
}
