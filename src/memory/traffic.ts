/**
 * The account of what moved between the tiers: told of every event, it counts, groups, and says what each tier must hold if
 * nothing was lost. It decides nothing. Pages moved and pages that crossed a link are kept apart on purpose, so that
 * `balance` can check one against the other.
 */
import { invariant } from '../lib/assert.ts';
import { Way, type Counts } from './counts.ts';

export class Traffic {
  touches = 0;
  private faults = 0;
  private inPlace = 0;
  private prefetched = 0;
  /** Pages made, moved up to video memory, down from it, up from disk, down to disk. */
  private made = 0;
  private raised = 0;
  private lowered = 0;
  private loaded = 0;
  private stored = 0;
  /** Pages that were in each tier when it was cleared. */
  private readonly gone = { video: 0, main: 0, disk: 0 };
  private readonly upVideo: Way;
  private readonly downVideo: Way;
  private readonly upMain: Way;
  private readonly downMain: Way;

  /** @param page bytes of a page */
  constructor(private readonly page: number) {
    this.upVideo = new Way(page);
    this.downVideo = new Way(page);
    this.upMain = new Way(page);
    this.downMain = new Way(page);
  }

  make(): void {
    this.made++;
  }
  /** A touched page was not in video memory: its bytes come up over every link between, whether it will stay or not. */
  fault(page: number, fromDisk: boolean): void {
    this.faults++;
    this.upVideo.cross(page);
    if (fromDisk) this.upMain.cross(page);
  }
  /** A page came to video memory to stay beside one that faulted. */
  prefetch(page: number, fromDisk: boolean): void {
    this.prefetched++;
    this.upVideo.cross(page, true);
    if (fromDisk) this.upMain.cross(page, true);
    this.raise(fromDisk);
  }
  /** The page that faulted came to video memory to stay. */
  raise(fromDisk: boolean): void {
    this.raised++;
    if (fromDisk) this.loaded++;
  }
  /** The page that faulted was only read. */
  readInPlace(): void {
    this.inPlace++;
  }
  /** The page that was only read came from disk to main memory to stay. */
  load(): void {
    this.loaded++;
  }
  /** A page left video memory downwards. */
  lower(page: number): void {
    this.lowered++;
    this.downVideo.cross(page);
  }
  /** A page left main memory downwards. */
  store(page: number): void {
    this.stored++;
    this.downMain.cross(page);
  }
  /** All tiers were emptied of so many pages each. */
  clear(video: number, main: number, disk: number): void {
    this.gone.video += video;
    this.gone.main += main;
    this.gone.disk += disk;
    this.part();
  }
  /** The next page over any link begins a group. */
  part(): void {
    this.upVideo.part();
    this.downVideo.part();
    this.upMain.part();
    this.downMain.part();
  }

  counts(): Counts {
    const { touches, faults, inPlace, prefetched, upVideo, downVideo, upMain, downMain, page } = this;
    return {
      touches,
      faults,
      inPlace,
      prefetched,
      upVideo: upVideo.pages * page,
      downVideo: downVideo.pages * page,
      upMain: upMain.pages * page,
      downMain: downMain.pages * page,
      faultGroups: upVideo.groups,
      downVideoGroups: downVideo.groups,
      upMainGroups: upMain.groups,
      downMainGroups: downMain.groups,
    };
  }

  /** Throws `internal: …` unless so many pages in each tier are what came minus what went, and every move crossed its links. */
  balance(video: number, main: number, disk: number): void {
    const { made, raised, lowered, loaded, stored, gone } = this;
    const equal = (what: string, got: number, expected: number): void =>
      invariant(got === expected, `${what}: ${got} pages, its account says ${expected}`);
    equal('video memory', video, made + raised - lowered - gone.video);
    equal('main memory', main, lowered + loaded - raised - stored - gone.main);
    equal('disk', disk, stored - loaded - gone.disk);
    equal('up from main memory', this.upVideo.pages, this.faults + this.prefetched);
    equal('up from main memory', this.upVideo.pages, raised + this.inPlace);
    equal('down to main memory', this.downVideo.pages, lowered);
    equal('down to disk', this.downMain.pages, stored);
    invariant(loaded <= this.upMain.pages, `${loaded} pages came from disk, ${this.upMain.pages} crossed its link`);
  }
}
