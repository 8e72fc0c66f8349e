import { describe, expect, it } from 'vitest';
import type { Notice } from '../../store/state.ts';
import { Countdown, INFO_LASTS, sortNotices, subjectOf } from './notices.ts';
import type { Clock } from './notices.ts';

const notice = (id: number, text: string, level: Notice['level'] = 'info'): Notice => ({ id, level, text });

/** Time that passes when it is told to. */
class FakeClock implements Clock {
  #now = 0;
  #waiting: { at: number; callback: () => void }[] = [];
  now(): number {
    return this.#now;
  }
  after(wait: number, callback: () => void): () => void {
    const entry = { at: this.#now + wait, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }
  pass(time: number): void {
    this.#now += time;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }
}

describe('notices', () => {
  it('are about the file they name, or about their first clause whatever its numbers', () => {
    expect(subjectOf(notice(1, 'mine.safetensors is on the shelf; Reload will use it.'))).toBe('mine.safetensors');
    expect(subjectOf(notice(1, 'mine.safetensors was not taken: too short.'))).toBe('mine.safetensors');
    expect(subjectOf(notice(1, 'That file has 70 MB; too much.'))).toBe(subjectOf(notice(2, 'That file has 80.5 MB; too much.')));
    expect(subjectOf(notice(1, 'The browser refused.'))).not.toBe(subjectOf(notice(2, 'The browser could not.')));
  });

  it('replace older ones about the same subject', () => {
    const { shown, dropped } = sortNotices([notice(1, 'a.st was not taken', 'error'), notice(2, 'b.st is here'), notice(3, 'a.st is here')]);
    expect(shown.map(({ id }) => id)).toEqual([2, 3]);
    expect(dropped).toEqual([1]);
  });

  it('are three at most: pushed out infos go, pushed out errors wait', () => {
    const all = [notice(1, 'one', 'error'), notice(2, 'two'), notice(3, 'three'), notice(4, 'four'), notice(5, 'five')];
    const { shown, dropped } = sortNotices(all);
    expect(shown.map(({ id }) => id)).toEqual([3, 4, 5]);
    expect(dropped).toEqual([2]);
  });
});

describe('the countdown of a notice', () => {
  it('ends after its time', () => {
    const clock = new FakeClock();
    let ended = 0;
    new Countdown(INFO_LASTS, () => ended++, clock).resume();
    clock.pass(INFO_LASTS - 1);
    expect(ended).toBe(0);
    clock.pass(1);
    expect(ended).toBe(1);
  });

  it('does not count the time in which it is paused', () => {
    const clock = new FakeClock();
    let ended = 0;
    const countdown = new Countdown(INFO_LASTS, () => ended++, clock);
    countdown.resume();
    clock.pass(5000);
    countdown.pause();
    clock.pass(60_000);
    countdown.resume();
    countdown.resume();
    clock.pass(2999);
    expect(ended).toBe(0);
    clock.pass(1);
    expect(ended).toBe(1);
  });
});
