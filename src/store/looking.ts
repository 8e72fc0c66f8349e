/** The page's standing order for pictures of what is learned: who hears of them, and what a worker must be told when a run begins. */
import type { Look, LookOrder } from '../protocol/look.ts';
import type { Command, Report } from '../protocol/messages.ts';

/** What is wished; the rest of an order is this module's. */
export type LookWish = Omit<LookOrder, 'id' | 'on'>;
export interface Looks {
  /** Pictures of this kind from now on. */
  wish(wish: LookWish): void;
  stop(): void;
}

export class Looking {
  #order: LookOrder | null = null;
  #listener: ((look: Look) => void) | null = null;
  #last = 0;
  readonly #send: (command: Command) => void;

  constructor(send: (command: Command) => void) {
    this.#send = send;
  }

  /** One view at a time: a later one replaces the former. */
  begin(listener: (look: Look) => void): Looks {
    this.#listener = listener;
    return {
      wish: (wish) => {
        if (this.#listener !== listener) return;
        this.#order = { ...wish, id: ++this.#last, on: true };
        this.repeat();
      },
      stop: () => {
        if (this.#listener !== listener) return;
        this.#listener = null;
        if (this.#order) this.#send({ type: 'look', order: { ...this.#order, on: false } });
        this.#order = null;
      },
    };
  }

  /** Tells a worker at the beginning of a run. */
  repeat(): void {
    if (this.#order) this.#send({ type: 'look', order: this.#order });
  }

  /** Whether a report was a look; those of a former run or to a former wish are dropped. */
  hear(report: Report, run: number): boolean {
    if (report.type !== 'look') return false;
    if (report.run === run && report.look.id === this.#order?.id) this.#listener?.(report.look);
    return true;
  }
}
