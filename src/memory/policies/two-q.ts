/**
 * 2Q, full version (Johnson and Shasha, VLDB 1994): new pages pass through a short FIFO (A1in); pages that left it are
 * remembered (A1out, ghosts); a page touched again while remembered enters the main LRU (Am).
 * Kin = C/4, Kout = C/2, rounded down, at least 1.
 */
import { PageLists } from './page-lists.ts';
import { NONE, type Policy, type PolicyKind } from './policy.ts';

const IN = 0;
const MAIN = 1;
const OUT = 2;

class TwoQ implements Policy {
  private readonly lists = new PageLists(3);
  private kin = 1;
  private kout = 1;
  frames = 1;
  constructor(frames: number) {
    this.resize(frames);
  }

  get size(): number {
    return this.lists.size(IN) + this.lists.size(MAIN);
  }
  has(page: number): boolean {
    return this.lists.in(IN, page) || this.lists.in(MAIN, page);
  }
  touch(page: number): void {
    if (this.lists.in(MAIN, page)) this.lists.toFront(MAIN, page);
  }
  admit(page: number): number {
    const { lists } = this;
    const remembered = lists.in(OUT, page);
    // Off the list of ghosts before room is made: making room may push the oldest ghost out.
    if (remembered) lists.remove(page);
    const victim = this.size < this.frames ? NONE : this.evict();
    lists.pushFront(remembered ? MAIN : IN, page);
    return victim;
  }
  evict(): number {
    const { lists } = this;
    if (lists.size(IN) <= this.kin && lists.size(MAIN) > 0) return lists.popBack(MAIN);
    const page = lists.popBack(IN);
    lists.pushFront(OUT, page);
    this.trim();
    return page;
  }
  remove(page: number): void {
    this.lists.remove(page);
  }
  resize(frames: number): void {
    this.frames = frames;
    this.kin = Math.max(1, frames >> 2);
    this.kout = Math.max(1, frames >> 1);
    this.trim();
  }
  reserve(pages: number): void {
    this.lists.reserve(pages);
  }
  refresh(): void {}
  /** 1: in the main list. */
  state(page: number): number {
    return +this.lists.in(MAIN, page);
  }
  cold(): number[] {
    return [...this.lists.pages(IN), ...this.lists.pages(MAIN)];
  }
  clear(): void {
    this.lists.clear();
  }
  private trim(): void {
    while (this.lists.size(OUT) > this.kout) this.lists.popBack(OUT);
  }
}

export const twoQ = { id: '2q', title: '2Q', oracle: false, create: ({ frames }) => new TwoQ(frames) } as const satisfies PolicyKind;
