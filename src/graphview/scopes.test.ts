import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEEPEST, scopesOf } from './scopes.ts';

const of = (names: readonly string[]) => scopesOf(names, names.length);
const own = (names: readonly string[], scope: string): string[] => {
  const tree = of(names);
  return Array.from(tree.own(tree.names.indexOf(scope)), (node) => names[node]);
};

describe('the tree of scopes', () => {
  it('takes names apart at their slashes', () => {
    const tree = of(['a', 'b/c', 'b/d/e', 'f/g']);
    expect(tree.names).toEqual(['', 'b', 'b/d', 'f']);
    expect([...tree.parents]).toEqual([-1, 0, 1, 0]);
    expect(tree.children(0)).toEqual([1, 3]);
  });

  it('puts a node whose name is also a scope inside it, whichever comes first', () => {
    expect(own(['w', 'w/read'], 'w')).toEqual(['w', 'w/read']);
    expect(own(['w/read', 'w'], 'w')).toEqual(['w/read', 'w']);
    expect(own(['w', 'w/read'], '')).toEqual([]);
  });

  it('keeps strange names whole: leading, trailing and doubled slashes', () => {
    const names = ['/a', 'a/', 'b//c', '/', '', '//'];
    const tree = of(names);
    expect(tree.order).toHaveLength(names.length);
    expect(own(names, '')).toEqual(['/a', '']);
    expect(own(names, '/')).toEqual(['/', '//']);
    expect(own(names, 'b/')).toEqual(['b//c']);
  });

  it('stops taking apart names that are too deep', () => {
    const deep = `${'s/'.repeat(DEEPEST + 100)}node`;
    const tree = of([deep, `${deep}2`]);
    expect(tree.names).toHaveLength(DEEPEST + 1);
    expect(tree.own(DEEPEST)).toHaveLength(2);
  });

  it('for any names: every node is in one scope, inner nodes lie between outer ones, and no scope is empty', () => {
    const part = fc.constantFrom('a', 'b', 'c', 'a_1', '');
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 40 }), (names) => {
        const tree = of(names);
        expect([...tree.order].sort((a, b) => a - b)).toEqual([...names.keys()]);
        tree.names.forEach((scope, s) => {
          expect([...tree.own(s)].every((node) => tree.scopeOf[node] === s)).toBe(true);
          const inside = tree.order.subarray(tree.start[s], tree.end[s]);
          for (const node of inside) {
            expect(tree.within(tree.scopeOf[node], s)).toBe(true);
            if (s > 0) expect(names[node] === scope || names[node].startsWith(`${scope}/`)).toBe(true);
          }
          if (s > 0) {
            expect(inside.length).toBeGreaterThan(0);
            expect(tree.parents[s]).toBeLessThan(s);
          }
        });
      }),
    );
  });
});
