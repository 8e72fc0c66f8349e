import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseOf, type Fold, grouped, type Likeness, ranges, series, SERIES } from './series.ts';

const likenessOf = (things: readonly { name: string; op: string }[]): Likeness => ({
  base: (i) => baseOf(things[i].name),
  like: (i) => things[i].op,
  sort: (i) => things[i].op,
});
const membersOf = (folds: readonly Fold[]): number[] => folds.flatMap(({ members }) => [...members]).sort((a, b) => a - b);

describe('names without their number', () => {
  it.each([
    ['MatMul', 'MatMul'],
    ['MatMul_17', 'MatMul'],
    ['a/b_2', 'a/b'],
    ['a_b', 'a_b'],
    ['conv2d', 'conv2d'],
    ['_1', '_1'],
    ['x_', 'x_'],
    ['x_1_2', 'x_1'],
    ['', ''],
  ])('%s: %s', (name, base) => expect(baseOf(name)).toBe(base));
});

describe('series', () => {
  const many = (name: string, op: string, count: number) =>
    Array.from({ length: count }, (_, k) => ({ name: k === 0 ? name : `${name}_${k}`, op }));

  it('five like nodes make one, four do not', () => {
    const things = [...many('MatMul', 'MatMul', SERIES), ...many('add', 'AddV2', SERIES - 1)];
    const folds = series([...things.keys()], likenessOf(things));
    expect(folds.map(({ kind, members }) => `${kind} ${members.length}`)).toEqual(['series 5', 'one 1', 'one 1', 'one 1', 'one 1']);
  });

  it('nodes of one name but several ops are not alike', () => {
    const things = [...many('x', 'A', 5), ...many('x', 'B', 3)];
    expect(series([...things.keys()], likenessOf(things)).map(({ kind }) => kind)).toEqual(['series', 'one', 'one', 'one']);
  });

  it('for any things: each is in one fold, folds are in order, and series have at least five members', () => {
    const thing = fc.record({ name: fc.constantFrom('a', 'a_1', 'a_2', 'b', 'b_9', 'c'), op: fc.constantFrom('A', 'B') });
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (things, most) => {
        const likeness = likenessOf(things);
        const all = [...things.keys()];
        const folds = series(all, likeness);
        expect(membersOf(folds)).toEqual(all);
        for (const { kind, members } of folds) expect(kind === 'one' ? members.length === 1 : members.length >= SERIES).toBe(true);
        const fewer = grouped(folds, likeness, most);
        expect(membersOf(fewer)).toEqual(all);
        expect(fewer.length).toBeLessThanOrEqual(Math.max(most, Math.min(folds.length, 1)));
        expect(fewer.map(({ members }) => members[0])).toEqual(fewer.map(({ members }) => members[0]).sort((a, b) => a - b));
        if (folds.length <= most) expect(fewer).toEqual(folds);
      }),
    );
  });
});

describe('ranges', () => {
  it('for any length: all members in order, few and equal parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 220 }), (length, most) => {
        const all = Array.from({ length }, (_, i) => i);
        const parts = ranges(all, most);
        expect(parts.flatMap(({ members }) => [...members])).toEqual(all);
        expect(parts.length).toBeLessThanOrEqual(most);
        if (length > most) for (const { members } of parts) expect(members.length).toBeLessThan(length);
      }),
    );
  });
});
