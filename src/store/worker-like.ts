import type { Command } from '../protocol/messages.ts';

/** The part of `Worker` that the page uses. */
export interface WorkerLike {
  postMessage(message: Command, transfer?: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}
