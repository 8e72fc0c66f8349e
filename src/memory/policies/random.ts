/** RANDOM: every resident page is equally likely to leave. Seeded: the same seed and touches give the same victims. */
import { NONE, type Policy, type PolicyKind } from './policy.ts';

/** mulberry32: a 32-bit generator; one state word, period 2^32. Returns numbers in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Random implements Policy {
  size = 0;
  private slots = new Int32Array(0);
  private slotOf = new Int32Array(0);
  private random: () => number;
  constructor(
    public frames: number,
    private readonly seed: number,
  ) {
    this.random = mulberry32(seed);
  }

  has(page: number): boolean {
    return this.slotOf[page] !== NONE;
  }
  touch(): void {}
  admit(page: number): number {
    const victim = this.size < this.frames ? NONE : this.evict();
    this.slots[this.size] = page;
    this.slotOf[page] = this.size++;
    return victim;
  }
  evict(): number {
    const page = this.slots[Math.floor(this.random() * this.size)];
    this.remove(page);
    return page;
  }
  /** The page in the last slot takes the free one. */
  remove(page: number): void {
    const slot = this.slotOf[page];
    const last = this.slots[--this.size];
    this.slots[slot] = last;
    this.slotOf[last] = slot;
    this.slotOf[page] = NONE;
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(pages: number): void {
    if (pages <= this.slots.length) return;
    const room = Math.max(pages, 2 * this.slots.length, 1024);
    const slots = new Int32Array(room);
    slots.set(this.slots);
    const slotOf = new Int32Array(room).fill(NONE);
    slotOf.set(this.slotOf);
    this.slots = slots;
    this.slotOf = slotOf;
  }
  refresh(): void {}
  /** No order is remembered: slot order. */
  cold(): number[] {
    return Array.from(this.slots.subarray(0, this.size));
  }
  clear(): void {
    this.size = 0;
    this.slotOf.fill(NONE);
    this.random = mulberry32(this.seed);
  }
}

export const random = {
  id: 'random',
  title: 'Random',
  oracle: false,
  create: ({ frames, seed }) => new Random(frames, seed),
} as const satisfies PolicyKind;
