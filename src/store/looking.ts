/** The page's standing orders to the engine's worker (pictures of what is learned, pages of memory, nodes of the graph): who hears of them, and what a worker must be told when a run begins. */
import type { FieldLook, FieldOrder, NodeLook, NodeOrder } from '../protocol/field.ts';
import type { Look, LookOrder } from '../protocol/look.ts';
import type { MemoryLook, MemoryOrder } from '../protocol/memory.ts';
import type { Command, Report } from '../protocol/messages.ts';

/** What is wished; the rest of an order is this module's. */
export type LookWish = Omit<LookOrder, 'id' | 'on'>;
export type MemoryWish = Omit<MemoryOrder, 'id' | 'on'>;
export type FieldWish = Omit<FieldOrder, 'id' | 'on'>;
export type NodeWish = Omit<NodeOrder, 'id' | 'on'>;
export interface Looks<W = LookWish> {
  /** Answers of this kind from now on. */
  wish(wish: W): void;
  stop(): void;
}

/** @param L an answer; @param W what is wished */
export class Looking<L extends { readonly id: number } | null, W extends object> {
  #order: (W & { id: number; on: boolean }) | null = null;
  #listener: ((look: L) => void) | null = null;
  #last = 0;
  readonly #send: (order: W & { id: number; on: boolean }) => void;
  readonly #answer: (report: Report) => L | undefined;

  /** @param answer the answer in a report, undefined if it is none of these */
  constructor(send: (order: W & { id: number; on: boolean }) => void, answer: (report: Report) => L | undefined) {
    this.#send = send;
    this.#answer = answer;
  }

  /** One view at a time: a later one replaces the former. */
  begin(listener: (look: L) => void): Looks<W> {
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
        if (this.#order) this.#send({ ...this.#order, on: false });
        this.#order = null;
      },
    };
  }

  /** Tells a worker at the beginning of a run. */
  repeat(): void {
    if (this.#order) this.#send(this.#order);
  }

  /** Whether a report was an answer; those of a former run or to a former wish are dropped. */
  hear(report: Report, run: number): boolean {
    const look = this.#answer(report);
    if (look === undefined) return false;
    if ('run' in report && report.run === run && (look === null || look.id === this.#order?.id)) this.#listener?.(look);
    return true;
  }
}

type Send = (command: Command) => void;
/** The standing orders that a client has; `listener`s hear of the answers, a few a second while there is something new. */
export interface Orders {
  /** Pictures of what is learned. */
  readonly looks: Looking<Look, LookWish>;
  /** The pages of the modelled machine; null: they cannot be looked at. */
  readonly memory: Looking<MemoryLook | null, MemoryWish>;
  /** The nodes of the graph, likewise, and one of them. */
  readonly field: Looking<FieldLook | null, FieldWish>;
  readonly node: Looking<NodeLook, NodeWish>;
}
export const orders = (send: Send): Orders => ({
  looks: new Looking((order) => send({ type: 'look', order }), (report) => (report.type === 'look' ? report.look : undefined)),
  memory: new Looking((order) => send({ type: 'memory', order }), (report) => (report.type === 'memory' ? report.look : undefined)),
  field: new Looking((order) => send({ type: 'field', order }), (report) => (report.type === 'field' ? report.look : undefined)),
  node: new Looking((order) => send({ type: 'node', order }), (report) => (report.type === 'node' ? report.look : undefined)),
});
