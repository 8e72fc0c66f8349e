/** Broadcasting of shapes and walks over broadcast operands, against a slow reference. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcast, eachPair, strides } from './broadcast.ts';

/** Two shapes that fit, and their broadcast. */
const fitting = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('both', 'a', 'b')), { maxLength: 4 }).chain((dims) =>
  fc.tuple(fc.integer({ min: 0, max: dims.length }), fc.boolean()).map(([cut, left]) => {
    const a = dims.map(([d, who]) => (who === 'b' ? 1 : d));
    const b = dims.map(([d, who]) => (who === 'a' ? 1 : d));
    // One operand may lack leading axes; what it lacks counts as 1.
    return left ? { a: a.slice(cut), b: dims.map(([d, who], i) => (i < cut ? d : who === 'a' ? 1 : d)), out: dims.map(([d]) => d) }
      : { a: dims.map(([d, who], i) => (i < cut ? d : who === 'b' ? 1 : d)), b: b.slice(cut), out: dims.map(([d]) => d) };
  }));

/** Flat index into `shape` of the element at `at` of the broadcast. */
function flat(shape: readonly number[], at: readonly number[]): number {
  let index = 0;
  shape.forEach((d, i) => { index = index * d + (d === 1 ? 0 : at[at.length - shape.length + i]); });
  return index;
}

describe('broadcast', () => {
  it('gives the shape that two fitting operands were made from', () => {
    fc.assert(fc.property(fitting, ({ a, b, out }) => { expect(broadcast(a, b)).toEqual(out); }));
  });

  it('is null for shapes that do not fit', () => {
    expect(broadcast([2, 3], [2])).toBeNull();
    expect(broadcast([2, 3], [4, 3])).toBeNull();
    expect(broadcast([0], [2])).toBeNull();
  });

  it('takes an unknown dimension for what the other side asks, and keeps it unknown beside 1', () => {
    expect(broadcast([null, 3], [5, 1])).toEqual([5, 3]);
    expect(broadcast([null, 3], [3])).toEqual([null, 3]);
    expect(broadcast([null], [1])).toEqual([null]);
    expect(broadcast([null], [null])).toEqual([null]);
  });

  it('is symmetric', () => {
    const dims = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 4 });
    fc.assert(fc.property(dims, dims, (a, b) => { expect(broadcast(a, b)).toEqual(broadcast(b, a)); }));
  });
});

describe('eachPair', () => {
  it('visits every output element once, in order, with the operands’ elements at its coordinates', () => {
    fc.assert(fc.property(fitting, ({ a, b, out }) => {
      const seen: number[][] = [];
      eachPair(out, strides(a, out), strides(b, out), (i, p, q) => seen.push([i, p, q]));
      const wanted: number[][] = [];
      const size = out.reduce((x, y) => x * y, 1);
      for (let i = 0; i < size; i++) {
        const at: number[] = [];
        let rest = i;
        for (let d = out.length - 1; d >= 0; d--) { at[d] = rest % out[d]; rest = Math.floor(rest / out[d]); }
        wanted.push([i, flat(a, at), flat(b, at)]);
      }
      expect(seen).toEqual(wanted);
    }));
  });
});
