/** The page's end of one graph worker: asks and their answers. When the worker dies, all open asks fail with a reason. */
import type { GraphAsk, GraphStage, GraphTell } from '../../protocol/graph-view.ts';

/** The part of `Worker` that is used. */
export interface GraphWorkerLike {
  postMessage(ask: GraphAsk, transfer: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

/** Why an ask was not answered: the file is at fault (`text` says how), the worker died (`text` says why, if anyone knows), or it was ended. */
export class AskFailed extends Error {
  constructor(
    readonly why: 'file' | 'worker' | 'ended',
    readonly text: string,
  ) {
    super(`internal: a graph could not be asked: ${why} ${text}`);
  }
}

type Body<A> = A extends { id: number } ? Omit<A, 'id'> : never;
type Kind = GraphTell['type'];

interface Open {
  resolve: (tell: GraphTell) => void;
  reject: (error: AskFailed) => void;
  onStage: (stage: GraphStage) => void;
}

export class GraphDesk {
  readonly #worker: GraphWorkerLike;
  readonly #open = new Map<number, Open>();
  #last = 0;
  #dead: AskFailed | null = null;

  constructor(worker: GraphWorkerLike) {
    this.#worker = worker;
    worker.addEventListener('message', (event) => this.#hear((event as MessageEvent<GraphTell>).data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#die(new AskFailed('worker', (event as ErrorEvent).message ?? ''));
    });
    worker.addEventListener('messageerror', () => this.#die(new AskFailed('worker', '')));
  }

  /** Asks, and resolves with the answer of that kind. Rejects with AskFailed. */
  async ask<K extends Kind>(
    kind: K,
    ask: Body<GraphAsk>,
    transfer: Transferable[] = [],
    onStage: (stage: GraphStage) => void = () => undefined,
  ): Promise<Extract<GraphTell, { type: K }>> {
    if (this.#dead) throw this.#dead;
    const id = ++this.#last;
    const tell = await new Promise<GraphTell>((resolve, reject) => {
      this.#open.set(id, { resolve, reject, onStage });
      this.#worker.postMessage({ ...ask, id }, transfer);
    });
    if (tell.type === kind) return tell as Extract<GraphTell, { type: K }>;
    throw tell.type === 'failed'
      ? new AskFailed('file', tell.error)
      : new AskFailed('worker', `internal: ${tell.type} in answer to ${ask.type}`);
  }

  /** Ends the worker; open asks are rejected as ended. */
  end(): void {
    this.#die(new AskFailed('ended', ''));
  }

  #hear(tell: GraphTell): void {
    const open = this.#open.get(tell.id);
    if (tell.type === 'progress') open?.onStage(tell.stage);
    else {
      this.#open.delete(tell.id);
      open?.resolve(tell);
    }
  }

  #die(why: AskFailed): void {
    if (this.#dead) return;
    this.#dead = why;
    this.#worker.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { reject } of open) reject(why);
  }
}
