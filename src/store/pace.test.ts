import { describe, expect, it } from 'vitest';
import { pace } from './pace.ts';

/** A page whose frames come every 16 ms, and whose changes take `work` milliseconds to make and `paint` to paint. */
class Page {
  time = 0;
  readonly shown: number[] = [];
  private timers: { at: number; callback: () => void }[] = [];
  private frames: (() => void)[] = [];
  private paints: (() => void)[] = [];
  private changed = false;
  constructor(readonly work: number, readonly paint: number) {}

  readonly clock = {
    now: (): number => this.time,
    frame: (callback: () => void): void => void this.frames.push(callback),
    painted: (callback: () => void): void => void this.paints.push(callback),
    later: (callback: () => void, milliseconds: number): void => void this.timers.push({ at: this.time + milliseconds, callback }),
  };

  /** What a report does. */
  readonly show = (): boolean => {
    this.shown.push(this.time);
    this.time += this.work;
    this.changed = true;
    return true;
  };

  /** Goes on for so many milliseconds; `ask` is called before each frame. */
  play(milliseconds: number, ask: () => void): void {
    const end = this.time + milliseconds;
    while (this.time < end) {
      ask();
      this.time = Math.floor(this.time / 16 + 1) * 16;
      for (const { callback } of this.timers.filter(({ at }) => at <= this.time)) callback();
      this.timers = this.timers.filter(({ at }) => at > this.time);
      for (const callback of this.frames.splice(0)) callback();
      if (this.changed) this.time += this.paint;
      this.changed = false;
      for (const callback of this.paints.splice(0)) callback();
    }
  }
}

/** Reports shown a second, once it is known what they cost, by a page in which there is always one more; and the share of time that they took. */
function steady(work: number, paint: number): { rate: number; share: number } {
  const page = new Page(work, paint);
  const schedule = pace(page.clock);
  let asked = false;
  page.play(10_000, () => {
    if (asked) return;
    asked = true;
    schedule(() => {
      asked = false;
      return page.show();
    }, false);
  });
  const rate = page.shown.filter((t) => t > 2_000).length / ((page.time - 2_000) / 1_000);
  return { rate, share: (rate * (work + paint)) / 1_000 };
}

describe('the pace of what is shown', () => {
  it('is that of the frames where a change costs little', () => {
    expect(steady(0.5, 1).rate).toBeGreaterThan(50);
  });

  it('leaves the page most of its time where it costs much, but never stands still', () => {
    const { rate, share } = steady(5, 7);
    expect(share).toBeLessThan(1 / 6 + 0.01);
    expect(share).toBeGreaterThan(0.1);
    expect(rate).toBeGreaterThan(8);
    // So slow a machine shows seven a second all the same.
    expect(steady(20, 40).rate).toBeGreaterThan(5);
  });

  it('does not hold up what is not to wait', () => {
    const page = new Page(30, 30);
    const schedule = pace(page.clock);
    const at: number[] = [];
    page.play(2_000, () => {
      const asked = page.time;
      schedule(() => at.push(page.time - asked) > 0, true);
      schedule(page.show, false);
    });
    expect(Math.max(...at)).toBeLessThanOrEqual(16 + 60);
    expect(at.length).toBeGreaterThan(20);
  });

  it('takes nothing to show for no measurement', () => {
    const page = new Page(10, 10);
    const schedule = pace(page.clock);
    let asked = 0;
    page.play(10_000, () => {
      if (asked > 0) return;
      asked = 2;
      // What was shown soon meanwhile leaves nothing to the one that waited.
      schedule(() => { asked--; return page.show(); }, false);
      schedule(() => { asked--; return false; }, false);
    });
    expect(page.shown.length).toBeLessThan(100);
  });
});
