/** Which notices are shown, and for how long. Pure: no component, and time comes in from outside. */
import type { Notice } from '../../store/state.ts';

/** Milliseconds that an info notice stays while nobody points at it. */
export const INFO_LASTS = 8000;
/** Notices shown at once. */
export const MOST = 3;

/** What a notice is about: the file it names first, else its first clause without the numbers. */
export function subjectOf({ text }: Pick<Notice, 'text'>): string {
  const first = text.split(' ', 1)[0];
  if (/\.\w+$/.test(first)) return first;
  return text.replace(/\d[\d.,]*/g, '#').split(/[:;.：；。]/, 1)[0];
}

/**
 * Of notices in the order they came: those to show, and the ids of those to drop (an older one about the same subject, or an info that
 * three newer ones have pushed out). An error that is pushed out is kept, and shown when there is room again.
 */
export function sortNotices(notices: readonly Notice[]): { shown: Notice[]; dropped: number[] } {
  const newest = new Map(notices.map((notice) => [subjectOf(notice), notice.id]));
  const current = notices.filter((notice) => newest.get(subjectOf(notice)) === notice.id);
  const shown = current.slice(-MOST);
  const kept = new Set([...shown, ...current.filter(({ level }) => level === 'error')].map(({ id }) => id));
  return { shown, dropped: notices.filter(({ id }) => !kept.has(id)).map(({ id }) => id) };
}

/** A clock to wait by. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls back once after `wait`; the returned function prevents it. */
  after(wait: number, callback: () => void): () => void;
}

export const pageClock: Clock = {
  now: () => performance.now(),
  after(wait, callback) {
    const timer = setTimeout(callback, wait);
    return () => clearTimeout(timer);
  },
};

/** Calls `end` after `duration` ms of not being paused. It begins paused. */
export class Countdown {
  #left: number;
  #since = 0;
  #stop: (() => void) | null = null;
  readonly #end: () => void;
  readonly #clock: Clock;

  constructor(duration: number, end: () => void, clock: Clock = pageClock) {
    this.#left = duration;
    this.#end = end;
    this.#clock = clock;
  }

  resume(): void {
    if (this.#stop !== null) return;
    this.#since = this.#clock.now();
    this.#stop = this.#clock.after(this.#left, this.#end);
  }

  pause(): void {
    if (this.#stop === null) return;
    this.#stop();
    this.#stop = null;
    this.#left = Math.max(0, this.#left - (this.#clock.now() - this.#since));
  }
}
