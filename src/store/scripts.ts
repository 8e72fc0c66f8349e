/**
 * Runs Python scripts, each in a worker of its own that is ended with it: that is how an endless loop is stopped. The interpreter that
 * was booted first is kept as a snapshot, so only the first script waits for it. Not the interpreter (src/python).
 */
import type { ScriptAnswer, ScriptOrder, ScriptReport } from '../protocol/script.ts';

/** The part of `Worker` that this uses. */
export interface ScriptWorker {
  postMessage(order: ScriptOrder): void;
  addEventListener(type: 'message' | 'error', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface ScriptOptions {
  readonly name?: string;
  /** How long the script may run once the interpreter stands, in seconds. */
  readonly seconds?: number;
}

/** A script that gave no report: it was stopped, ran out of time or memory, or Python could not be loaded. */
export interface ScriptEnd { readonly ended: { readonly type: string; readonly message: string } }

export interface Scripts {
  /** Loads Python if need be; resolves with the milliseconds that it took until an interpreter stood. */
  ready(): Promise<number>;
  /** Runs one script; a script already running is stopped first. Never rejects for what the script does. */
  run(source: string, options?: ScriptOptions): Promise<ScriptReport | ScriptEnd>;
  /** Ends the script that runs, at once. */
  stop(): void;
}

const SECONDS = 60;

export function createScripts(spawn: () => ScriptWorker): Scripts {
  let kit: unknown;
  let stopCurrent: (() => void) | null = null;

  const order = (run: ScriptOrder['run'], seconds: number, onReady: () => void): Promise<ScriptReport | ScriptEnd | null> => {
    stopCurrent?.();
    const worker = spawn();
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (result: ScriptReport | ScriptEnd | null): void => {
        if (stopCurrent === stop) stopCurrent = null;
        clearTimeout(timer);
        worker.terminate();
        resolve(result);
      };
      const stop = (): void => end({ ended: { type: 'KeyboardInterrupt', message: 'The script was stopped.' } });
      stopCurrent = stop;
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        end({ ended: { type: 'SystemError', message: (event as ErrorEvent).message || 'Python could not be loaded, or stopped without saying why.' } });
      });
      worker.addEventListener('message', (event) => {
        const answer = (event as MessageEvent<ScriptAnswer>).data;
        if ('report' in answer) end(answer.report);
        else if ('error' in answer) end({ ended: answer.error });
        else {
          kit ??= answer.kit;
          onReady();
          if (!run) end(null);
          else timer = setTimeout(() => end({ ended: { type: 'TimeoutError', message: `The script was stopped after ${seconds} seconds.` } }), seconds * 1000);
        }
      });
      worker.postMessage({ run, ...(kit !== undefined && { kit }) });
    });
  };

  return {
    async ready() {
      const start = performance.now();
      let stood = NaN;
      const end = await order(null, SECONDS, () => { stood = performance.now() - start; });
      if (end !== null && 'ended' in end) throw new Error(end.ended.message);
      return stood;
    },
    async run(source, { name = 'script.py', seconds = SECONDS } = {}) {
      const result = await order({ source, name }, seconds, () => undefined);
      return result ?? { ended: { type: 'SystemError', message: 'internal: a script without a result' } };
    },
    stop: () => stopCurrent?.(),
  };
}
