// Folding: many like things become one item that can be opened. Decides only what goes together; places.ts makes items of it.

/** As many like nodes as are folded to a series. */
export const SERIES = 5;
/** Things of a level at most; ports come on top, so that a level stays within LEVEL_MOST. */
export const FOLDED_MOST = 220;
/** Keys that are looked up in an array. */
const SMALL = 2 ** 14;

/** `MatMul` of `MatMul` and of `MatMul_17`: TensorFlow numbers equal names so. */
export function baseOf(name: string): string {
  let at = name.length;
  while (at > 0 && isDigit(name.charCodeAt(at - 1))) at -= 1;
  return at > 1 && at < name.length && name.charCodeAt(at - 1) === 95 ? name.slice(0, at - 1) : name;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Something of which a level may hold too many. `members` are numbers of nodes or scopes, ascending. */
export interface Fold {
  readonly kind: 'one' | 'series' | 'group' | 'range';
  readonly members: readonly number[] | Uint32Array;
}

type Members = readonly number[] | Uint32Array;
/** What a member has: told by a function or, of numbers, by a column. */
type Key = ((member: number) => number | string) | Uint32Array;

/** What is alike: `base` and `like` equal make a series, `sort` equal may make a group. */
export interface Likeness {
  readonly base: Key;
  readonly like: Key;
  readonly sort: Key;
}

/** Numbers for keys, in the order of their first use. */
class Keys {
  count = 0;
  private readonly small: Int32Array;
  private readonly others = new Map<number | string, number>();

  /** @param many of so many things: most keys are small numbers, and there may be millions of things */
  constructor(many: number) {
    this.small = new Int32Array(Math.min(SMALL, many)).fill(-1);
  }

  of(key: number | string): number {
    if (typeof key !== 'number' || key < 0 || key >= this.small.length) return this.other(key);
    const known = this.small[key];
    return known >= 0 ? known : (this.small[key] = this.count++);
  }

  private other(key: number | string): number {
    let known = this.others.get(key);
    if (known === undefined) this.others.set(key, (known = this.count++));
    return known;
  }
}

function areAlike(members: Members, key: Key): boolean {
  if (typeof key === 'function') return false;
  const first = key[members[0]];
  let i = 1;
  while (i < members.length && key[members[i]] === first) i++;
  return i >= members.length;
}

/** Members by key, in the order of the first of each. */
function by<T extends Members>(members: T, key: Key): (T | Uint32Array)[] {
  const { length } = members;
  if (length === 0 || areAlike(members, key)) return length === 0 ? [] : [members];
  const numbers = new Keys(length);
  const group = new Uint32Array(length);
  if (typeof key === 'function') for (let i = 0; i < length; i++) group[i] = numbers.of(key(members[i]));
  else {
    // Neighbours are often alike.
    let [last, g] = [-1, -1];
    for (let i = 0; i < length; i++) {
      const k = key[members[i]];
      if (k !== last) [last, g] = [k, numbers.of(k)];
      group[i] = g;
    }
  }
  const ends = new Uint32Array(numbers.count);
  for (let i = 0; i < length; i++) ends[group[i]] += 1;
  for (let g = 1; g < ends.length; g++) ends[g] += ends[g - 1];
  const starts = Uint32Array.from(ends, (_, g) => (g === 0 ? 0 : ends[g - 1]));
  const places = starts.slice();
  const all = new Uint32Array(length);
  for (let i = 0; i < length; i++) all[places[group[i]]++] = members[i];
  return Array.from(starts, (start, g) => all.subarray(start, ends[g]));
}

const inOrder = (folds: Fold[]): Fold[] => folds.sort((a, b) => a.members[0] - b.members[0]);

/** Series of at least SERIES like members; everything else by itself. */
export function series(members: Members, likeness: Likeness): Fold[] {
  const out: Fold[] = [];
  for (const alike of by(members, likeness.base)) {
    if (alike.length < SERIES) {
      for (const member of alike) out.push({ kind: 'one', members: [member] });
      continue;
    }
    for (const list of by(alike, likeness.like)) {
      if (list.length >= SERIES) out.push({ kind: 'series', members: list });
      else for (const member of list) out.push({ kind: 'one', members: [member] });
    }
  }
  return inOrder(out);
}

/** Joins folds of one sort, largest number of folds first, until at most `most` are left; if that is not enough, the smallest sorts too. */
export function grouped(folds: readonly Fold[], likeness: Likeness, most: number): Fold[] {
  if (folds.length <= most) return [...folds];
  const { sort } = likeness;
  const sorts = by([...folds.keys()], (i) => (typeof sort === 'function' ? sort(folds[i].members[0]) : sort[folds[i].members[0]])).sort(
    (a, b) => b.length - a.length || a[0] - b[0],
  );
  const join = (list: Members): Fold => (list.length === 1 ? folds[list[0]] : { kind: 'group', members: joined(Array.from(list, (i: number) => folds[i])) });
  let left = folds.length;
  const out: Fold[] = [];
  for (const list of sorts) {
    if (left > most && list.length > 1) {
      out.push(join(list));
      left -= list.length - 1;
    } else for (const i of list) out.push(folds[i]);
  }
  if (out.length > most) {
    out.push({ kind: 'group', members: joined(out.splice(most - 1)) });
  }
  return inOrder(out);
}

/** Members of several folds, ascending. */
function joined(folds: readonly Fold[]): Uint32Array {
  const all = new Uint32Array(folds.reduce((sum, { members }) => sum + members.length, 0));
  let at = 0;
  for (const { members } of folds) {
    all.set(members, at);
    at += members.length;
  }
  return all.sort();
}

/** Equal parts of a long list, at most `most` of them and as few as keep each part at most `most` long, where that can be. */
export function ranges(members: Members, most: number): Fold[] {
  const parts = Math.min(most, Math.ceil(members.length / most));
  const size = Math.ceil(members.length / parts);
  return Array.from({ length: Math.ceil(members.length / size) }, (_, i) => {
    const part = members.slice(i * size, (i + 1) * size);
    return { kind: part.length === 1 ? 'one' : 'range', members: part };
  });
}
