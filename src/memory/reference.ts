/**
 * The policies once more, slow and obvious: plain arrays, searched from end to end. Written from the definitions and not
 * from the fast ones; tests compare the two. Never used by the product itself.
 */
import type { PolicyId } from './policies/index.ts';
import { NEVER, NONE, type Policy } from './policies/policy.ts';
import { mulberry32 } from './policies/random.ts';

export interface SlowOptions {
  frames: number;
  seed: number;
  /** Time of a page's next touch; asked anew whenever it is needed. */
  next: (page: number) => number;
  /** Bytes of a page. */
  page: number;
  /** Pages below this may be prefetched. */
  reach: () => number;
}

/** Arrays of pages, oldest first. */
abstract class Slow implements Policy {
  frames: number;
  constructor(protected readonly options: SlowOptions) {
    this.frames = options.frames;
  }
  abstract cold(): number[];
  abstract touch(page: number): void;
  abstract evict(page?: number): number;
  abstract remove(page: number): void;
  abstract clear(): void;
  protected abstract put(page: number): void;
  get size(): number {
    return this.cold().length;
  }
  has(page: number): boolean {
    return this.cold().includes(page);
  }
  admit(page: number): number {
    const victim = this.size < this.frames ? NONE : this.evict(page);
    this.put(page);
    return victim;
  }
  resize(frames: number): void {
    this.frames = frames;
  }
  reserve(): void {}
  refresh(): void {}
}

function drop(pages: number[], page: number): boolean {
  const at = pages.indexOf(page);
  if (at >= 0) pages.splice(at, 1);
  return at >= 0;
}

class SlowFifo extends Slow {
  protected pages: number[] = [];
  cold(): number[] {
    return [...this.pages];
  }
  touch(_page: number): void {}
  evict(): number {
    return this.pages.shift()!;
  }
  remove(page: number): void {
    drop(this.pages, page);
  }
  protected put(page: number): void {
    this.pages.push(page);
  }
  clear(): void {
    this.pages = [];
  }
}

class SlowLru extends SlowFifo {
  override touch(page: number): void {
    drop(this.pages, page);
    this.pages.push(page);
  }
}

class SlowMru extends SlowLru {
  override evict(): number {
    return this.pages.pop()!;
  }
}

/** The queue's front is where the hand points; a second chance is a move to the back. */
class SlowClock extends SlowFifo {
  private marked = new Set<number>();
  override touch(page: number): void {
    this.marked.add(page);
  }
  override evict(): number {
    for (;;) {
      const page = this.pages.shift()!;
      if (!this.marked.delete(page)) return page;
      this.pages.push(page);
    }
  }
  override remove(page: number): void {
    drop(this.pages, page);
    this.marked.delete(page);
  }
  protected override put(page: number): void {
    this.pages.push(page);
    this.marked.add(page);
  }
  override clear(): void {
    this.pages = [];
    this.marked.clear();
  }
}

class SlowRandom extends SlowFifo {
  private random = mulberry32(this.options.seed);
  override evict(): number {
    const page = this.pages[Math.floor(this.random() * this.pages.length)];
    this.remove(page);
    return page;
  }
  override remove(page: number): void {
    const last = this.pages.pop()!;
    if (last !== page) this.pages[this.pages.indexOf(page)] = last;
  }
  override clear(): void {
    this.pages = [];
    this.random = mulberry32(this.options.seed);
  }
}

class SlowMin extends SlowFifo {
  override cold(): number[] {
    return [...this.pages].sort((a, b) => this.options.next(b) - this.options.next(a));
  }
  override evict(): number {
    const page = this.cold()[0];
    drop(this.pages, page);
    return page;
  }
}

class SlowMinBypass extends SlowMin {
  override admit(page: number): number {
    if (this.size === this.frames && this.options.next(this.cold()[0]) <= this.options.next(page)) return page;
    return super.admit(page);
  }
}

class Slow2Q extends Slow {
  private a1in: number[] = [];
  private a1out: number[] = [];
  private am: number[] = [];
  private isRemembered = false;
  private get kin(): number {
    return Math.max(1, Math.floor(this.frames / 4));
  }
  private get kout(): number {
    return Math.max(1, Math.floor(this.frames / 2));
  }
  cold(): number[] {
    return [...this.a1in, ...this.am];
  }
  touch(page: number): void {
    if (drop(this.am, page)) this.am.push(page);
  }
  override admit(page: number): number {
    this.isRemembered = drop(this.a1out, page);
    return super.admit(page);
  }
  evict(): number {
    if (this.a1in.length > this.kin || this.am.length === 0) {
      const page = this.a1in.shift()!;
      this.a1out.push(page);
      if (this.a1out.length > this.kout) this.a1out.shift();
      return page;
    }
    return this.am.shift()!;
  }
  remove(page: number): void {
    drop(this.a1in, page);
    drop(this.am, page);
  }
  protected put(page: number): void {
    (this.isRemembered ? this.am : this.a1in).push(page);
  }
  override resize(frames: number): void {
    this.frames = frames;
    this.a1out = this.a1out.slice(-this.kout);
  }
  clear(): void {
    this.a1in = [];
    this.a1out = [];
    this.am = [];
  }
}

/** Case by case as in figure 4 of the paper; `p` in whole pages. */
class SlowArc extends Slow {
  private t1: number[] = [];
  private t2: number[] = [];
  private b1: number[] = [];
  private b2: number[] = [];
  private p = 0;
  cold(): number[] {
    return [...this.t1, ...this.t2];
  }
  touch(page: number): void {
    this.remove(page);
    this.t2.push(page);
  }
  override admit(page: number): number {
    const c = this.frames;
    const makeRoom = (inB2: boolean): number => (this.t1.length + this.t2.length < c ? NONE : this.replace(inB2));
    if (this.b1.includes(page)) {
      this.p = Math.min(c, this.p + (this.b1.length >= this.b2.length ? 1 : Math.floor(this.b2.length / this.b1.length)));
      const victim = makeRoom(false);
      drop(this.b1, page);
      this.t2.push(page);
      return victim;
    }
    if (this.b2.includes(page)) {
      this.p = Math.max(0, this.p - (this.b2.length >= this.b1.length ? 1 : Math.floor(this.b1.length / this.b2.length)));
      const victim = makeRoom(true);
      drop(this.b2, page);
      this.t2.push(page);
      return victim;
    }
    let victim: number;
    if (this.t1.length + this.b1.length === c) {
      if (this.t1.length < c) {
        this.b1.shift();
        victim = makeRoom(false);
      } else {
        victim = this.t1.shift()!;
      }
    } else {
      if (this.t1.length + this.t2.length + this.b1.length + this.b2.length === 2 * c) this.b2.shift();
      victim = makeRoom(false);
    }
    this.t1.push(page);
    return victim;
  }
  evict(): number {
    return this.replace(false);
  }
  private replace(inB2: boolean): number {
    const { t1, t2 } = this;
    if (t1.length >= 1 && ((inB2 && t1.length === this.p) || t1.length > this.p || t2.length === 0)) {
      this.b1.push(t1[0]);
      return t1.shift()!;
    }
    this.b2.push(t2[0]);
    return t2.shift()!;
  }
  remove(page: number): void {
    drop(this.t1, page);
    drop(this.t2, page);
  }
  protected put(): void {}
  override resize(frames: number): void {
    this.frames = frames;
    this.p = Math.min(this.p, frames);
    while (this.t1.length + this.b1.length > frames) this.b1.shift();
    while (this.t1.length + this.t2.length + this.b1.length + this.b2.length > 2 * frames) this.b2.shift();
  }
  clear(): void {
    this.t1 = [];
    this.t2 = [];
    this.b1 = [];
    this.b2 = [];
    this.p = 0;
  }
}

/** Blocks as arrays of pages, the block longest without a migration first; subtrees by halving. */
class SlowDriver extends Slow {
  left: number[] = [];
  came: number[] = [];
  private blocks: { id: number; pages: number[] }[] = [];
  private blockOf(page: number): number {
    return Math.floor((page * this.options.page) / 2 ** 21);
  }
  cold(): number[] {
    return this.blocks.flatMap(({ pages }) => pages.toSorted((a, b) => a - b));
  }
  touch(): void {}
  override admit(page: number): number {
    this.left = [];
    this.came = [];
    const id = this.blockOf(page);
    this.free(1, id);
    if (this.size >= this.frames) this.leave(this.blocks[0]);
    const block = this.blocks.find((b) => b.id === id) ?? { id, pages: [] };
    this.blocks = [...this.blocks.filter((b) => b !== block), block];
    block.pages.push(page);
    const { reach, page: bytes } = this.options;
    if (page < reach()) {
      const isLeaf = (p: number): boolean => Math.floor((p * bytes) / 65_536) === Math.floor((page * bytes) / 65_536);
      let subtree = Array.from({ length: reach() }, (_, p) => p).filter((p) => this.blockOf(p) === id);
      let wide = Math.max(1, Math.floor(2 ** 21 / bytes));
      const first = Math.floor((id * 2 ** 21) / bytes);
      for (;;) {
        const there = subtree.filter((p) => block.pages.includes(p) || isLeaf(p));
        const missing = subtree.filter((p) => !block.pages.includes(p));
        if (there.length / subtree.length > 0.51 && block.pages.length + missing.length <= this.frames) {
          this.free(missing.length, id);
          block.pages.push(...missing);
          this.came = missing;
          break;
        }
        if (wide * bytes <= 65_536 || wide === 1) break;
        wide /= 2;
        const half = Math.floor((page - first) / wide);
        subtree = subtree.filter((p) => Math.floor((p - first) / wide) === half);
      }
    }
    return this.left.shift() ?? NONE;
  }
  private free(pages: number, spared: number): void {
    while (this.size + pages > this.frames) {
      const oldest = this.blocks.find((b) => b.id !== spared);
      if (!oldest) return;
      this.leave(oldest);
    }
  }
  private leave(block: { id: number; pages: number[] }): void {
    this.left.push(...block.pages.toSorted((a, b) => a - b));
    this.blocks = this.blocks.filter((b) => b !== block);
  }
  evict(): number {
    this.left = [];
    this.came = [];
    this.leave(this.blocks[0]);
    return this.left.shift() ?? NONE;
  }
  remove(page: number): void {
    for (const block of this.blocks) drop(block.pages, page);
    this.blocks = this.blocks.filter((b) => b.pages.length > 0);
  }
  protected put(): void {}
  clear(): void {
    this.blocks = [];
  }
}

const SLOW: Record<PolicyId, new (options: SlowOptions) => Policy> = {
  lru: SlowLru,
  fifo: SlowFifo,
  clock: SlowClock,
  '2q': Slow2Q,
  arc: SlowArc,
  mru: SlowMru,
  random: SlowRandom,
  min: SlowMin,
  'min-bypass': SlowMinBypass,
  driver: SlowDriver,
};

export function slowPolicy(id: PolicyId, options: SlowOptions): Policy {
  return new SLOW[id](options);
}

/** As `simulate`, and calls `watch` with the resident pages after every touch. */
export function simulateSlowly(
  trace: readonly number[],
  frames: number,
  id: PolicyId,
  seed = 1,
  watch?: (resident: number[]) => void,
  page = 65_536,
): { hits: number; misses: number } {
  let now = 0;
  const next = (of: number): number => {
    const at = trace.indexOf(of, now + 1);
    return at < 0 ? NEVER + of : at;
  };
  const policy = slowPolicy(id, { frames, seed, next, page, reach: () => 1 + Math.max(...trace) });
  let misses = 0;
  for (; now < trace.length; now++) {
    if (policy.has(trace[now])) policy.touch(trace[now]);
    else {
      misses++;
      policy.admit(trace[now]);
    }
    watch?.(policy.cold());
  }
  return { hits: trace.length - misses, misses };
}
