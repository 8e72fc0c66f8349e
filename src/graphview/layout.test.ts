import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Laid, layOut, type Wanted } from './layout.ts';
import { random } from './test-kit.ts';

/** Pairs of items that overlap. */
function overlaps({ width, height }: Wanted, { x, y }: Laid): string[] {
  const found: string[] = [];
  for (let a = 0; a < width.length; a++)
    for (let b = 0; b < a; b++)
      if (x[a] < x[b] + width[b] - 0.1 && x[b] < x[a] + width[a] - 0.1 && y[a] < y[b] + height[b] - 0.1 && y[b] < y[a] + height[a] - 0.1)
        found.push(`${b} and ${a}`);
  return found;
}

const wantedOf = (sizes: readonly (readonly [number, number])[], pairs: readonly (readonly [number, number])[]): Wanted => ({
  width: sizes.map(([w]) => w),
  height: sizes.map(([, h]) => h),
  edges: [
    ...new Map(pairs.filter(([a, b]) => a !== b).map(([from, to]) => [`${from} ${to}`, { from, to, values: 1, controls: 0 }])).values(),
  ],
  quiet: new Uint8Array(pairs.length),
  side: () => 0,
});

function isSound(wanted: Wanted, laid: Laid): void {
  expect(overlaps(wanted, laid)).toEqual([]);
  for (let i = 0; i < wanted.width.length; i++) {
    expect(laid.x[i]).toBeGreaterThanOrEqual(-0.1);
    expect(laid.y[i]).toBeGreaterThanOrEqual(-0.1);
    expect(laid.x[i] + wanted.width[i]).toBeLessThanOrEqual(laid.fullWidth + 0.1);
    expect(laid.y[i] + wanted.height[i]).toBeLessThanOrEqual(laid.fullHeight + 0.1);
  }
  for (const line of laid.lines) {
    expect(line.length).toBeGreaterThanOrEqual(4);
    expect(line.every(Number.isFinite)).toBe(true);
  }
}

describe('the layout of a level', () => {
  it('has room for nothing', () => {
    expect(layOut(wantedOf([], []), 1.6)).toMatchObject({ lines: [], arranged: true });
  });

  it('lets edges run with the layers', () => {
    const wanted = wantedOf(
      [
        [80, 40],
        [80, 40],
        [80, 40],
      ],
      [
        [0, 1],
        [1, 2],
      ],
    );
    const { x, y } = layOut(wanted, 0.5);
    expect([...y]).toEqual([...y].sort((a, b) => a - b));
    expect(new Set(x).size).toBe(1);
  });

  it('lays a wide level sideways', () => {
    const wanted = wantedOf(
      Array.from({ length: 40 }, () => [120, 40] as const),
      Array.from({ length: 39 }, (_, i) => [0, i + 1] as const),
    );
    const { fullWidth, fullHeight } = layOut(wanted, 1.6);
    expect(fullWidth).toBeLessThan(fullHeight);
  });

  it('pays no heed to quiet edges, and then stands sources first and targets last', () => {
    const wanted = {
      ...wantedOf(
        Array.from({ length: 60 }, () => [100, 42] as const),
        Array.from({ length: 58 }, (_, i) => [58, i] as const),
      ),
      quiet: new Uint8Array(58).fill(1),
      side: (i: number): -1 | 0 | 1 => (i === 58 ? -1 : i === 59 ? 1 : 0),
    };
    const laid = layOut(wanted, 1.6);
    isSound(wanted, laid);
    expect(laid.y[58]).toBe(0);
    expect(laid.y[0]).toBeGreaterThan(42);
    expect(laid.y[59]).toBe(Math.max(...laid.y));
    expect(laid.lines[0]).toHaveLength(4);
  });

  it('for any graph, circles and parts included: nothing overlaps, everything is inside', () => {
    const size = fc.tuple(fc.integer({ min: 60, max: 190 }), fc.integer({ min: 26, max: 42 }));
    const graph = fc
      .array(size, { minLength: 1, maxLength: 14 })
      .chain((sizes) =>
        fc.tuple(
          fc.constant(sizes),
          fc.array(fc.tuple(fc.nat({ max: sizes.length - 1 }), fc.nat({ max: sizes.length - 1 })), { maxLength: 24 }),
          fc.constantFrom(0.5, 1, 1.8),
        ),
      );
    fc.assert(
      fc.property(graph, ([sizes, pairs, aspect]) => {
        const wanted = wantedOf(sizes, pairs);
        isSound(wanted, layOut(wanted, aspect));
      }),
      { numRuns: 60 },
    );
  });

  it('arranges by the strongest edges where there are too many, in bounded time', () => {
    const next = random(5);
    const pairs = Array.from(
      { length: 4000 },
      () => [Math.floor(next() * 250), Math.floor(next() * 250)].sort((a, b) => a - b) as [number, number],
    );
    const wanted = wantedOf(
      Array.from({ length: 250 }, () => [120, 42] as const),
      pairs,
    );
    const laid = layOut(wanted, 1.6);
    expect(laid.arranged).toBe(false);
    isSound(wanted, laid);
  });

  it('stands everything in rows where there is no time at all', () => {
    let time = 0;
    const wanted = wantedOf(
      Array.from({ length: 30 }, () => [120, 42] as const),
      Array.from({ length: 29 }, (_, i) => [i, i + 1] as const),
    );
    const laid = layOut(wanted, 1.6, () => (time += 1000));
    expect(laid.arranged).toBe(false);
    isSound(wanted, laid);
  });
});
