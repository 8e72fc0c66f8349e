/** FIFO: the page that came in first leaves; touches change nothing. */
import { PageLists } from './page-lists.ts';
import { NONE, type Policy, type PolicyKind } from './policy.ts';

class Fifo implements Policy {
  private readonly lists = new PageLists(1);
  constructor(public frames: number) {}

  get size(): number {
    return this.lists.size(0);
  }
  has(page: number): boolean {
    return this.lists.in(0, page);
  }
  touch(): void {}
  admit(page: number): number {
    const victim = this.lists.size(0) < this.frames ? NONE : this.lists.popBack(0);
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

export const fifo = { id: 'fifo', title: 'FIFO', oracle: false, create: ({ frames }) => new Fifo(frames) } as const satisfies PolicyKind;
