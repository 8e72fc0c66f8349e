/**
 * Three exclusive tiers, video memory → main memory → disk, and the pages in them. Replays the touches of a run and counts
 * what moved; it measures no time (`cost.ts` does) and knows nothing of nodes.
 *
 * Rules. A page is in one tier. Making a page (`grow`) puts it in video memory, with no fault and nothing moved up. A touch
 * of a page in video memory costs nothing. Any other touch is a fault: the page moves up to video memory, over every link
 * between. Where a tier is full, the policy's victim moves down one tier, and so on; the disk is never full. Video and main
 * memory use the same kind of policy, each with a state of its own; main memory's sees pages come (from above) and go.
 *
 * MIN with bypass: when video memory declines a page, the touch is served in place: the page's bytes cross the links up
 * (counted as moved up and in `inPlace`), the page stays. A declined page on disk is offered to main memory, which may take
 * it in. A new page that video memory declines goes down at once like a victim; so does a victim that main memory declines.
 *
 * Compressed replay is exact. A pattern's passes are gone through one by one until one of them only hits; the passes left
 * are then counted without being gone through. That is right because (1) `Policy.touch` of one series of resident pages
 * leaves the same state whether the series is done once or more often: FIFO, RANDOM and 2Q's A1in ignore touches, CLOCK sets
 * bits, and LRU, MRU, 2Q's Am and ARC move each page to the front of one list, so that only the order of last touches in the
 * series counts (ARC's first touch moves a page from T1 to T2, where it stays); (2) hits evict nothing, so the next pass
 * touches the same resident pages and only hits again, by induction to the last. MIN's state also has the times of next
 * touches, which in all passes but the last look forward to the next pass: for it the last pass is always gone through.
 * For the same reason a page touched several times in succession is touched twice: the first may fault, the second sets
 * the state, more would not change it.
 */
import { invariant } from '../lib/assert.ts';
import type { Counts } from './counts.ts';
import { Oracle } from './oracle.ts';
import { createPolicy, policyKind, type PolicyId } from './policies/index.ts';
import { NONE, type Policy } from './policies/policy.ts';
import { CHUNK_SHIFT, type Replay, type TouchTrace } from './trace.ts';
import { Traffic } from './traffic.ts';

export const VIDEO = 0;
export const MAIN = 1;
export const DISK = 2;

export interface TiersOptions {
  /** Capacity of video memory, bytes; whole pages of it are used, at least one. */
  video: number;
  /** Capacity of main memory, bytes, likewise. */
  main: number;
  /** Bytes of a page. */
  page: number;
  policy: PolicyId;
  /** Seed of RANDOM; 1 if not given. */
  seed?: number;
  /** Whether policies that prefetch may; they may if not given. */
  prefetch?: boolean;
}

export interface TierBytes {
  video: number;
  main: number;
  disk: number;
}

interface Run {
  trace: TouchTrace;
  version: number;
  replay: Replay;
  record: number;
  pass: number;
  item: number;
  /** Whether this pass has had no fault so far. */
  clean: boolean;
}

export class Tiers {
  readonly page: number;
  private readonly seed: number;
  private readonly oracle = new Oracle();
  private id: PolicyId;
  private video: Policy;
  private main: Policy;
  private where = new Uint8Array(0);
  private pages = 0;
  private total = 0;
  private onDisk = 0;
  private run_: Run | null = null;
  private readonly traffic: Traffic;
  /** Pages below this may be prefetched: all there are while a fault is served, else none. */
  private reach = 0;
  private readonly prefetch: boolean;

  constructor({ video, main, page, policy, seed = 1, prefetch = true }: TiersOptions) {
    if (!(page >= 1)) throw new Error(`page size: expected at least 1 byte, got ${page}`);
    this.page = page;
    this.seed = seed;
    this.prefetch = prefetch;
    this.id = policy;
    this.video = this.make(this.frames(video, 'video memory'), 0);
    this.main = this.make(this.frames(main, 'main memory'), 1);
    this.traffic = new Traffic(page);
  }

  get policy(): PolicyId {
    return this.id;
  }
  /** The policy of the upper tier, to be looked at: who changes it breaks the tiers. */
  get upper(): Policy {
    return this.video;
  }
  /** Capacities in pages. */
  get capacity(): { video: number; main: number } {
    return { video: this.video.frames, main: this.main.frames };
  }
  /** Bytes laid out so far. */
  get totalBytes(): number {
    return this.total;
  }
  get totalPages(): number {
    return this.pages;
  }

  /** The address space becomes [0, `bytes`); new pages are made in order, each in video memory. It never shrinks but by `clear`. */
  grow(bytes: number): void {
    invariant(bytes >= this.total, `the address space can only grow: it has ${this.total} bytes, got ${bytes}`);
    const pages = Math.ceil(bytes / this.page);
    this.total = bytes;
    if (pages === this.pages) return;
    this.reserve(pages);
    this.interrupt();
    for (let page = this.pages; page < pages; page++) {
      const victim = this.video.admit(page);
      this.where[page] = VIDEO;
      this.pages++;
      this.traffic.make();
      if (victim !== NONE) this.lowerAll(victim);
    }
  }

  /** Starts to replay the touches of a run. The trace must not change until the run is over. */
  startRun(trace: TouchTrace): void {
    invariant(this.run_ === null, 'a run must be over before the next one starts');
    invariant(trace.pages <= this.pages, `a trace touches pages below ${trace.pages}, only ${this.pages} are laid out`);
    const replay = trace.replay();
    this.run_ = { trace, version: trace.version, replay, record: 0, pass: 0, item: 0, clean: true };
    if (policyKind(this.id).oracle) {
      this.oracle.read(replay);
      this.video.refresh();
      this.main.refresh();
    }
    this.traffic.part();
  }

  /** Whether a run was started and is not over. */
  get running(): boolean {
    return this.run_ !== null;
  }

  /**
   * Goes on with the run for about `budget` items of its trace (each a touch, or several of one page in succession; passes
   * that are only counted are free). Returns true when the run is over. Between calls, `resize`, `setPolicy` and `grow` are allowed.
   */
  advance(budget: number): boolean {
    const run = this.run_;
    invariant(run !== null, 'no run to go on with');
    invariant(run.trace.version === run.version, 'a trace changed while a run was replaying it');
    const { replay } = run;
    const { video, where } = this;
    const oracle = policyKind(this.id).oracle ? this.oracle : null;
    budget = Math.max(1, Math.ceil(budget));
    let touches = 0;
    while (run.record < replay.records && budget > 0) {
      const r: number = run.record;
      const chunk: number = replay.start[r] >> CHUNK_SHIFT;
      const pages: Int32Array = replay.pages[chunk];
      const counts: Uint16Array = replay.counts[chunk];
      const first: number = replay.start[r] & ((1 << CHUNK_SHIFT) - 1);
      const length: number = replay.length[r];
      const from: number = run.item;
      const stop = Math.min(length, from + budget);
      let clean = run.clean;
      for (let i = from; i < stop; i++) {
        const page = pages[first + i];
        const count = counts[first + i];
        touches += count;
        if (oracle !== null) {
          // Touched again at once: until then its next touch is nearer than any other page's.
          const again = count > 1 && where[page] !== VIDEO;
          oracle.next[page] = again ? oracle.base[r] + run.pass * length + i + 0.5 : oracle.seen(r, run.pass, i);
        }
        if (where[page] === VIDEO) {
          video.touch(page);
        } else {
          clean = false;
          this.fault(page);
          if (oracle !== null) oracle.next[page] = oracle.seen(r, run.pass, i);
        }
        if (count > 1) video.touch(page);
      }
      budget -= stop - from;
      run.clean = clean;
      run.item = stop;
      if (stop < length) break;
      run.item = 0;
      const left = replay.repeat[r] - 1 - run.pass;
      if (clean && left > 0) {
        const skipped = oracle === null ? left : left - 1;
        touches += skipped * replay.weight[r];
        run.pass += skipped;
      }
      run.clean = true;
      if (++run.pass === replay.repeat[r]) {
        run.pass = 0;
        run.record++;
      }
    }
    this.traffic.touches += touches;
    if (run.record < replay.records) return false;
    this.run_ = null;
    return true;
  }

  /** Replays a whole run. */
  run(trace: TouchTrace): void {
    this.startRun(trace);
    while (!this.advance(Infinity));
  }

  /** Empties all tiers: no page, no byte, no history. A run under way is abandoned. Counts go on. */
  clear(): void {
    this.traffic.clear(this.video.size, this.main.size, this.onDisk);
    this.video.clear();
    this.main.clear();
    this.oracle.forget();
    this.pages = this.total = this.onDisk = 0;
    this.run_ = null;
  }

  /** New capacities in bytes. What no longer fits moves down, main memory's first; nothing moves up before it is touched. */
  resize(videoBytes: number, mainBytes: number): void {
    const videoFrames = this.frames(videoBytes, 'video memory');
    const mainFrames = this.frames(mainBytes, 'main memory');
    this.interrupt();
    while (this.main.size > mainFrames) this.storeAll(this.main.evict());
    this.main.resize(mainFrames);
    while (this.video.size > videoFrames) this.lowerAll(this.video.evict());
    this.video.resize(videoFrames);
  }

  /**
   * Swaps the policy of both tiers. Contents stay; order of age carries over (`Policy.cold`). An oracle that comes in the
   * middle of a run knows the rest of it; between runs it knows nothing until the next one starts.
   */
  setPolicy(id: PolicyId): void {
    const knew = policyKind(this.id).oracle;
    this.interrupt();
    const [oldVideo, oldMain] = [this.video, this.main];
    const [videoPages, mainPages] = [oldVideo.cold(), oldMain.cold()];
    this.id = policyKind(id).id;
    if (policyKind(id).oracle && !knew) {
      this.oracle.forget();
      this.foresee();
    }
    this.video = this.make(oldVideo.frames, 0);
    this.main = this.make(oldMain.frames, 1);
    for (const page of videoPages) this.video.admit(page);
    for (const page of mainPages) this.main.admit(page);
  }

  /** Bytes in each tier; of the last page only what is used. Their sum is `totalBytes`. */
  bytes(): TierBytes {
    const pages = [this.video.size, this.main.size, this.onDisk];
    const slack = this.pages * this.page - this.total;
    const [video, main, disk] = pages.map((n, tier) => n * this.page - (this.pages > 0 && this.where[this.pages - 1] === tier ? slack : 0));
    return { video, main, disk };
  }

  /** Everything counted so far; a copy. Take differences for an epoch's share. */
  counts(): Counts {
    return this.traffic.counts();
  }

  /** The tier of a page: VIDEO, MAIN or DISK. */
  tierOf(page: number): number {
    if (!(page >= 0 && page < this.pages)) throw new Error(`page: expected 0 to ${this.pages - 1}, got ${page}`);
    return this.where[page];
  }
  /** The tier of every page, a copy. */
  snapshot(): Uint8Array<ArrayBuffer> {
    return this.where.slice(0, this.pages);
  }

  /**
   * Throws `internal: …` if an invariant is broken. By counting alone, O(1), cheap enough for every frame: no tier over its
   * capacity; pages in the tiers = pages laid out; what each tier holds = what came minus what went over its links.
   * `full`, O(pages): every page is in the one tier that has it.
   */
  check(full = false): void {
    const { video, main, onDisk, pages } = this;
    invariant(video.size <= video.frames, `video memory holds ${video.size} pages, its capacity is ${video.frames}`);
    invariant(main.size <= main.frames, `main memory holds ${main.size} pages, its capacity is ${main.frames}`);
    invariant(video.size + main.size + onDisk === pages, `${video.size} + ${main.size} + ${onDisk} pages in the tiers, ${pages} laid out`);
    this.traffic.balance(video.size, main.size, onDisk);
    const { video: v, main: m, disk: d } = this.bytes();
    invariant(v + m + d === this.total, `${v} + ${m} + ${d} bytes in the tiers, ${this.total} laid out`);
    invariant(pages > 0 || this.total === 0, `no page, but ${this.total} bytes`);
    if (!full) return;
    const seen = [0, 0, 0];
    for (let page = 0; page < pages; page++) {
      const tier = this.where[page];
      seen[tier]++;
      invariant(video.has(page) === (tier === VIDEO), `page ${page} is in tier ${tier}, video memory's policy disagrees`);
      invariant(main.has(page) === (tier === MAIN), `page ${page} is in tier ${tier}, main memory's policy disagrees`);
    }
    invariant(
      seen[VIDEO] === video.size && seen[MAIN] === main.size && seen[DISK] === onDisk,
      `pages by tier ${seen.join(', ')} do not add up`,
    );
  }

  /** A touched page is not in video memory. */
  private fault(page: number): void {
    const from = this.where[page];
    this.traffic.fault(page, from === DISK);
    if (this.prefetch) this.reach = this.pages;
    const victim = this.video.admit(page);
    this.reach = 0;
    if (victim === page) return this.serveInPlace(page, from);
    this.traffic.raise(from === DISK);
    this.arrive(page, from);
    for (const beside of this.video.came ?? []) {
      const lay = this.where[beside];
      this.traffic.prefetch(beside, lay === DISK);
      this.arrive(beside, lay);
    }
    if (victim !== NONE) this.lowerAll(victim);
  }

  /** A page has come to video memory from where it lay. */
  private arrive(page: number, from: number): void {
    if (from === MAIN) this.main.remove(page);
    else this.onDisk--;
    this.where[page] = VIDEO;
  }

  private serveInPlace(page: number, from: number): void {
    this.traffic.readInPlace();
    if (from === MAIN) return this.main.touch(page);
    const victim = this.main.admit(page);
    if (victim === page) return;
    this.onDisk--;
    this.traffic.load();
    this.where[page] = MAIN;
    if (victim !== NONE) this.storeAll(victim);
  }

  /** Pages have left video memory: the victim and those that left beside it. */
  private lowerAll(victim: number): void {
    this.lower(victim);
    for (const page of this.video.left ?? []) this.lower(page);
  }
  private storeAll(victim: number): void {
    this.store(victim);
    for (const page of this.main.left ?? []) this.store(page);
  }

  /** A page has left video memory: to main memory, or past it if main memory declines it. */
  private lower(page: number): void {
    this.traffic.lower(page);
    this.where[page] = MAIN;
    const victim = this.main.admit(page);
    if (victim !== NONE) this.storeAll(victim);
  }

  /** A page has left main memory for the disk. */
  private store(page: number): void {
    this.traffic.store(page);
    this.where[page] = DISK;
    this.onDisk++;
  }

  /**
   * Something other than a touch is about to change the tiers. Groups end; and in the middle of a run the pass under way no
   * longer counts as one that only hits, and an oracle must be exact on pages whose touches were skipped.
   */
  private interrupt(): void {
    this.traffic.part();
    if (!this.run_) return;
    this.run_.clean = false;
    if (!policyKind(this.id).oracle) return;
    this.foresee();
    this.video.refresh();
    this.main.refresh();
  }

  /** Tells the oracle the rest of the run under way, if there is one. */
  private foresee(): void {
    const run = this.run_;
    if (!run) return;
    this.oracle.read(run.replay);
    this.oracle.seek(run.record, run.pass, run.item);
  }

  private frames(bytes: number, what: string): number {
    if (!(bytes >= 0 && bytes < Infinity)) throw new Error(`capacity of ${what}: expected bytes from 0 on, got ${bytes}`);
    return Math.max(1, Math.floor(bytes / this.page));
  }

  private make(frames: number, tier: number): Policy {
    const policy = createPolicy(this.id, { frames, seed: this.seed + tier, future: this.oracle, page: this.page, reach: () => this.reach });
    policy.reserve(this.where.length);
    return policy;
  }

  private reserve(pages: number): void {
    if (pages > this.where.length) {
      const where = new Uint8Array(Math.max(pages, 2 * this.where.length, 1024));
      where.set(this.where);
      this.where = where;
    }
    this.oracle.reserve(this.where.length);
    this.video.reserve(this.where.length);
    this.main.reserve(this.where.length);
  }
}
