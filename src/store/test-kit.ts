/** What tests of the store share: a status as the worker posts it, a default run under way, changed as a test needs; and a worker that only writes down. */
import { DEFAULTS } from '../protocol/config.ts';
import type { Command, Report, Status } from '../protocol/messages.ts';
import type { WorkerLike } from './worker-like.ts';
import { restStatus } from './script/rest.ts';

export const statusOf = (change: Partial<Status> = {}): Status => ({ ...restStatus(DEFAULTS.perceptron, 'running'), epochsInAll: 1000, ...change });

export class FakeWorker implements WorkerLike {
  sent: Command[] = [];
  terminated = false;
  private readonly listeners = new Map<string, (event: Event) => void>();
  postMessage(message: Command) {
    this.sent.push(message);
  }
  addEventListener(type: string, listener: (event: Event) => void) {
    this.listeners.set(type, listener);
  }
  terminate() {
    this.terminated = true;
  }
  emit(type: string, event: Event) {
    this.listeners.get(type)!(event);
  }
  report(report: Report) {
    this.emit('message', new MessageEvent('message', { data: report }));
  }
  pongAll() {
    for (const command of this.sent) if (command.type === 'ping') this.report({ type: 'pong', id: command.id });
  }
}
