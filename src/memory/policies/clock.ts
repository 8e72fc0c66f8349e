/**
 * CLOCK (second chance): pages stand in a circle; a touch sets a page's bit; the hand clears bits until it meets a page
 * whose bit is clear, which leaves. A page comes in with its bit set, just behind the hand. The circle is a linked list,
 * so that a page may leave from anywhere in it when it moves to another tier.
 */
import { NONE, type Policy, type PolicyKind } from './policy.ts';

class Clock implements Policy {
  size = 0;
  private hand = NONE;
  /** The neighbours of page p: behind it at 2p, ahead of it (where the hand goes next) at 2p + 1. */
  private link = new Int32Array(0);
  /** 0 not resident, 1 resident with its bit clear, 2 resident with its bit set. */
  private bit = new Uint8Array(0);
  constructor(public frames: number) {}

  has(page: number): boolean {
    return this.bit[page] !== 0;
  }
  touch(page: number): void {
    this.bit[page] = 2;
  }
  admit(page: number): number {
    const { link, bit } = this;
    bit[page] = 2;
    if (this.size < this.frames) {
      this.insert(page);
      return NONE;
    }
    // The page takes the victim's place, and the hand moves on: the same as removing one and inserting the other behind the hand.
    const victim = this.sweep();
    const before = link[2 * victim];
    const after = link[2 * victim + 1];
    bit[victim] = 0;
    if (after === victim) {
      this.size = 0;
      this.insert(page);
      return victim;
    }
    link[2 * before + 1] = page;
    link[2 * after] = page;
    link[2 * page] = before;
    link[2 * page + 1] = after;
    this.hand = after;
    return victim;
  }
  evict(): number {
    const victim = this.sweep();
    this.remove(victim);
    return victim;
  }
  /** Clears bits from the hand on, until it stands at a page whose bit is clear. */
  private sweep(): number {
    const { bit, link } = this;
    let hand = this.hand;
    while (bit[hand] === 2) {
      bit[hand] = 1;
      hand = link[2 * hand + 1];
    }
    this.hand = hand;
    return hand;
  }
  private insert(page: number): void {
    const { link, hand } = this;
    if (this.size++ === 0) {
      link[2 * page] = link[2 * page + 1] = this.hand = page;
      return;
    }
    const last = link[2 * hand];
    link[2 * last + 1] = link[2 * hand] = page;
    link[2 * page] = last;
    link[2 * page + 1] = hand;
  }
  remove(page: number): void {
    const { link } = this;
    const before = link[2 * page];
    const after = link[2 * page + 1];
    link[2 * before + 1] = after;
    link[2 * after] = before;
    if (this.hand === page) this.hand = after;
    this.bit[page] = 0;
    if (--this.size === 0) this.hand = NONE;
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(pages: number): void {
    if (pages <= this.bit.length) return;
    const room = Math.max(pages, 2 * this.bit.length, 1024);
    const link = new Int32Array(2 * room);
    link.set(this.link);
    const bit = new Uint8Array(room);
    bit.set(this.bit);
    this.link = link;
    this.bit = bit;
  }
  refresh(): void {}
  /** 1: its bit is set. */
  state(page: number): number {
    return this.bit[page] - 1;
  }
  /** From the hand onwards: the order in which they would leave if no bit were set. */
  cold(): number[] {
    const pages: number[] = [];
    for (let i = 0, page = this.hand; i < this.size; i++, page = this.link[2 * page + 1]) pages.push(page);
    return pages;
  }
  clear(): void {
    this.size = 0;
    this.hand = NONE;
    this.bit.fill(0);
  }
}

export const clock = {
  id: 'clock',
  title: 'CLOCK',
  oracle: false,
  create: ({ frames }) => new Clock(frames),
} as const satisfies PolicyKind;
