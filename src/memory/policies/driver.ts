/**
 * Driver-like: what NVIDIA's driver does with unified memory, as far as its sources say (open-gpu-kernel-modules, 595.45.04).
 *
 * Memory leaves in whole blocks of 2 MiB, in the order in which something last migrated into them: accesses do not count
 * (`pick_root_chunk_to_evict` takes the first of the allocated list, and only migrations move a chunk to its end). A fault
 * brings the 64 KiB around it, and with them the largest subtree of the block of which more than 51 % is resident then
 * (`uvm_perf_prefetch.c`: a binary tree over the block, strictly more than the threshold). The block that faults is spared
 * as long as there is another. Pages of 2 MiB and more are blocks of their own: then this is FIFO.
 *
 * Left out: batches of faults, the detection of thrashing (pinning for 150 ms), which need a clock.
 */
import { PageLists } from './page-lists.ts';
import { NONE, type Policy, type PolicyKind, type PolicyOptions } from './policy.ts';

/** Bytes that leave together, and that come together at least. */
const BLOCK = 2 * 1024 * 1024;
const LEAF = 64 * 1024;
/** A subtree comes whole when more than so many per cent of its pages are resident. */
const THRESHOLD = 51;

class Driver implements Policy {
  size = 0;
  frames: number;
  readonly left: number[] = [];
  readonly came: number[] = [];
  /** Blocks with a resident page, the last migrated into in front. */
  private readonly blocks = new PageLists(1);
  private resident = new Uint8Array(0);
  /** Resident pages of a block. */
  private held = new Int32Array(0);
  private readonly perBlock: number;
  private readonly perLeaf: number;
  private readonly reach: () => number;

  constructor({ frames, page, reach }: PolicyOptions) {
    this.frames = frames;
    this.reach = reach;
    this.perBlock = Math.max(1, Math.floor(BLOCK / page));
    this.perLeaf = Math.max(1, Math.floor(LEAF / page));
  }

  has(page: number): boolean {
    return this.resident[page] === 1;
  }
  touch(): void {}

  admit(page: number): number {
    this.left.length = this.came.length = 0;
    const block = Math.floor(page / this.perBlock);
    this.makeRoom(1, block);
    if (this.size >= this.frames) this.drop(block);
    this.put(page, block);
    if (this.held[block] > 1) this.blocks.toFront(0, block);
    else this.blocks.pushFront(0, block);
    this.prefetch(page, block);
    return this.left.shift() ?? NONE;
  }

  /** The largest subtree with enough resident pages that can be given room. */
  private prefetch(page: number, block: number): void {
    const end = Math.min((block + 1) * this.perBlock, this.reach());
    if (page >= end) return;
    const { perBlock, perLeaf, resident } = this;
    const origin = block * perBlock;
    /** Subtrees that qualify, from the leaf up; the leaf around a fault always does, and counts as resident. */
    const regions: [number, number][] = [];
    const leaf = page - ((page - origin) % perLeaf);
    const leafEnd = Math.min(leaf + perLeaf, end);
    for (let span = perLeaf; span <= perBlock; span *= 2) {
      const from = page - ((page - origin) % span);
      const to = Math.min(from + span, end);
      let count = leafEnd - leaf;
      for (let p = from; p < to; p++) if ((p < leaf || p >= leafEnd) && resident[p] === 1) count++;
      if (count * 100 > (to - from) * THRESHOLD) regions.push([from, to]);
    }
    for (const [from, to] of regions.reverse()) {
      let missing = 0;
      for (let p = from; p < to; p++) missing += 1 - resident[p];
      if (missing > this.frames - this.held[block]) continue;
      this.makeRoom(missing, block);
      for (let p = from; p < to; p++) {
        if (resident[p] === 1) continue;
        this.put(p, block);
        this.came.push(p);
      }
      return;
    }
  }

  /** Evicts blocks other than `spared`, the one longest without a migration first, until `pages` more fit or none is left. */
  private makeRoom(pages: number, spared: number): void {
    while (this.size + pages > this.frames && this.size > this.held[spared]) {
      const oldest = this.blocks.back(0);
      this.drop(oldest === spared ? this.blocks.newer(spared) : oldest);
    }
  }

  /** All pages of a block leave. */
  private drop(block: number): void {
    const from = block * this.perBlock;
    for (let page = from; this.held[block] > 0; page++) {
      if (this.resident[page] === 0) continue;
      this.remove(page);
      this.left.push(page);
    }
  }

  private put(page: number, block: number): void {
    this.resident[page] = 1;
    this.held[block]++;
    this.size++;
  }

  evict(): number {
    this.left.length = this.came.length = 0;
    this.drop(this.blocks.back(0));
    return this.left.shift() ?? NONE;
  }
  remove(page: number): void {
    const block = Math.floor(page / this.perBlock);
    this.resident[page] = 0;
    this.size--;
    if (--this.held[block] === 0) this.blocks.remove(block);
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(pages: number): void {
    if (pages <= this.resident.length) return;
    const room = Math.max(pages, 2 * this.resident.length, 1024);
    const resident = new Uint8Array(room);
    resident.set(this.resident);
    this.resident = resident;
    const blocks = Math.ceil(room / this.perBlock);
    const held = new Int32Array(blocks);
    held.set(this.held);
    this.held = held;
    this.blocks.reserve(blocks);
  }
  refresh(): void {}
  /** Blocks in order of their last migration, each from its first page on. */
  cold(): number[] {
    const pages: number[] = [];
    for (const block of this.blocks.pages(0)) {
      for (let page = block * this.perBlock, left = this.held[block]; left > 0; page++) {
        if (this.resident[page] === 0) continue;
        pages.push(page);
        left--;
      }
    }
    return pages;
  }
  clear(): void {
    this.size = 0;
    this.resident.fill(0);
    this.held.fill(0);
    this.blocks.clear();
  }
}

export const driver = {
  id: 'driver',
  title: 'Driver-like',
  oracle: false,
  prefetches: true,
  create: (options) => new Driver(options),
} as const satisfies PolicyKind;
