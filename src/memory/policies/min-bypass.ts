/**
 * MIN with bypass: as MIN, but a page whose own next touch is farther away than that of every resident page is not taken
 * in at all; the touch is served where the page lies. On a cyclic scan it hits C/N, where demand MIN hits (C-1)/(N-1).
 */
import { Min } from './min.ts';
import { NONE, type PolicyKind } from './policy.ts';

class MinBypass extends Min {
  override admit(page: number): number {
    if (this.size < this.frames) {
      this.insert(page);
      return NONE;
    }
    const farthest = this.farthest();
    const { next } = this.future;
    if (next[page] >= next[farthest]) return page;
    this.remove(farthest);
    this.insert(page);
    return farthest;
  }
}

export const minBypass = {
  id: 'min-bypass',
  title: 'MIN (bypass)',
  oracle: true,
  create: ({ frames, future }) => new MinBypass(frames, future),
} as const satisfies PolicyKind;
