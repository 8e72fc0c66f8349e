/**
 * LRU and CLOCK for one cache under long literal traces, as fast as they go: what `simulate` uses for them. The policies of
 * `policies/` can do more (a page may leave from anywhere, the capacity may change) and need three times the memory traffic.
 * Both are compared with the slow reference and with those policies.
 */

export interface FastCache {
  /** Touches the pages of a trace, ids below the `pages` it was made for, going on from what is cached. Returns the hits. */
  run(trace: ArrayLike<number>): number;
}

/**
 * LRU as a queue of touches: a touch appends its page and notes where; the oldest entry that is its page's latest is the
 * victim. Stale entries are skipped once, or swept out when the queue is full. Two random reads a touch, of one small array.
 */
export class FastLru implements FastCache {
  /** Where in the queue a page's latest touch is, or -1. */
  private readonly latest: Int32Array;
  private readonly queue: Int32Array;
  private head = 0;
  private tail = 0;
  private size = 0;

  constructor(pages: number, private readonly frames: number) {
    this.latest = new Int32Array(pages).fill(-1);
    this.queue = new Int32Array(4 * Math.min(frames, pages) + 4096);
  }

  run(trace: ArrayLike<number>): number {
    const { latest, queue, frames } = this;
    const room = queue.length;
    let { head, tail, size } = this;
    let hits = 0;
    for (let i = 0; i < trace.length; i++) {
      if (tail === room) {
        let kept = 0;
        for (let at = head; at < tail; at++) {
          const page = queue[at];
          if (latest[page] !== at) continue;
          latest[page] = kept;
          queue[kept++] = page;
        }
        head = 0;
        tail = kept;
      }
      const page = trace[i];
      if (latest[page] >= 0) hits++;
      else if (size < frames) size++;
      else {
        let oldest = queue[head];
        while (latest[oldest] !== head) oldest = queue[++head];
        latest[oldest] = -1;
        head++;
      }
      latest[page] = tail;
      queue[tail++] = page;
    }
    this.head = head;
    this.tail = tail;
    this.size = size;
    return hits;
  }
}

/** CLOCK as an array that the hand goes round; a hit writes one byte. */
export class FastClock implements FastCache {
  /** 0 not resident, 1 resident with its bit clear, 2 resident with its bit set. */
  private readonly bit: Uint8Array;
  private readonly slots: Int32Array;
  private hand = 0;
  private size = 0;

  constructor(pages: number, frames: number) {
    this.bit = new Uint8Array(pages);
    this.slots = new Int32Array(Math.min(frames, pages));
  }

  run(trace: ArrayLike<number>): number {
    const { bit, slots } = this;
    const frames = slots.length;
    let { hand, size } = this;
    let hits = 0;
    for (let i = 0; i < trace.length; i++) {
      const page = trace[i];
      if (bit[page] !== 0) {
        bit[page] = 2;
        hits++;
        continue;
      }
      if (size < frames) slots[size++] = page;
      else {
        let victim = slots[hand];
        while (bit[victim] === 2) {
          bit[victim] = 1;
          if (++hand === frames) hand = 0;
          victim = slots[hand];
        }
        bit[victim] = 0;
        slots[hand] = page;
        if (++hand === frames) hand = 0;
      }
      bit[page] = 2;
    }
    this.hand = hand;
    this.size = size;
    return hits;
  }
}
