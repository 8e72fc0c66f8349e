/**
 * Doubly linked lists threaded through typed arrays indexed by page id; a page is in one list at most. Every operation but
 * `pages` is O(1) and allocates nothing. The front is the newest end. Knows nothing of replacement.
 */
import { NONE } from './policy.ts';

export class PageLists {
  /** Offset of each list's sentinel is 2 × list; of page p it is 2 × (p + lists). At an offset: the one before (newer), then the one after. */
  private link: Int32Array;
  /** 1 + the list a page is in, or 0. */
  private tag: Uint8Array;
  private readonly sizes: Int32Array;

  constructor(private readonly lists: number) {
    this.link = new Int32Array(2 * lists);
    this.tag = new Uint8Array(0);
    this.sizes = new Int32Array(lists);
    this.clear();
  }

  size(list: number): number {
    return this.sizes[list];
  }

  /** Whether the page is in this list. */
  in(list: number, page: number): boolean {
    return this.tag[page] === list + 1;
  }

  pushFront(list: number, page: number): void {
    const link = this.link;
    const head = list << 1;
    const at = (page + this.lists) << 1;
    const first = link[head + 1];
    link[at] = head;
    link[at + 1] = first;
    link[head + 1] = at;
    link[first] = at;
    this.tag[page] = list + 1;
    this.sizes[list]++;
  }

  remove(page: number): void {
    const link = this.link;
    const at = (page + this.lists) << 1;
    const before = link[at];
    const after = link[at + 1];
    link[before + 1] = after;
    link[after] = before;
    this.sizes[this.tag[page] - 1]--;
    this.tag[page] = 0;
  }

  /** Moves a page to the front of the list it is in. */
  toFront(list: number, page: number): void {
    const link = this.link;
    const head = list << 1;
    const at = (page + this.lists) << 1;
    const before = link[at];
    if (before === head) return;
    const after = link[at + 1];
    const first = link[head + 1];
    link[before + 1] = after;
    link[after] = before;
    link[at] = head;
    link[at + 1] = first;
    link[head + 1] = at;
    link[first] = at;
  }

  /** Newest page of a list, or NONE. */
  front(list: number): number {
    const at = this.link[(list << 1) + 1];
    return at === list << 1 ? NONE : (at >> 1) - this.lists;
  }

  /** Oldest page of a list, or NONE. */
  back(list: number): number {
    const at = this.link[list << 1];
    return at === list << 1 ? NONE : (at >> 1) - this.lists;
  }

  /** The page before this one in its list, one step newer, or NONE. */
  newer(page: number): number {
    const before = this.link[(page + this.lists) << 1];
    return before < this.lists << 1 ? NONE : (before >> 1) - this.lists;
  }

  /** Takes the oldest page off a list that is not empty. */
  popBack(list: number): number {
    const page = (this.link[list << 1] >> 1) - this.lists;
    this.remove(page);
    return page;
  }

  /** Pages of a list, oldest first. */
  pages(list: number): number[] {
    const pages: number[] = [];
    for (let at = this.link[list << 1]; at !== list << 1; at = this.link[at]) pages.push((at >> 1) - this.lists);
    return pages;
  }

  reserve(pages: number): void {
    if (pages <= this.tag.length) return;
    const room = Math.max(pages, 2 * this.tag.length, 1024);
    const link = new Int32Array(2 * (room + this.lists));
    link.set(this.link);
    const tag = new Uint8Array(room);
    tag.set(this.tag);
    this.link = link;
    this.tag = tag;
  }

  clear(): void {
    this.tag.fill(0);
    this.sizes.fill(0);
    for (let list = 0; list < this.lists; list++) this.link.fill(list << 1, list << 1, (list << 1) + 2);
  }
}
