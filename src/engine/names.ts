/**
 * Names as TensorFlow makes them (ops.Graph.unique_name): unique ignoring case, `a`, `a_1`, then asking for `a_1` gives `a_1_1`.
 * A name is a scope, a leaf and a number, so a million `MatMul_k` share one string. Scopes form a tree; id 0 is the root.
 */

export interface Name { scope: number; leaf: string; suffix: number }

const lower = new Map<string, string>();
/** Leaves are few and asked for a million times: their lower case is remembered. */
function lowerCase(leaf: string): string {
  let key = lower.get(leaf);
  if (key === undefined) {
    if (lower.size > 4_096) lower.clear();
    lower.set(leaf, (key = leaf.toLowerCase()));
  }
  return key;
}

/** The names in use in one scope. Numbered ones are not stored: `a_3` is in use when `a` has been asked for more than three times. */
class Used {
  private readonly counts = new Map<string, number>();
  /** Whether a name that ends in a number is stored: somebody asked for it by itself. */
  private numbered = false;

  private inUse(key: string): boolean {
    if (this.counts.has(key)) return true;
    const at = key.lastIndexOf('_');
    if (at < 1 || at === key.length - 1) return false;
    const digits = key.slice(at + 1);
    const n = Number(digits);
    return Number.isSafeInteger(n) && n >= 1 && String(n) === digits && (this.counts.get(key.slice(0, at)) ?? 0) > n;
  }

  private store(key: string, count: number): void {
    this.counts.set(key, count);
    this.numbered ||= /_\d+$/.test(key);
  }

  /** What `next` would give; takes nothing. */
  peek(leaf: string): number {
    const key = lowerCase(leaf);
    if (!this.inUse(key)) return 0;
    let n = this.counts.get(key) ?? 1;
    while (this.inUse(`${key}_${n}`)) n++;
    return n;
  }

  next(leaf: string): number {
    const key = lowerCase(leaf);
    const known = this.counts.get(key);
    if (known === undefined && !this.inUse(key)) {
      this.store(key, 1);
      return 0;
    }
    const first = known ?? 1;
    if (known === undefined) this.store(key, first + 1);
    else this.counts.set(key, first + 1);
    let n = first;
    // The count of `key` has just passed n, so only stored names stand in the way.
    if (this.numbered) while (this.counts.has(`${key}_${n}`)) n++;
    if (n !== first) this.store(`${key}_${n}`, 1);
    return n;
  }
}

export class Names {
  private readonly parents: number[] = [0];
  private readonly leaves: string[] = [''];
  private readonly suffixes: number[] = [0];
  /** Whether a scope's name was given to it; a path that was merely passed through has taken none. */
  private readonly taken: boolean[] = [true];
  /** Per scope: lower-case leaf -> how often it was asked for. */
  private readonly used: (Used | undefined)[] = [new Used()];
  /** Per scope: nodes that the graph had when it was opened. Its own come after them. */
  private readonly since: number[] = [0];

  /** `nodes`: how many the graph has now. */
  constructor(private readonly nodes: () => number = () => 0) {}

  /** The number that makes `leaf` unique in `scope`: 0 stands for none. */
  unique(scope: number, leaf: string): number { return (this.used[scope] ??= new Used()).next(leaf); }

  /** The number that `unique` would give now. */
  free(scope: number, leaf: string): number { return this.used[scope]?.peek(leaf) ?? 0; }

  /** Opens a scope with a unique name and returns its id. */
  enter(parent: number, leaf: string): number {
    return this.under(parent, leaf, this.unique(parent, leaf));
  }

  /** Opens the scope that another piece of code entered as an op of that name: `w/` for variable `w`; takes no new name. */
  under(parent: number, leaf: string, suffix: number, taken = true): number {
    this.parents.push(parent);
    this.leaves.push(leaf);
    this.suffixes.push(suffix);
    this.taken.push(taken);
    this.used.push(undefined);
    this.since.push(this.nodes());
    this.byPath?.set(`${parent}/${join(leaf, suffix)}`, this.parents.length - 1);
    return this.parents.length - 1;
  }

  /** Forgets the counters of a scope that nothing is likely to enter again; `reopen` brings them back. */
  leave(scope: number): void { this.used[scope] = undefined; }

  /** Scope ids by parent and name; made when a scope is first asked for by its path, and kept up to date from then on. */
  private byPath: Map<string, number> | null = null;

  /** The scope of a path below `parent` (`a/b`, without the last slash); opened where there is none. Takes no new name. */
  resolve(parent: number, path: string): number {
    if (!this.byPath) {
      this.byPath = new Map();
      for (let id = this.parents.length - 1; id > 0; id--) this.byPath.set(`${this.parents[id]}/${join(this.leaves[id], this.suffixes[id])}`, id);
    }
    let at = parent;
    for (const part of path.split('/')) at = this.byPath.get(`${at}/${part}`) ?? this.under(at, part, 0, false);
    return at;
  }

  /** Whether a scope's counters have been forgotten. */
  isLeft(scope: number): boolean { return this.used[scope] === undefined; }

  /** The first node that can lie in a scope: none that was there before it was opened does. */
  sinceOf(scope: number): number { return this.since[scope]; }

  /**
   * Brings the counters of a scope back from the names that were given in it. What is older than the scope is not looked at: gradients
   * reopen their scopes for each sample, in a graph of millions of nodes.
   */
  reopen(scope: number, given: Iterable<Name>): void {
    const mine = [...given].filter((n) => n.scope === scope);
    for (let id = scope + 1; id < this.parents.length; id++) if (this.parents[id] === scope && this.taken[id]) mine.push({ scope, leaf: this.leaves[id], suffix: this.suffixes[id] });
    const used = new Used();
    const seen = new Set<string>();
    for (const { leaf, suffix } of mine.sort((a, b) => a.suffix - b.suffix)) {
      const name = join(leaf, suffix);
      if (!seen.has(name)) used.next(leaf);
      seen.add(name);
    }
    this.used[scope] = used;
  }

  /** The parts of a scope's path. */
  leafOf(scope: number): Name { return { scope: this.parents[scope], leaf: this.leaves[scope], suffix: this.suffixes[scope] }; }

  /** `gradients_1/MatMul_grad/` — with the slash; '' for the root. */
  path(scope: number): string {
    if (scope === 0) return '';
    return `${this.path(this.parents[scope])}${join(this.leaves[scope], this.suffixes[scope])}/`;
  }

  full(name: Name): string { return this.path(name.scope) + join(name.leaf, name.suffix); }

  get scopes(): number { return this.parents.length; }
}

export const join = (leaf: string, suffix: number): string => (suffix === 0 ? leaf : `${leaf}_${suffix}`);
