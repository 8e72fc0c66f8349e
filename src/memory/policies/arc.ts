/**
 * ARC (Megiddo and Modha, FAST 2003): T1 holds pages seen once, T2 pages seen more often, B1 and B2 remember what left
 * them; a hit in B1 or B2 shifts the target size `p` of T1. With c frames: |T1|+|B1| <= c and all four together <= 2c.
 * `p` moves by whole pages: the ratio of the ghost lists is rounded down (with fractions, published counts of long traces
 * differ by a few parts in a thousand).
 * In a tier pages also leave by other ways than eviction, so that ghosts may exist beside free frames: a page then comes
 * in without REPLACE, everything else as in the paper.
 */
import { PageLists } from './page-lists.ts';
import { NONE, type Policy, type PolicyKind } from './policy.ts';

const T1 = 0;
const T2 = 1;
const B1 = 2;
const B2 = 3;

class Arc implements Policy {
  private readonly lists = new PageLists(4);
  private p = 0;
  constructor(public frames: number) {}

  get size(): number {
    return this.lists.size(T1) + this.lists.size(T2);
  }
  has(page: number): boolean {
    return this.lists.in(T1, page) || this.lists.in(T2, page);
  }
  touch(page: number): void {
    const { lists } = this;
    if (lists.in(T2, page)) return lists.toFront(T2, page);
    lists.remove(page);
    lists.pushFront(T2, page);
  }
  admit(page: number): number {
    const { lists, frames } = this;
    const full = this.size >= frames;
    let victim = NONE;
    const b1 = lists.size(B1);
    const b2 = lists.size(B2);
    if (lists.in(B1, page)) {
      this.p = Math.min(frames, this.p + Math.max(1, Math.floor(b2 / b1)));
      if (full) victim = this.replace(false);
      lists.remove(page);
      lists.pushFront(T2, page);
      return victim;
    }
    if (lists.in(B2, page)) {
      this.p = Math.max(0, this.p - Math.max(1, Math.floor(b1 / b2)));
      if (full) victim = this.replace(true);
      lists.remove(page);
      lists.pushFront(T2, page);
      return victim;
    }
    const t1 = lists.size(T1);
    if (t1 + b1 >= frames) {
      if (t1 < frames) {
        lists.popBack(B1);
        if (full) victim = this.replace(false);
      } else {
        victim = lists.popBack(T1);
      }
    } else {
      if (this.size + b1 + b2 >= 2 * frames) lists.popBack(B2);
      if (full) victim = this.replace(false);
    }
    lists.pushFront(T1, page);
    return victim;
  }
  evict(): number {
    return this.replace(false);
  }
  remove(page: number): void {
    this.lists.remove(page);
  }
  resize(frames: number): void {
    const { lists } = this;
    this.frames = frames;
    this.p = Math.min(this.p, frames);
    while (lists.size(T1) + lists.size(B1) > frames) lists.popBack(B1);
    while (this.size + lists.size(B1) + lists.size(B2) > 2 * frames) lists.popBack(B2);
  }
  reserve(pages: number): void {
    this.lists.reserve(pages);
  }
  refresh(): void {}
  /** 1: seen more than once. */
  state(page: number): number {
    return +this.lists.in(T2, page);
  }
  cold(): number[] {
    return [...this.lists.pages(T1), ...this.lists.pages(T2)];
  }
  clear(): void {
    this.lists.clear();
    this.p = 0;
  }

  /** The paper's REPLACE: the oldest of T1 or T2 becomes a ghost of its list. */
  private replace(fromB2: boolean): number {
    const { lists, p } = this;
    const t1 = lists.size(T1);
    const first = t1 > 0 && (t1 > p || (fromB2 && t1 === p) || lists.size(T2) === 0);
    const page = lists.popBack(first ? T1 : T2);
    lists.pushFront(first ? B1 : B2, page);
    return page;
  }
}

export const arc = { id: 'arc', title: 'ARC', oracle: false, create: ({ frames }) => new Arc(frames) } as const satisfies PolicyKind;
