/**
 * LRU and CLOCK for one cache under long literal traces, as fast as they go: what `simulate` uses for them. The policies of
 * `policies/` can do more (a page may leave from anywhere, the capacity may change) and name the pages that leave. All three
 * are compared with the slow reference.
 *
 * What such loops wait for is not memory (98,304 frames fit the second-level cache) but their own branches: how far the hand
 * or the end of the queue must move for a miss is a matter of chance, and so is whether a touch hits. A branch guessed wrong
 * costs about ten times what a touch costs otherwise. So the next page to leave is found in a bitmap, 32 places at a time,
 * and LRU does the same work for a hit and for a miss, with `miss` (-1 or 0) as a mask. `| 0` keeps V8 from looking for overflow.
 */

export interface FastCache {
  /** Touches the pages of a trace, ids below the `pages` it was made for, going on from what is cached. Returns the hits. */
  run(trace: ArrayLike<number>): number;
}

/** Where a page never touched has its latest touch: a place before all others that nobody looks at. */
const NOWHERE = 0;
/** The first place of a touch; a word's start. */
const FIRST = 32;

/** How many bits of a word are set. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/**
 * LRU by places of touches. Every touch takes the next place, and its page's place before that dies. The cache is the pages of
 * the living places from `head` on, always as many as there are frames: a miss makes one more, so the oldest of them is passed.
 * At first they are nobody's.
 */
export class FastLru implements FastCache {
  /** The place of a page's latest touch. */
  private readonly latest: Int32Array;
  /** A bit a place, set while nobody has touched the page again. */
  private readonly living: Int32Array;
  private readonly room: number;
  private head = FIRST;
  private tail: number;

  constructor(pages: number, frames: number) {
    const kept = Math.min(frames, pages);
    this.latest = new Int32Array(pages).fill(NOWHERE);
    this.room = FIRST + kept + 16 * pages + 4096;
    this.living = new Int32Array((this.room >>> 5) + 1).fill(-1);
    this.tail = FIRST + kept;
  }

  run(trace: ArrayLike<number>): number {
    const { length } = trace;
    let hits = 0;
    for (let from = 0; from < length; ) {
      if (this.tail === this.room) this.closeUp();
      const to = Math.min(length, from + this.room - this.tail);
      hits += this.stretch(trace, from, to);
      from = to;
    }
    return hits;
  }

  /** The touches `from`..`to - 1`, for which there are places. */
  private stretch(trace: ArrayLike<number>, from: number, to: number): number {
    const { latest, living } = this;
    let { head, tail } = this;
    let misses = 0;
    for (let i = from; i < to; i++) {
      const page = trace[i];
      // The oldest living place: sought for a hit too, since dead places may be passed at any time.
      let left = living[head >> 5] & (-1 << head);
      while (left === 0) {
        head = ((head | 31) + 1) | 0;
        left = living[head >> 5];
      }
      const oldest = ((head | 31) - Math.clz32(left & -left)) | 0;
      const before = latest[page];
      const miss = ((before - head) | 0) >> 31;
      living[before >> 5] &= ~(1 << before);
      latest[page] = tail;
      tail = (tail + 1) | 0;
      head = (head + (miss & ((oldest + 1 - head) | 0))) | 0;
      misses = (misses - miss) | 0;
    }
    this.head = head;
    this.tail = tail;
    return to - from - misses;
  }

  /** Gives the living places the first numbers again, in their order. */
  private closeUp(): void {
    const { latest, living, head, tail } = this;
    // Until the end of this, how many living places are before each word.
    const before = new Int32Array(living.length);
    living[head >> 5] &= -1 << head;
    living[tail >> 5] &= ~(-1 << tail);
    let count = 0;
    for (let word = head >> 5; word <= tail >> 5; word++) {
      before[word] = count;
      count += ones(living[word]);
    }
    for (let page = 0; page < latest.length; page++) {
      const place = latest[page];
      latest[page] = place < head ? NOWHERE : FIRST + before[place >> 5] + ones(living[place >> 5] & ~(-1 << place));
    }
    living.fill(-1);
    this.head = FIRST;
    this.tail = FIRST + count;
  }
}

/** CLOCK as an array of frames that the hand goes round. */
export class FastClock implements FastCache {
  /** The frame of a page, or -1; behind them one page that is nobody's, for frames that are empty yet. */
  private readonly frameOf: Int32Array;
  private readonly pageIn: Int32Array;
  /** A bit a frame, set by a touch. Bits after the last frame are always set, and there is at least one. */
  private readonly marks: Int32Array;
  private readonly frames: number;
  private hand = 0;

  constructor(pages: number, frames: number) {
    this.frames = Math.min(frames, pages);
    this.frameOf = new Int32Array(pages + 1).fill(-1);
    this.pageIn = new Int32Array(this.frames).fill(pages);
    this.marks = new Int32Array((this.frames >> 5) + 1);
    this.marks[this.frames >> 5] = -1 << this.frames;
  }

  run(trace: ArrayLike<number>): number {
    const { frameOf, pageIn, marks } = this;
    const { length } = trace;
    const last = marks.length - 1;
    const beyond = -1 << this.frames;
    let { hand } = this;
    let misses = 0;
    for (let i = 0; i < length; i++) {
      const page = trace[i];
      const held = frameOf[page];
      if (held >= 0) {
        marks[held >> 5] |= 1 << held;
        continue;
      }
      // The first frame without a mark from the hand on; marks on the way are taken.
      let word = hand >> 5;
      let passing = -1 << hand;
      let mark = marks[word];
      while ((~mark & passing) === 0) {
        marks[word] = (mark & ~passing) | (word === last ? beyond : 0);
        word = word === last ? 0 : word + 1;
        passing = -1;
        mark = marks[word];
      }
      const lowest = ~mark & passing & -(~mark & passing);
      marks[word] = (mark & ~(passing & (lowest - 1))) | lowest;
      const frame = ((word << 5) + 31 - Math.clz32(lowest)) | 0;
      hand = (frame + 1) | 0;
      frameOf[pageIn[frame]] = -1;
      pageIn[frame] = page;
      frameOf[page] = frame;
      misses = (misses + 1) | 0;
    }
    this.hand = hand;
    return length - misses;
  }
}
