/**
 * Device memory that may be oversubscribed (CUDA's unified memory): constants of cached signatures and what a run needs besides, as pages
 * in video memory that spill to main memory, and from there to the disk: the three tiers of model.md section 4. Their share of main
 * memory is all of it but one page, which is the graph's; the graph has whatever they do not take.
 */
import { Tiers, type TiersOptions } from '../memory/tiers.ts';
import { TouchTrace } from '../memory/trace.ts';

type Range = readonly [from: number, to: number];

export class UnifiedMemory {
  readonly tiers: Tiers;
  private readonly trace = new TouchTrace();
  /** Bytes laid out, and where the constants of each signature and the scratch of all runs lie. */
  private end = 0;
  private places = new WeakMap<Int32Array, Range>();
  private scratch: Range[] = [];
  private room = 0;

  /** @param options `main`: bytes of the whole of main memory */
  constructor(options: TiersOptions) {
    this.tiers = new Tiers({ ...options, main: Math.max(0, options.main - options.page) });
  }

  /** New capacities, of video memory and of the whole of main memory, bytes. */
  resize(video: number, main: number): void {
    this.tiers.resize(video, Math.max(0, main - this.tiers.page));
  }

  /** Bytes of the pages that it has in main memory. */
  get held(): number {
    const { page } = this.tiers;
    return Math.ceil(this.tiers.bytes().main / page) * page;
  }

  private lay(bytes: number): Range {
    const range = [this.end, this.end + bytes] as const;
    this.end += bytes;
    return range;
  }

  /** Lays out what a run needs that is not there yet, and starts to touch all that it needs. Then `tiers.advance` until it is over. */
  begin(needed: Int32Array, constants: number, temporaries: number): void {
    let own = this.places.get(needed);
    if (own === undefined) this.places.set(needed, (own = this.lay(constants)));
    if (temporaries > this.room) {
      this.scratch.push(this.lay(temporaries - this.room));
      this.room = temporaries;
    }
    this.tiers.grow(this.end);
    this.trace.clear();
    let left = temporaries;
    const page = this.tiers.page;
    const touch = ([from, to]: Range): void => {
      for (let p = Math.floor(from / page); p <= Math.floor((to - 1) / page); p++) this.trace.node([p], 1);
    };
    touch(own);
    for (const [from, to] of this.scratch) {
      const bytes = Math.min(left, to - from);
      if (bytes > 0) touch([from, from + bytes]);
      left -= bytes;
    }
    this.tiers.startRun(this.trace);
  }

  /** The session is closed: all of it is free. */
  clear(): void {
    this.tiers.clear();
    this.end = this.room = 0;
    this.places = new WeakMap();
    this.scratch = [];
  }
}
