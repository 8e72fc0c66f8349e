import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from './labels.ts';

const at = (...wishes: number[]) => wishes.map((wish, i) => ({ item: i, wish, priority: 1 }));

describe('direct labels', () => {
  it('stay where they want to be if they have room', () => {
    expect(spread(at(20, 60), 12, 0, 100).map((p) => p.y)).toEqual([20, 60]);
  });

  it('are moved apart around their common middle', () => {
    expect(spread(at(50, 50), 12, 0, 100).map((p) => p.y)).toEqual([44, 56]);
  });

  it('never overlap, leave the plot, or change their order, and the important ones stay', () => {
    const item = fc.record({
      item: fc.nat(),
      wish: fc.double({ min: -50, max: 250, noNaN: true }),
      priority: fc.double({ noNaN: true, min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.integer({ min: 40, max: 200 }), (items, height) => {
        const placed = spread(items, 13, 0, height);
        expect(placed.length).toBe(Math.min(items.length, Math.max(1, Math.floor(height / 13))));
        placed.forEach(({ y }, i) => {
          expect(y).toBeGreaterThanOrEqual(6.5 - 1e-6);
          expect(y).toBeLessThanOrEqual(height - 6.5 + 1e-6);
          if (i > 0) expect(y - (placed[i - 1]?.y ?? 0)).toBeGreaterThanOrEqual(13 - 1e-6);
        });
      }),
    );
  });
});
