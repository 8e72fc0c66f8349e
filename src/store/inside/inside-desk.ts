/** The page's end of one worker that looks inside a run: asks and their answers. When it dies, all open asks fail with a reason. */
import type { InsideAsk, InsideTell } from '../../protocol/inside.ts';

/** The part of `Worker` that is used. */
export interface InsideWorkerLike {
  postMessage(ask: InsideAsk, transfer: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}
/** An ask was not answered: the graph is at fault (`text` says how), the worker died, or it was ended. */
export class InsideFailed extends Error {
  constructor(
    readonly why: 'graph' | 'worker' | 'ended',
    readonly text: string,
  ) {
    super(`internal: a run could not be asked: ${why} ${text}`);
  }
}

type Body<A> = A extends { id: number } ? Omit<A, 'id'> : never;
type Kind = InsideTell['type'];

export class InsideDesk {
  readonly #worker: InsideWorkerLike;
  readonly #open = new Map<number, { resolve: (tell: InsideTell) => void; reject: (error: InsideFailed) => void }>();
  #last = 0;
  #dead: InsideFailed | null = null;

  constructor(worker: InsideWorkerLike) {
    this.#worker = worker;
    worker.addEventListener('message', (event) => {
      const tell = (event as MessageEvent<InsideTell>).data;
      this.#open.get(tell.id)?.resolve(tell);
      this.#open.delete(tell.id);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#die(new InsideFailed('worker', (event as ErrorEvent).message ?? ''));
    });
    worker.addEventListener('messageerror', () => this.#die(new InsideFailed('worker', '')));
  }

  /** Asks, and resolves with the answer of that kind. Rejects with InsideFailed. */
  async ask<K extends Kind>(kind: K, ask: Body<InsideAsk>, transfer: Transferable[] = []): Promise<Extract<InsideTell, { type: K }>> {
    if (this.#dead) throw this.#dead;
    const id = ++this.#last;
    const tell = await new Promise<InsideTell>((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#worker.postMessage({ ...ask, id }, transfer);
    });
    if (tell.type === kind) return tell as Extract<InsideTell, { type: K }>;
    throw tell.type === 'failed' ? new InsideFailed('graph', tell.error) : new InsideFailed('worker', `internal: ${tell.type} in answer to ${ask.type}`);
  }

  /** Ends the worker; open asks are rejected as ended. */
  end(): void {
    this.#die(new InsideFailed('ended', ''));
  }

  #die(why: InsideFailed): void {
    if (this.#dead) return;
    this.#dead = why;
    this.#worker.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { reject } of open) reject(why);
  }
}
