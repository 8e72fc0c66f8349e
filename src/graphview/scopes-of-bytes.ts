// The tree of name scopes of a large file: what scopesOf makes of the names, found in their bytes.
import { ByteNames } from './byte-names.ts';
import type { NumberedNames } from './numbered-names.ts';
import type { Raw } from './scan.ts';
import { DEEPEST, type ScopeTree, treeOf } from './scopes.ts';

const SLASH = 47;
const decoder = new TextDecoder();

export class ScopesOfBytes {
  private readonly names = [''];
  private readonly parents = [-1];
  private readonly starts = [0];
  private readonly ends = [0];
  private readonly ids: ByteNames;
  private readonly scopeOf: Int32Array<ArrayBuffer>;
  /** The scope of the node before: most nodes lie in the same. */
  private last = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly raw: Raw,
  ) {
    this.ids = new ByteNames(bytes, 1024);
    this.scopeOf = new Int32Array(raw.count);
  }

  /** Puts a node into the scope that its name says. */
  add(node: number): void {
    const slash = this.raw.slash[node];
    if (slash === 0) return;
    const { bytes, starts, ends, last } = this;
    const start = this.raw.nameStart[node];
    const size = ends[last] - starts[last];
    let same = last > 0 && size === slash - start;
    for (let k = 0; same && k < size; k++) same = bytes[starts[last] + k] === bytes[start + k];
    if (!same) this.last = this.scope(start, cut(bytes, start, slash));
    this.scopeOf[node] = this.last;
  }

  /** @param nodes numbers by the nodes' names: a node whose name is also a scope sits inside that scope */
  tree(nodes: NumberedNames): ScopeTree {
    for (let s = 1; s < this.names.length; s++) {
      const own = nodes.find(this.starts[s], this.ends[s]);
      if (own >= 0) this.scopeOf[own] = s;
    }
    return treeOf(this.names, Int32Array.from(this.parents), this.scopeOf);
  }

  /** The scope whose name is from `start` to `end`, made where there is none, with those around it. */
  private scope(start: number, end: number): number {
    const known = this.ids.find(start, end);
    if (known >= 0) return known;
    let slash = end - 1;
    while (slash > start && this.bytes[slash] !== SLASH) slash -= 1;
    const parent = slash > start ? this.scope(start, slash) : 0;
    const id = this.names.push(decoder.decode(this.bytes.subarray(start, end))) - 1;
    this.parents.push(parent);
    this.starts.push(start);
    this.ends.push(end);
    return this.ids.add(start, end, id);
  }
}

/** Where a name ends that is not taken apart further. */
function cut(bytes: Uint8Array, start: number, end: number): number {
  let parts = 0;
  for (let i = start; i < end; i++) if (bytes[i] === SLASH && ++parts === DEEPEST) return i;
  return end;
}
