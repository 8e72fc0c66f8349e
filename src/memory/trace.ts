/**
 * The page touches of one session run, compressed without loss. Built once by appending (the graph only grows) and
 * replayed by every later run. It knows nothing of tiers or policies.
 *
 * Nodes are appended one by one. While the nodes repeat with a period of up to 64 nodes, the trace stores the period once
 * and a repeat count; all other touches are stored literally. Within a pass, successive touches of one page are one item
 * (page, count). A run over millions of like nodes is thus a few items a page, whatever the number of nodes in it.
 */
import { invariant } from '../lib/assert.ts';

/** Items of a chunk; a record lies within one chunk, so that replay reads plain arrays. */
export const CHUNK_SHIFT = 16;
const CHUNK = 1 << CHUNK_SHIFT;
/** Longest period looked for, in nodes. */
const PERIOD = 64;
/** Nodes that must have come twice before a period is believed; short ones would otherwise break up longer ones. */
const PROOF = 8;
/** Touches that a period may have at most, and a node that can take part in one. */
const WIDEST = 4096;
/** Uncompressed nodes kept back to look for periods in; when there are FULL of them all but KEEP are stored literally. */
const FULL = 1024;
const KEEP = 2 * PERIOD;
const MOST = 0xffff;

/**
 * A trace as replay reads it. Record r is `length[r]` items starting at item `start[r]`, gone through `repeat[r]` times;
 * item i has its page in `pages[i >> CHUNK_SHIFT][i & (2^CHUNK_SHIFT - 1)]` and likewise its count. Valid until the trace
 * is next changed.
 */
export interface Replay {
  readonly records: number;
  readonly start: Int32Array;
  readonly length: Int32Array;
  readonly repeat: Int32Array;
  /** Touches of one pass. */
  readonly weight: Int32Array;
  readonly pages: readonly Int32Array[];
  readonly counts: readonly Uint16Array[];
  /** Items in use, gaps at chunk ends included. */
  readonly items: number;
}

/** Nodes with their touches, one after another: node k is `touch[from[k]] … touch[from[k + 1] - 1]`. */
class Nodes {
  count = 0;
  touch = new Int32Array(1024);
  from = new Int32Array(FULL + 2);
  hash = new Int32Array(FULL + 1);

  push(pages: ArrayLike<number>, offset: number, n: number, hash: number): void {
    const at = this.from[this.count];
    if (at + n > this.touch.length) {
      const touch = new Int32Array(2 * (at + n));
      touch.set(this.touch);
      this.touch = touch;
    }
    for (let i = 0; i < n; i++) this.touch[at + i] = pages[offset + i];
    this.hash[this.count] = hash;
    this.from[++this.count] = at + n;
  }
  /** Drops the first `n` nodes. */
  shift(n: number): void {
    const cut = this.from[n];
    this.touch.copyWithin(0, cut, this.from[this.count]);
    this.hash.copyWithin(0, n, this.count);
    for (let k = n; k <= this.count; k++) this.from[k - n] = this.from[k] - cut;
    this.count -= n;
  }
}

export class TouchTrace {
  /** Touches in all, repeats included. */
  touches = 0;
  /** One more than the greatest page touched. */
  pages = 0;
  /** Changes whenever the trace does; a replay under way checks it. */
  version = 0;

  private records = 0;
  private items = 0;
  private start = new Int32Array(256);
  private length = new Int32Array(256);
  private repeat = new Int32Array(256);
  private weight = new Int32Array(256);
  private readonly chunkPages: Int32Array[] = [];
  private readonly chunkCounts: Uint16Array[] = [];

  /** Nodes not yet stored; empty while a period goes on. */
  private readonly loose = new Nodes();
  /** `matched[d]`: how many of the last loose nodes equal the node d before them. */
  private readonly matched = new Int32Array(PERIOD + 1);
  /** The period under way (`count` 0: none), and the next of its nodes that is expected. */
  private readonly period = new Nodes();
  private expected = 0;

  /** Stored patterns, those of one pass included. What is still loose is not counted. */
  get patterns(): number {
    return this.records;
  }
  /** Bytes of the stored trace. */
  get bytes(): number {
    return this.chunkPages.length * CHUNK * 6 + this.start.byteLength * 4 + this.loose.touch.byteLength + this.period.touch.byteLength;
  }

  /**
   * Appends the touches of the next executed node: the first `n` of `pages`, in order. Pages are whole numbers from 0 on.
   * O(n) while a period goes on; else O(n + 64).
   */
  node(pages: ArrayLike<number>, n: number = pages.length): void {
    if (n === 0) return;
    this.touches += n;
    this.version++;
    const { period } = this;
    if (period.count > 0) {
      const from = period.from[this.expected];
      if (period.from[this.expected + 1] - from === n) {
        const { touch } = period;
        let i = 0;
        while (i < n && touch[from + i] === pages[i]) i++;
        if (i === n) {
          if (++this.expected === period.count) {
            this.expected = 0;
            this.repeat[this.records - 1]++;
          }
          return;
        }
      }
      this.leavePeriod();
    }
    for (let i = 0; i < n; i++) if (pages[i] >= this.pages) this.pages = pages[i] + 1;
    this.search(pages, 0, n);
  }

  /** Empties the trace; storage is kept for the next one. */
  clear(): void {
    this.touches = this.pages = this.records = this.items = this.expected = 0;
    this.version++;
    this.loose.count = this.period.count = 0;
    this.matched.fill(0);
    this.chunkPages.length = Math.min(this.chunkPages.length, 1);
    this.chunkCounts.length = this.chunkPages.length;
  }

  /** The whole trace for replay, loose nodes included. Appending may go on afterwards as if it had not been called. */
  replay(): Replay {
    const { records, items } = this;
    if (this.period.count > 0) this.store(this.period.touch, 0, this.period.from[this.expected], 1);
    else this.store(this.loose.touch, 0, this.loose.from[this.loose.count], 1);
    const replay: Replay = {
      records: this.records,
      items: this.items,
      start: this.start,
      length: this.length,
      repeat: this.repeat,
      weight: this.weight,
      pages: this.chunkPages,
      counts: this.chunkCounts,
    };
    this.records = records;
    this.items = items;
    return replay;
  }

  /** Every touch in order, uncompressed: for tests and exports; a run has millions. */
  *literal(): Generator<number> {
    const { records, start, length, repeat, pages, counts } = this.replay();
    for (let r = 0; r < records; r++) {
      const page = pages[start[r] >> CHUNK_SHIFT];
      const count = counts[start[r] >> CHUNK_SHIFT];
      const first = start[r] & (CHUNK - 1);
      for (let pass = 0; pass < repeat[r]; pass++)
        for (let i = first; i < first + length[r]; i++) for (let c = 0; c < count[i]; c++) yield page[i];
    }
  }

  /** Adds a node to the loose ones and looks whether they have become periodic. */
  private search(pages: ArrayLike<number>, offset: number, n: number): void {
    const { loose, matched } = this;
    if (n > WIDEST) {
      this.storeLoose(loose.count);
      matched.fill(0);
      loose.push(pages, offset, n, 0);
      this.storeLoose(1);
      return;
    }
    if (loose.count === FULL) this.storeLoose(FULL - KEEP);
    let hash = n;
    for (let i = 0; i < n; i++) hash = (Math.imul(hash, 0x01000193) ^ pages[offset + i]) | 0;
    const hashes = loose.hash;
    const k = loose.count;
    loose.push(pages, offset, n, hash);
    const furthest = Math.min(PERIOD, k);
    for (let d = 1; d <= furthest; d++) {
      if (hashes[k - d] !== hash) {
        matched[d] = 0;
      } else if (++matched[d] >= (d > PROOF ? d : PROOF)) {
        if (this.enterPeriod(d, matched[d])) return;
        matched[d] = 0;
      }
    }
  }

  /** The last d + m loose nodes seem to have period d. If they truly do, stores them as whole passes of a new record. */
  private enterPeriod(d: number, m: number): boolean {
    const { loose, period } = this;
    const { from, touch, count } = loose;
    const passes = Math.floor((m + d) / d);
    const first = count - passes * d;
    const width = from[count] - from[count - d];
    if (width > WIDEST || from[count] - from[first] !== passes * width) return false;
    for (let k = first; k < count - d; k++) if (from[k + d] - from[k] !== width) return false;
    for (let i = from[first] + width; i < from[count]; i++) if (touch[i] !== touch[i - width]) return false;
    this.store(touch, 0, from[first], 1);
    period.count = 0;
    for (let k = count - d; k < count; k++) period.push(touch, from[k], from[k + 1] - from[k], loose.hash[k]);
    this.store(touch, from[count - d], from[count], passes);
    this.expected = 0;
    loose.count = 0;
    this.matched.fill(0);
    return true;
  }

  /** The period is over; what was begun of a further pass becomes loose. */
  private leavePeriod(): void {
    const { period, expected } = this;
    const { from, touch } = period;
    period.count = 0;
    for (let k = 0; k < expected; k++) this.search(touch, from[k], from[k + 1] - from[k]);
    this.expected = 0;
  }

  private storeLoose(nodes: number): void {
    this.store(this.loose.touch, 0, this.loose.from[nodes], 1);
    this.loose.shift(nodes);
  }

  /** Writes touches [from, to) as records of `passes` passes; more than one pass only if they fit one chunk. */
  private store(touch: Int32Array, from: number, to: number, passes: number): void {
    let i = from;
    while (i < to) {
      let room = CHUNK - (this.items & (CHUNK - 1));
      if (room < CHUNK && room < Math.min(to - i, WIDEST)) {
        this.items += room;
        room = CHUNK;
      }
      const start = this.items;
      const at = start >> CHUNK_SHIFT;
      if (at === this.chunkPages.length) {
        this.chunkPages.push(new Int32Array(CHUNK));
        this.chunkCounts.push(new Uint16Array(CHUNK));
      }
      const pages = this.chunkPages[at];
      const counts = this.chunkCounts[at];
      let item = start & (CHUNK - 1);
      const begin = i;
      while (i < to && room > 0) {
        const page = touch[i++];
        let count = 1;
        for (; i < to && touch[i] === page && count < MOST; i++) count++;
        pages[item] = page;
        counts[item++] = count;
        room--;
      }
      invariant(passes === 1 || i === to, 'a repeated pattern must fit one chunk of the trace');
      if (this.records === this.start.length) this.widen();
      this.items = start + (item - (start & (CHUNK - 1)));
      this.start[this.records] = start;
      this.length[this.records] = this.items - start;
      this.repeat[this.records] = passes;
      this.weight[this.records++] = i - begin;
    }
  }

  private widen(): void {
    const wider = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(2 * from.length);
      to.set(from);
      return to;
    };
    this.start = wider(this.start);
    this.length = wider(this.length);
    this.repeat = wider(this.repeat);
    this.weight = wider(this.weight);
  }
}
