/** LRU: the page touched longest ago leaves. */
import { PageLists } from './page-lists.ts';
import { NONE, type Policy, type PolicyKind } from './policy.ts';

/** One list ordered by last touch; also the body of MRU and, touches aside, of FIFO. */
export class Lru implements Policy {
  readonly lists = new PageLists(1);
  constructor(public frames: number) {}

  get size(): number {
    return this.lists.size(0);
  }
  has(page: number): boolean {
    return this.lists.in(0, page);
  }
  touch(page: number): void {
    this.lists.toFront(0, page);
  }
  admit(page: number): number {
    const victim = this.lists.size(0) < this.frames ? NONE : this.evict();
    this.lists.pushFront(0, page);
    return victim;
  }
  evict(): number {
    return this.lists.popBack(0);
  }
  remove(page: number): void {
    this.lists.remove(page);
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(pages: number): void {
    this.lists.reserve(pages);
  }
  refresh(): void {}
  cold(): number[] {
    return this.lists.pages(0);
  }
  clear(): void {
    this.lists.clear();
  }
}

export const lru = { id: 'lru', title: 'LRU', oracle: false, create: ({ frames }) => new Lru(frames) } as const satisfies PolicyKind;
