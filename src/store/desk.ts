/** The page's end of one worker that answers questions: asks and their answers. When it dies, all open asks fail with a reason. */

/** The part of `Worker` that is used. */
export interface DeskWorker<A> {
  postMessage(ask: A, transfer: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

/** Why an ask was not answered: what it is about is at fault (`text` says how), the worker died (`text` says why, if anyone knows), or it was ended. */
export class AskFailed extends Error {
  constructor(
    readonly why: 'refused' | 'worker' | 'ended',
    readonly text: string,
  ) {
    super(`internal: a worker could not be asked: ${why} ${text}`);
  }
}

type Body<A> = A extends { id: number } ? Omit<A, 'id'> : never;
/** What a worker tells: an answer, `failed` with its `error`, or `progress`, which is no answer yet. */
interface Told {
  id: number;
  type: string;
  error?: string;
}
type Progress<T> = Extract<T, { type: 'progress' }>;

interface Open<T> {
  resolve: (tell: T) => void;
  reject: (error: AskFailed) => void;
  onProgress: (tell: Progress<T>) => void;
}

/** @param A what can be asked; @param T what is told */
export class Desk<A extends { id: number; type: string }, T extends Told> {
  readonly #worker: DeskWorker<A>;
  readonly #open = new Map<number, Open<T>>();
  #last = 0;
  #dead: AskFailed | null = null;

  constructor(worker: DeskWorker<A>) {
    this.#worker = worker;
    worker.addEventListener('message', (event) => this.#hear((event as MessageEvent<T>).data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#die(new AskFailed('worker', (event as ErrorEvent).message ?? ''));
    });
    worker.addEventListener('messageerror', () => this.#die(new AskFailed('worker', '')));
  }

  /** Asks, and resolves with the answer of that kind. Rejects with AskFailed. */
  async ask<K extends T['type']>(
    kind: K,
    ask: Body<A>,
    transfer: Transferable[] = [],
    onProgress: (tell: Progress<T>) => void = () => undefined,
  ): Promise<Extract<T, { type: K }>> {
    if (this.#dead) throw this.#dead;
    const id = ++this.#last;
    // What lacks its number is an ask again when it has one.
    const whole = { ...ask, id } as unknown as A;
    const tell = await new Promise<T>((resolve, reject) => {
      this.#open.set(id, { resolve, reject, onProgress });
      this.#worker.postMessage(whole, transfer);
    });
    if (tell.type === kind) return tell as Extract<T, { type: K }>;
    throw tell.type === 'failed'
      ? new AskFailed('refused', tell.error ?? '')
      : new AskFailed('worker', `internal: ${tell.type} in answer to ${whole.type}`);
  }

  /** Ends the worker; open asks are rejected as ended. */
  end(): void {
    this.#die(new AskFailed('ended', ''));
  }

  #hear(tell: T): void {
    const open = this.#open.get(tell.id);
    if (tell.type === 'progress') open?.onProgress(tell as Progress<T>);
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
