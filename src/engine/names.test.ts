/** Names against a slow, literal copy of TensorFlow's rule: a map of every name in use, ops.Graph.unique_name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { join, Names } from './names.ts';

/** What ops.Graph.unique_name does, keeping every name. */
class Reference {
  private readonly inUse = new Map<string, number>();

  unique(name: string): string {
    const base = name.toLowerCase();
    let key = base;
    let i = this.inUse.get(key) ?? 0;
    this.inUse.set(key, i + 1);
    if (i === 0) return name;
    while (this.inUse.has(key)) {
      key = `${base}_${i}`;
      i++;
    }
    this.inUse.set(key, 1);
    return `${name}_${i - 1}`;
  }
}

const ask = (names: Names, leaf: string, scope = 0): string => names.path(scope) + join(leaf, names.unique(scope, leaf));

describe('names', () => {
  it('are unique ignoring case, as recorded from TensorFlow', () => {
    const names = new Names();
    expect(['a', 'a', 'a_1', 'a', 'A'].map((n) => ask(names, n))).toEqual(['a', 'a_1', 'a_1_1', 'a_2', 'A_3']);
  });

  it('equal those of the slow reference for any order of requests', () => {
    const leaf = fc.constantFrom('a', 'A', 'a_1', 'A_1', 'a_2', 'a_3', 'a_1_1', 'a_01', 'a_0', 'a_', 'a__1', 'b', 'b_1', 'add', 'a_1_2');
    fc.assert(fc.property(fc.array(leaf, { maxLength: 40 }), (leaves) => {
      const [names, reference] = [new Names(), new Reference()];
      for (const l of leaves) expect(ask(names, l)).toBe(reference.unique(l));
    }), { numRuns: 1000 });
  });

  it('equal those of the slow reference in nested scopes that stay open', () => {
    const leaf = fc.constantFrom('a', 'A', 'a_1', 'b');
    const request = fc.record({ leaf, scope: fc.nat(5), enter: fc.boolean() });
    fc.assert(fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
      const [names, reference] = [new Names(), new Reference()];
      const scopes = [{ id: 0, path: '' }];
      for (const r of requests) {
        const scope = scopes[r.scope % scopes.length];
        const wanted = reference.unique(scope.path + r.leaf);
        if (!r.enter) { expect(ask(names, r.leaf, scope.id)).toBe(wanted); continue; }
        const id = names.enter(scope.id, r.leaf);
        expect(names.path(id)).toBe(`${wanted}/`);
        scopes.push({ id, path: `${wanted}/` });
      }
    }), { numRuns: 500 });
  });

  it('keep one string for a million names', () => {
    const names = new Names();
    for (let i = 0; i < 100_000; i++) names.unique(0, 'MatMul');
    expect(ask(names, 'MatMul')).toBe('MatMul_100000');
    expect(ask(names, 'MatMul_7')).toBe('MatMul_7_1');
    expect(ask(names, 'MatMul_100001')).toBe('MatMul_100001');
    expect(ask(names, 'MatMul')).toBe('MatMul_100002');
  });

  it('number the scope of a name that an op took before, and the op that asks for a scope’s name', () => {
    const names = new Names();
    expect(ask(names, 'layer')).toBe('layer');
    const scope = names.enter(0, 'layer');
    expect(names.path(scope)).toBe('layer_1/');
    expect(ask(names, 'layer')).toBe('layer_2');
    expect(ask(names, 'w', scope)).toBe('layer_1/w');
    expect(names.full({ scope, leaf: 'w', suffix: 3 })).toBe('layer_1/w_3');
  });
});
