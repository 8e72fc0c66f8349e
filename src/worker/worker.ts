/** The worker's entry: loads the digits, then lets a Driver answer the page. Self-contained: nothing but messages goes in or out. */
import type { Command, Report } from '../protocol/messages.ts';
import { inflate, parseDigits } from './digits.ts';
import { Driver } from './driver.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Calls back after messages that are already waiting; a message channel is not slowed to 4 ms as timers are. */
function later(callback: () => void, delay: number): void {
  if (delay > 0) { setTimeout(callback, delay); return; }
  queue.push(callback);
  channel.port2.postMessage(0);
}
const queue: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => queue.shift()?.();

async function load(): Promise<Driver> {
  const response = await fetch(new URL('../digits.bin.z', self.location.href));
  if (!response.ok) throw new Error(`the digits could not be loaded: ${response.status} ${response.statusText}`);
  const digits = parseDigits(await inflate(new Uint8Array(await response.arrayBuffer())));
  return new Driver({ post: (report: Report, transfer) => scope.postMessage(report, transfer), now: () => performance.now(), later }, digits);
}

const ready = load();
scope.onmessage = (event: MessageEvent<Command>) => {
  void ready.then(async (driver) => driver.handle(event.data)).catch((error: unknown) => {
    // An uncaught error in the worker reaches the page as its `error` event: the page then pauses and says so.
    setTimeout(() => { throw error; });
  });
};
