/** MRU: the page touched last leaves; good for cyclic scans, bad for nearly everything else. */
import { Lru } from './lru.ts';
import type { PolicyKind } from './policy.ts';

class Mru extends Lru {
  override evict(): number {
    const page = this.lists.front(0);
    this.lists.remove(page);
    return page;
  }
}

export const mru = { id: 'mru', title: 'MRU', oracle: false, create: ({ frames }) => new Mru(frames) } as const satisfies PolicyKind;
