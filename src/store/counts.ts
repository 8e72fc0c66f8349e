/** The page's questions about how many nodes a program builds, to a worker of their own: one after another, each answered once and remembered. */
import type { RunConfig } from '../protocol/config.ts';
import type { CountAsk, Counted, CountTell } from '../protocol/counts.ts';

/** The part of `Worker` that is used. */
export interface CountWorker {
  postMessage(message: CountAsk): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}
export type CountAnswer = { readonly counted: Counted } | { readonly error: string };

interface Question {
  readonly key: string;
  readonly config: RunConfig;
  readonly resolve: (answer: CountAnswer | null) => void;
}

/** What of a config says how many nodes there are. */
const KEYS = ['program', 'build', 'leak', 'fix', 'run', 'samples', 'batch', 'optimizer', 'units'] as const satisfies readonly (keyof RunConfig)[];
const keyOf = (config: RunConfig): string => KEYS.map((key) => String(config[key])).join();

export class Counter {
  readonly #spawn: () => CountWorker;
  readonly #known = new Map<string, CountAnswer>();
  #worker: CountWorker | null = null;
  #open: Question[] = [];
  #id = 0;

  constructor(spawn: () => CountWorker) {
    this.#spawn = spawn;
  }

  /** The answer where it is known already. */
  known(config: RunConfig): CountAnswer | null {
    return this.#known.get(keyOf(config)) ?? null;
  }

  /** Counts; null if it was given up before. `soon`: before all that waits. */
  ask(config: RunConfig, soon = false): Promise<CountAnswer | null> {
    const known = this.known(config);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      // The first is under way.
      this.#open.splice(soon ? 1 : this.#open.length, 0, { key: keyOf(config), config, resolve });
      if (this.#open.length === 1) this.#next();
    });
  }

  /** Gives up all that is not answered; the worker ends if it is at work, since it cannot be interrupted. */
  stop(): void {
    const open = this.#open;
    this.#open = [];
    this.#id += 1;
    if (open.length > 0) this.#end();
    for (const { resolve } of open) resolve(null);
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #next(): void {
    const [question] = this.#open;
    if (!question) return;
    const known = this.#known.get(question.key);
    if (known) this.#answer(known);
    else (this.#worker ??= this.#connect()).postMessage({ id: ++this.#id, config: question.config });
  }

  #answer(answer: CountAnswer): void {
    const question = this.#open.shift();
    if (!question) return;
    if ('counted' in answer) this.#known.set(question.key, answer);
    question.resolve(answer);
    this.#next();
  }

  #connect(): CountWorker {
    const worker = this.#spawn();
    worker.addEventListener('message', (event) => {
      const tell = (event as MessageEvent<CountTell>).data;
      if (worker === this.#worker && tell.id === this.#id) this.#answer(tell);
    });
    const dead = (event: Event): void => {
      if (worker !== this.#worker) return;
      event.preventDefault();
      this.#end();
      this.#answer({ error: (event as ErrorEvent).message ?? '' });
    };
    worker.addEventListener('error', dead);
    worker.addEventListener('messageerror', dead);
    return worker;
  }
}
