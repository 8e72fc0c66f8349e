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

/** What is alike: `base` and `like` equal make a series, `sort` equal may make a group. */
export interface Likeness {
  base(member: number): number | string;
  like(member: number): number | string;
  sort(member: number): number | string;
}

/** Members by key, in the order of the first of each. */
function by(members: ArrayLike<number>, key: (member: number) => number | string): Uint32Array[] {
  const group = new Uint32Array(members.length);
  const counts: number[] = [];
  // Most keys are small numbers, and there may be millions of members.
  const small = new Int32Array(SMALL).fill(-1);
  const others = new Map<number | string, number>();
  for (let i = 0; i < members.length; i++) {
    const k = key(members[i]);
    let g: number | undefined;
    if (typeof k === 'number' && k >= 0 && k < SMALL) {
      g = small[k];
      if (g < 0) g = small[k] = counts.push(0) - 1;
    } else {
      g = others.get(k);
      if (g === undefined) others.set(k, (g = counts.push(0) - 1));
    }
    group[i] = g;
    counts[g] += 1;
  }
  const lists = counts.map((count) => new Uint32Array(count));
  const filled = new Uint32Array(counts.length);
  for (let i = 0; i < members.length; i++) lists[group[i]][filled[group[i]]++] = members[i];
  return lists;
}

const inOrder = (folds: Fold[]): Fold[] => folds.sort((a, b) => a.members[0] - b.members[0]);

/** Series of at least SERIES like members; everything else by itself. */
export function series(members: readonly number[] | Uint32Array, likeness: Likeness): Fold[] {
  const out: Fold[] = [];
  for (const alike of by(members, (member) => likeness.base(member))) {
    if (alike.length < SERIES) {
      for (const member of alike) out.push({ kind: 'one', members: [member] });
      continue;
    }
    for (const list of by(alike, (member) => likeness.like(member))) {
      if (list.length >= SERIES) out.push({ kind: 'series', members: list });
      else for (const member of list) out.push({ kind: 'one', members: [member] });
    }
  }
  return inOrder(out);
}

/** Joins folds of one sort, largest number of folds first, until at most `most` are left; if that is not enough, the smallest sorts too. */
export function grouped(folds: readonly Fold[], likeness: Likeness, most: number): Fold[] {
  if (folds.length <= most) return [...folds];
  const sorts = by([...folds.keys()], (i) => likeness.sort(folds[i].members[0])).sort(
    (a, b) => b.length - a.length || a[0] - b[0],
  );
  const join = (list: Uint32Array): Fold => (list.length === 1 ? folds[list[0]] : { kind: 'group', members: joined(Array.from(list, (i) => folds[i])) });
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
export function ranges(members: readonly number[] | Uint32Array, most: number): Fold[] {
  const parts = Math.min(most, Math.ceil(members.length / most));
  const size = Math.ceil(members.length / parts);
  return Array.from({ length: Math.ceil(members.length / size) }, (_, i) => {
    const part = members.slice(i * size, (i + 1) * size);
    return { kind: part.length === 1 ? 'one' : 'range', members: part };
  });
}
