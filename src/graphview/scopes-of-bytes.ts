// The tree of name scopes of a large file: what scopesOf makes of the names, found in their bytes.
import { ByteNames } from './byte-names.ts';
import type { Raw } from './scan.ts';
import { DEEPEST, type ScopeTree, treeOf } from './scopes.ts';

const SLASH = 47;
const decoder = new TextDecoder();

/** `nodes`: numbers by the nodes' names */
export function scopesOfBytes(bytes: Uint8Array, { count, nameStart, nameEnd }: Raw, nodes: ByteNames): ScopeTree {
  const names = [''];
  const parents = [-1];
  const starts = [0];
  const ends = [0];
  const ids = new ByteNames(bytes, 1024);
  /** The scope whose name is from `start` to `end`, made where there is none, with those around it. */
  const scope = (start: number, end: number): number => {
    const known = ids.find(start, end);
    if (known >= 0) return known;
    let slash = end - 1;
    while (slash > start && bytes[slash] !== SLASH) slash -= 1;
    const parent = slash > start ? scope(start, slash) : 0;
    const id = names.push(decoder.decode(bytes.subarray(start, end))) - 1;
    parents.push(parent);
    starts.push(start);
    ends.push(end);
    return ids.add(start, end, id);
  };
  const scopeOf = new Int32Array(count);
  /** The scope of the node before: most nodes lie in the same. */
  let last = 0;
  for (let i = 0; i < count; i++) {
    const [start, end] = [nameStart[i], nameEnd[i]];
    let slash = end - 1;
    while (slash > start && bytes[slash] !== SLASH) slash -= 1;
    if (slash <= start) continue;
    const size = ends[last] - starts[last];
    let same = last > 0 && size === slash - start;
    for (let k = 0; same && k < size; k++) same = bytes[starts[last] + k] === bytes[start + k];
    if (!same) last = scope(start, cut(bytes, start, slash));
    scopeOf[i] = last;
  }
  for (let s = 1; s < names.length; s++) {
    const own = nodes.find(starts[s], ends[s]);
    if (own >= 0) scopeOf[own] = s;
  }
  return treeOf(names, Int32Array.from(parents), scopeOf);
}

/** Where a name ends that is not taken apart further. */
function cut(bytes: Uint8Array, start: number, end: number): number {
  let parts = 0;
  for (let i = start; i < end; i++) if (bytes[i] === SLASH && ++parts === DEEPEST) return i;
  return end;
}
