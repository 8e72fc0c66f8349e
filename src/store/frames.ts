/** What every proxy of a worker uses: the worker's part that matters, and when to fold its reports. */
import { drawNow } from '../lib/frame-loop.ts';
import type { Command } from '../protocol/messages.ts';

/** The part of `Worker` that the page uses. */
export interface WorkerLike {
  postMessage(message: Command, transfer?: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}
/**
 * Calls back in the next frame. Not in the page's frame loop: that loop would never be idle beside a running worker. What the callback
 * has changed is drawn in the same frame, once React has made of it what it makes (in a microtask of its own, which is before ours).
 */
export function nextFrame(callback: () => void): void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    clearTimeout(timer);
    callback();
    queueMicrotask(drawNow);
  };
  const timer = setTimeout(once, 250); // hidden pages draw no frames
  requestAnimationFrame(once);
}
