import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, cellBox, cellsOf, flow, nextCell } from './geometry.ts';

const geometries = fc
  .record({
    tiles: fc.integer({ min: 1, max: 70 }),
    rows: fc.integer({ min: 1, max: 10 }),
    columns: fc.integer({ min: 1, max: 10 }),
    cellWidth: fc.integer({ min: 2, max: 40 }),
    cellHeight: fc.integer({ min: 2, max: 40 }),
    width: fc.integer({ min: 100, max: 1400 }),
    left: fc.integer({ min: 0, max: 40 }),
    head: fc.integer({ min: 0, max: 40 }),
    foot: fc.integer({ min: 0, max: 40 }),
    gap: fc.integer({ min: 0, max: 12 }),
  })
  .map(flow);

describe('the cells of a picture', () => {
  it('are found where they lie, and lie within the picture', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        for (let cell = 0; cell < cellsOf(geometry); cell++) {
          const { x, y, width, height } = cellBox(geometry, cell);
          expect(cellAt(geometry, x + width / 2, y + height / 2)).toBe(cell);
          expect(x + width).toBeLessThanOrEqual(geometry.width);
          expect(y + height).toBeLessThanOrEqual(geometry.height);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('are all reached by the arrow keys, one step back where a step led on', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        for (let cell = 0; cell < cellsOf(geometry); cell++) {
          for (const [dx, dy] of [[1, 0], [0, 1]] as const) {
            const next = nextCell(geometry, cell, dx, dy);
            if (next !== cell) expect(nextCell(geometry, next, -dx, -dy)).toBe(cell);
          }
        }
        const seen = new Set([0]);
        for (const cell of seen) for (const [dx, dy] of [[1, 0], [0, 1], [-1, 0], [0, -1]] as const) seen.add(nextCell(geometry, cell, dx, dy));
        expect(seen.size).toBe(cellsOf(geometry));
      }),
      { numRuns: 40 },
    );
  });
  it('are none outside', () => {
    const geometry = flow({ tiles: 3, rows: 2, columns: 2, cellWidth: 10, cellHeight: 10, width: 60, left: 5, foot: 5, gap: 4 });
    expect([cellAt(geometry, 2, 5), cellAt(geometry, 10, 22), cellAt(geometry, 40, 35), cellAt(geometry, -1, 5), nextCell(geometry, -1, 1, 0)]).toEqual([-1, -1, -1, -1, 0]);
  });
});
