/** FIFO: the page that came in first leaves; touches change nothing. */
import { Lru } from './lru.ts';
import type { PolicyKind } from './policy.ts';

/** LRU without the touches: the one list stays in order of arrival. */
class Fifo extends Lru {
  override touch(): void {}
}

export const fifo = { id: 'fifo', title: 'FIFO', oracle: false, create: ({ frames }) => new Fifo(frames) } as const satisfies PolicyKind;
