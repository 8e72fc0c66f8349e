// Names in bytes beside a map of texts: bases, numbers in and out of order, far apart, with zeros before them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberedNames } from './numbered-names.ts';
import { baseOf } from './series.ts';

/** The names one after the other, and where each begins. */
function written(names: readonly string[]): { bytes: Uint8Array; starts: number[] } {
  const starts = names.map((_, i) => names.slice(0, i).join('').length);
  return { bytes: new TextEncoder().encode(names.join('')), starts };
}

/** Adds all, and compares each answer, base and find with those of maps. */
function compare(names: readonly string[], others: readonly string[] = []): void {
  const { bytes, starts } = written([...names, ...others]);
  const numbered = new NumberedNames(bytes, names.length);
  const nodes = new Map<string, number>();
  const bases = new Map<string, number>();
  names.forEach((name, i) => {
    if (!nodes.has(name)) nodes.set(name, i);
    expect(numbered.add(starts[i], starts[i] + name.length, i)).toBe(nodes.get(name));
    const base = baseOf(name);
    if (!bases.has(base)) bases.set(base, bases.size);
    expect([name, numbered.base]).toEqual([name, bases.get(base)]);
  });
  [...names, ...others].forEach((name, i) => expect([name, numbered.find(starts[i], starts[i] + name.length)]).toEqual([name, nodes.get(name) ?? -1]));
}

describe('names with numbers', () => {
  it('as TensorFlow numbers them, many of a few bases, and some that are not there', () => {
    const names = Array.from({ length: 3000 }, (_, i) => (i < 3 ? ['a', 'b/c', 'd'][i] : `${['a', 'b/c', 'd'][i % 3]}_${Math.floor(i / 3)}`));
    compare(names, ['a_1000', 'a_5000', 'b', 'c', 'd_0', 'd_01', 'd_1', 'b/c_999999999', 'b/c_99999999999']);
  });

  it('backwards, far apart, twice, and first without a list of their own', () => {
    const far = Array.from({ length: 200 }, (_, i) => `x_${(i * 7919) % 1_000_003 + 1}`);
    const back = Array.from({ length: 200 }, (_, i) => `y_${500 - i}`);
    const twice = Array.from({ length: 100 }, (_, i) => `z_${(i % 50) + 1}`);
    compare([...far, ...back, ...twice, ...back], ['x_1', 'y_1000']);
  });

  it('for any parts: zeros, underscores, digits only, long numbers', () => {
    const name = fc.array(fc.constantFrom('a', '_', '0', '1', '12', '/', 'b_', '_7', '9999999999'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 60 }), fc.array(name, { maxLength: 9 }), compare), { numRuns: 200 });
  });
});
