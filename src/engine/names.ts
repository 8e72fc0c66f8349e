/**
 * Names as TensorFlow makes them (ops.Graph.unique_name): unique ignoring case, `a`, `a_1`, then asking for `a_1` gives `a_1_1`.
 * A name is a scope, a leaf and a number, so a million `MatMul_k` share one string. Scopes form a tree; id 0 is the root.
 */

export interface Name { scope: number; leaf: string; suffix: number }

export class Names {
  private readonly parents: number[] = [0];
  private readonly leaves: string[] = [''];
  private readonly suffixes: number[] = [0];
  /** Per scope: lower-case leaf -> how often it was asked for. */
  private readonly used: (Map<string, number> | undefined)[] = [new Map()];

  private inUse(names: Map<string, number>, key: string): boolean {
    if (names.has(key)) return true;
    const at = key.lastIndexOf('_');
    if (at < 1 || at === key.length - 1) return false;
    const digits = key.slice(at + 1);
    const n = Number(digits);
    // Numbered names are not stored: `a_3` is in use when `a` has been asked for more than three times.
    return Number.isSafeInteger(n) && n >= 1 && String(n) === digits && (names.get(key.slice(0, at)) ?? 0) > n;
  }

  /** The number that makes `leaf` unique in `scope`: 0 stands for none. */
  unique(scope: number, leaf: string): number {
    const names = (this.used[scope] ??= new Map());
    const key = leaf.toLowerCase();
    if (!this.inUse(names, key)) {
      names.set(key, 1);
      return 0;
    }
    const first = names.get(key) ?? 1;
    names.set(key, first + 1);
    let n = first;
    while (this.inUseExplicitly(names, `${key}_${n}`)) n++;
    if (n !== first || !names.has(key)) names.set(`${key}_${n}`, 1);
    return n;
  }

  /** Like inUse, but the count of `key` itself was just raised past n, so only stored names count. */
  private inUseExplicitly(names: Map<string, number>, key: string): boolean { return names.has(key); }

  /** Opens a scope with a unique name and returns its id. */
  enter(parent: number, leaf: string): number {
    const suffix = this.unique(parent, leaf);
    this.parents.push(parent);
    this.leaves.push(leaf);
    this.suffixes.push(suffix);
    this.used.push(undefined);
    return this.parents.length - 1;
  }

  /** Opens the scope that another piece of code entered as an op of that name: `w/` for variable `w`; takes no new name. */
  under(parent: number, leaf: string, suffix: number): number {
    this.parents.push(parent);
    this.leaves.push(leaf);
    this.suffixes.push(suffix);
    this.used.push(undefined);
    return this.parents.length - 1;
  }

  /** Forgets the counters of a scope that nothing will enter again. */
  leave(scope: number): void { this.used[scope] = undefined; }

  /** `gradients_1/MatMul_grad/` — with the slash; '' for the root. */
  path(scope: number): string {
    if (scope === 0) return '';
    return `${this.path(this.parents[scope]!)}${join(this.leaves[scope]!, this.suffixes[scope]!)}/`;
  }

  full(name: Name): string { return this.path(name.scope) + join(name.leaf, name.suffix); }

  get scopes(): number { return this.parents.length; }
}

export const join = (leaf: string, suffix: number): string => (suffix === 0 ? leaf : `${leaf}_${suffix}`);
