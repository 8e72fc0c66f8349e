// The tree of name scopes: `a/b/c` is node c in scope b in scope a. A node whose name is also a scope sits inside that scope.
// Nothing here folds or draws: a scope may have a million nodes.

/** Names with more parts than this are not taken apart further: files come from anywhere. */
export const DEEPEST = 64;

export interface ScopeTree {
  /** full names; scope 0 is the whole graph, with the name '' */
  readonly names: readonly string[];
  /** the scope around each; that of scope 0 is -1. A scope's number is greater than that of the scope around it */
  readonly parents: Int32Array<ArrayBuffer>;
  /** the scope that each node is directly in */
  readonly scopeOf: Int32Array<ArrayBuffer>;
  /** nodes so ordered that each scope's nodes, those of its inner scopes included, are at start[s] … end[s] - 1 */
  readonly order: Uint32Array<ArrayBuffer>;
  readonly start: Uint32Array<ArrayBuffer>;
  readonly end: Uint32Array<ArrayBuffer>;
  /** scopes directly in a scope, in the order of their first nodes */
  children(scope: number): readonly number[];
  /** nodes directly in a scope, in the order of the graph */
  own(scope: number): Uint32Array<ArrayBuffer>;
  /** whether `inner` is the scope `outer` or lies inside it */
  within(inner: number, outer: number): boolean;
}

/** Where a name ends that is not taken apart further, or -1. */
function cut(name: string): number {
  let at = -1;
  for (let parts = 0; parts < DEEPEST; parts++) {
    at = name.indexOf('/', at + 1);
    if (at < 0) return -1;
  }
  return at;
}

export function scopesOf(nodeNames: Iterable<string>, count: number): ScopeTree {
  const names = [''];
  const parents = [-1];
  const ids = new Map<string, number>([['', 0]]);
  /** The scope of that full name, made where there is none. */
  const scope = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const parent = scope(name.slice(0, Math.max(0, name.lastIndexOf('/'))));
    const id = names.push(name) - 1;
    parents.push(parent);
    ids.set(name, id);
    return id;
  };
  const scopeOf = new Int32Array(count);
  let at = 0;
  for (const name of nodeNames) {
    const slash = name.lastIndexOf('/');
    if (slash > 0) {
      const deep = cut(name);
      scopeOf[at] = scope(deep < 0 ? name.slice(0, slash) : name.slice(0, deep));
    }
    at += 1;
  }
  if (names.length > 1) {
    at = 0;
    for (const name of nodeNames) {
      const own = ids.get(name);
      if (own !== undefined && own > 0) scopeOf[at] = own;
      at += 1;
    }
  }
  return treeOf(names, Int32Array.from(parents), scopeOf);
}

/** The tree of scopes that are known, with the scope that each node is directly in. */
export function treeOf(names: readonly string[], parents: Int32Array<ArrayBuffer>, scopeOf: Int32Array<ArrayBuffer>): ScopeTree {
  return { names, parents, scopeOf, ...ordered(parents, scopeOf) };
}

type Ordered = Pick<ScopeTree, 'order' | 'start' | 'end' | 'children' | 'own' | 'within'>;

function ordered(parents: Int32Array, scopeOf: Int32Array): Ordered {
  const scopes = parents.length;
  const children: number[][] = Array.from({ length: scopes }, () => []);
  for (let s = 1; s < scopes; s++) children[parents[s]].push(s);
  const own = new Uint32Array(scopes);
  for (let i = 0; i < scopeOf.length; i++) own[scopeOf[i]] += 1;
  const start = new Uint32Array(scopes);
  const end = new Uint32Array(scopes);
  // Depth first, without calls inside calls; a scope's own nodes come before those of its inner scopes.
  let place = 0;
  const open: { scope: number; next: number }[] = [];
  const enter = (s: number): void => {
    start[s] = place;
    place += own[s];
    open.push({ scope: s, next: 0 });
  };
  enter(0);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const inner = children[top.scope][top.next++];
    if (inner !== undefined) enter(inner);
    else {
      end[top.scope] = place;
      open.pop();
    }
  }
  const order = new Uint32Array(scopeOf.length);
  const filled = start.slice();
  for (let i = 0; i < scopeOf.length; i++) order[filled[scopeOf[i]]++] = i;
  return {
    order,
    start,
    end,
    children: (s) => children[s],
    own: (s) => order.subarray(start[s], start[s] + own[s]),
    within: (inner, outer) => {
      let s = inner;
      while (s > outer) s = parents[s];
      return s === outer;
    },
  };
}
