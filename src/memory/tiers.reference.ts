/**
 * The tiers once more, slow and obvious: literal touches, slow policies, the future searched for anew at every question.
 * Tests compare its counts and placement with `Tiers` after every step. Never used by the product itself.
 */
import { noCounts, type Counts } from './counts.ts';
import type { PolicyId } from './policies/index.ts';
import { NEVER, NONE, type Policy } from './policies/policy.ts';
import { slowPolicy } from './reference.ts';
import type { TiersOptions } from './tiers.ts';

type Tier = 'video' | 'main' | 'disk';
const isOracle = (id: PolicyId): boolean => id === 'min' || id === 'min-bypass';

export class SlowTiers {
  readonly where: Tier[] = [];
  total = 0;
  counts: Counts = noCounts();
  private id: PolicyId;
  private video: Policy;
  private main: Policy;
  /** The run the oracle knows: literal touches, and how many are done. Null: it knows nothing. */
  private known: { touches: number[]; done: number } | null = null;
  private run: { touches: number[]; done: number } | null = null;
  private last: Record<string, number> = {};
  private reach = 0;
  private readonly o: TiersOptions;

  constructor(options: TiersOptions) {
    this.o = options;
    this.id = options.policy;
    this.video = this.make(Math.max(1, Math.floor(options.video / options.page)), 0);
    this.main = this.make(Math.max(1, Math.floor(options.main / options.page)), 1);
  }
  grow(bytes: number): void {
    this.total = bytes;
    if (this.where.length * this.o.page < bytes) this.last = {};
    while (this.where.length * this.o.page < bytes) {
      const page = this.where.push('video') - 1;
      const victim = this.video.admit(page);
      if (victim !== NONE) this.lowerAll(victim);
    }
  }
  startRun(touches: number[]): void {
    this.run = { touches, done: 0 };
    if (isOracle(this.id)) this.known = this.run;
    this.last = {};
  }
  /** The next touch of the run; true when there was none left. */
  step(): boolean {
    const run = this.run!;
    if (run.done === run.touches.length) {
      this.run = null;
      return true;
    }
    this.touch(run.touches[run.done++]);
    return false;
  }
  clear(): void {
    this.where.length = 0;
    this.total = 0;
    this.video.clear();
    this.main.clear();
    this.known = null;
    this.run = null;
    this.last = {};
  }
  resize(video: number, main: number): void {
    const [v, m] = [video, main].map((bytes) => Math.max(1, Math.floor(bytes / this.o.page)));
    this.last = {};
    while (this.main.size > m) this.storeAll(this.main.evict());
    this.main.resize(m);
    while (this.video.size > v) this.lowerAll(this.video.evict());
    this.video.resize(v);
  }
  setPolicy(id: PolicyId): void {
    if (isOracle(id) && !isOracle(this.id)) this.known = this.run;
    // The old policies' order is asked for first, in the old policies' terms.
    const [video, main] = [this.video.cold(), this.main.cold()];
    const [v, m] = [this.video.frames, this.main.frames];
    this.last = {};
    this.id = id;
    this.video = this.make(v, 0);
    this.main = this.make(m, 1);
    for (const page of video) this.video.admit(page);
    for (const page of main) this.main.admit(page);
  }
  bytes(): Record<Tier, number> {
    const bytes = { video: 0, main: 0, disk: 0 };
    this.where.forEach((tier, page) => (bytes[tier] += Math.min(this.o.page, this.total - page * this.o.page)));
    return bytes;
  }

  private make(frames: number, tier: number): Policy {
    const next = (page: number): number => {
      if (!this.known) return NEVER + page;
      const { touches, done } = this.known;
      const soon = touches.indexOf(page, done);
      if (soon >= 0) return soon;
      const later = touches.indexOf(page);
      return later >= 0 ? touches.length + later : NEVER + page;
    };
    return slowPolicy(this.id, { frames, seed: (this.o.seed ?? 1) + tier, next, page: this.o.page, reach: () => this.reach });
  }
  private touch(page: number): void {
    this.counts.touches++;
    const from = this.where[page];
    if (from === 'video') return this.video.touch(page);
    this.counts.faults++;
    this.move('upVideo', 'faultGroups', page);
    if (from === 'disk') this.move('upMain', 'upMainGroups', page);
    this.reach = this.o.prefetch === false ? 0 : this.where.length;
    const victim = this.video.admit(page);
    this.reach = 0;
    if (victim !== page) {
      for (const beside of this.video.came ?? []) {
        this.counts.prefetched++;
        this.move('upVideo', 'faultGroups', beside, true);
        if (this.where[beside] === 'disk') this.move('upMain', 'upMainGroups', beside, true);
      }
      for (const came of [page, ...(this.video.came ?? [])]) {
        if (this.where[came] === 'main') this.main.remove(came);
        this.where[came] = 'video';
      }
      if (victim !== NONE) this.lowerAll(victim);
      return;
    }
    this.counts.inPlace++;
    if (from === 'main') return this.main.touch(page);
    const down = this.main.admit(page);
    if (down === page) return;
    this.where[page] = 'main';
    if (down !== NONE) this.storeAll(down);
  }
  private lowerAll(victim: number): void {
    for (const page of [victim, ...(this.video.left ?? [])]) this.lower(page);
  }
  private storeAll(victim: number): void {
    for (const page of [victim, ...(this.main.left ?? [])]) this.store(page);
  }
  private lower(page: number): void {
    this.move('downVideo', 'downVideoGroups', page);
    this.where[page] = 'main';
    const victim = this.main.admit(page);
    if (victim !== NONE) this.storeAll(victim);
  }
  private store(page: number): void {
    this.move('downMain', 'downMainGroups', page);
    this.where[page] = 'disk';
  }
  private move(
    bytes: 'upVideo' | 'downVideo' | 'upMain' | 'downMain',
    groups: 'faultGroups' | 'downVideoGroups' | 'upMainGroups' | 'downMainGroups',
    page: number,
    fetched = false,
  ): void {
    const block = (p: number): number => Math.floor((p * this.o.page) / (2 * 1024 * 1024));
    const last = this.last[bytes];
    this.counts[bytes] += this.o.page;
    if (last === undefined || (Math.abs(page - last) !== 1 && !fetched) || block(page) !== block(last)) this.counts[groups]++;
    this.last[bytes] = page;
  }
}
