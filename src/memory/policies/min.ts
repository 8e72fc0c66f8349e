/**
 * MIN (Belady 1966), demand paging: the page whose next touch is farthest in the future leaves. It must be told the
 * future (`PolicyOptions.future`): an oracle, a bound for every other policy, not something that a driver could do.
 */
import { NEVER, NONE, type Future, type Policy, type PolicyKind } from './policy.ts';

/**
 * A binary heap by next touch, the farthest on top. The keys in the heap are its own: a touch only moves a page's next
 * touch later, so a touched page is put on a list and its key raised when a victim is next asked for.
 */
export class Min implements Policy {
  size = 0;
  private heap = new Int32Array(0);
  private key = new Float64Array(0);
  private slotOf = new Int32Array(0);
  private stale = new Int32Array(0);
  private staleCount = 0;
  private isStale = new Uint8Array(0);
  constructor(
    public frames: number,
    protected readonly future: Future,
  ) {}

  has(page: number): boolean {
    return this.slotOf[page] !== NONE;
  }
  touch(page: number): void {
    if (this.isStale[page] !== 0) return;
    this.isStale[page] = 1;
    this.stale[this.staleCount++] = page;
  }
  admit(page: number): number {
    const victim = this.size < this.frames ? NONE : this.evict();
    this.insert(page);
    return victim;
  }
  evict(): number {
    const page = this.farthest();
    this.remove(page);
    return page;
  }
  /** The resident page whose next touch is farthest away. Requires `size` > 0. */
  protected farthest(): number {
    const { next } = this.future;
    for (let i = 0; i < this.staleCount; i++) {
      const page = this.stale[i];
      this.isStale[page] = 0;
      const slot = this.slotOf[page];
      if (slot !== NONE) this.up(slot, page, next[page]);
    }
    this.staleCount = 0;
    return this.heap[0];
  }
  protected insert(page: number): void {
    this.up(this.size++, page, this.future.next[page]);
  }
  remove(page: number): void {
    const slot = this.slotOf[page];
    this.slotOf[page] = NONE;
    const last = this.heap[--this.size];
    if (last === page) return;
    const key = this.key[this.size];
    if (slot > 0 && this.key[(slot - 1) >> 1] < key) this.up(slot, last, key);
    else this.down(slot, last, key);
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(pages: number): void {
    if (pages <= this.heap.length) return;
    const room = Math.max(pages, 2 * this.heap.length, 1024);
    const grown = <T extends Int32Array | Uint8Array | Float64Array>(from: T, to: T): T => (to.set(from), to);
    this.heap = grown(this.heap, new Int32Array(room));
    this.key = grown(this.key, new Float64Array(room));
    this.slotOf = grown(this.slotOf, new Int32Array(room).fill(NONE));
    this.stale = grown(this.stale, new Int32Array(room));
    this.isStale = grown(this.isStale, new Uint8Array(room));
  }
  refresh(): void {
    this.forgetStale();
    const { next } = this.future;
    for (let slot = 0; slot < this.size; slot++) this.key[slot] = next[this.heap[slot]];
    for (let slot = (this.size >> 1) - 1; slot >= 0; slot--) this.down(slot, this.heap[slot], this.key[slot]);
  }
  /** 1: the run does not touch it, so far as it is known. */
  state(page: number): number {
    return +(this.future.next[page] >= NEVER);
  }
  /** The page used last in the future counts as the coldest. */
  cold(): number[] {
    const { next } = this.future;
    return Array.from(this.heap.subarray(0, this.size)).sort((a, b) => next[b] - next[a]);
  }
  clear(): void {
    this.forgetStale();
    this.size = 0;
    this.slotOf.fill(NONE);
  }

  private forgetStale(): void {
    for (let i = 0; i < this.staleCount; i++) this.isStale[this.stale[i]] = 0;
    this.staleCount = 0;
  }
  private up(slot: number, page: number, key: number): void {
    const { heap, key: keys, slotOf } = this;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (keys[parent] >= key) break;
      heap[slot] = heap[parent];
      keys[slot] = keys[parent];
      slotOf[heap[slot]] = slot;
      slot = parent;
    }
    heap[slot] = page;
    keys[slot] = key;
    slotOf[page] = slot;
  }
  private down(slot: number, page: number, key: number): void {
    const { heap, key: keys, slotOf, size } = this;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[child + 1] > keys[child]) child++;
      if (keys[child] <= key) break;
      heap[slot] = heap[child];
      keys[slot] = keys[child];
      slotOf[heap[slot]] = slot;
      slot = child;
    }
    heap[slot] = page;
    keys[slot] = key;
    slotOf[page] = slot;
  }
}

export const min = {
  id: 'min',
  title: 'MIN (demand)',
  oracle: true,
  create: ({ frames, future }) => new Min(frames, future),
} as const satisfies PolicyKind;
