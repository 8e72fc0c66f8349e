import { describe, expect, it } from 'vitest';
import { firstSight, fit, moved, neighbour, showing, zoomed } from './camera.ts';

const view = { width: 1000, height: 500 };

describe('the camera', () => {
  it('fits the drawing in the middle, and does not blow up a small one', () => {
    const { scale, x, y } = fit(view, { width: 2000, height: 400 });
    expect(scale).toBeCloseTo(0.478);
    expect([x, y]).toEqual([22, expect.closeTo(250 - 200 * scale)]);
    expect(fit(view, { width: 100, height: 100 })).toEqual({ scale: 1, x: 450, y: 200 });
    expect(fit(view, { width: 0, height: 0 }).scale).toBe(1);
  });

  it('begins where it can be read', () => {
    expect(firstSight(view, { width: 800, height: 400 }, 0.5).scale).toBe(1);
    expect(firstSight(view, { width: 8000, height: 400 }, 0.5)).toEqual({ scale: 0.5, x: 22, y: 150 });
    expect(firstSight(view, { width: 400, height: 9000 }, 0.5)).toEqual({ scale: 0.5, x: 400, y: 22 });
  });

  it('zooms about a point, within bounds', () => {
    const camera = { scale: 1, x: 10, y: 20 };
    const closer = zoomed(camera, 2, 110, 220);
    expect(closer).toEqual({ scale: 2, x: -90, y: -180 });
    expect((110 - closer.x) / closer.scale).toBe(100);
    expect(zoomed(camera, 1e9, 0, 0).scale).toBe(4);
    expect(zoomed(camera, 1e-9, 0, 0).scale).toBe(0.02);
  });

  it('never loses the drawing', () => {
    const size = { width: 300, height: 300 };
    expect(moved({ scale: 1, x: 0, y: 0 }, 1e6, -1e6, view, size)).toEqual({ scale: 1, x: 960, y: -260 });
  });

  it('moves as little as shows a box', () => {
    const camera = { scale: 1, x: 0, y: 0 };
    expect(showing(camera, { x: 100, y: 100, width: 50, height: 50 }, view)).toEqual(camera);
    expect(showing(camera, { x: 990, y: -80, width: 50, height: 50 }, view)).toEqual({ scale: 1, x: -62, y: 102 });
  });

  it('finds the neighbour in each direction', () => {
    const boxes = [
      [0, 0],
      [200, 10],
      [400, 0],
      [10, 200],
      [200, 400],
    ].map(([x, y]) => ({ x, y, width: 100, height: 40 }));
    expect(neighbour(boxes, 0, 1, 0)).toBe(1);
    expect(neighbour(boxes, 1, 1, 0)).toBe(2);
    expect(neighbour(boxes, 0, 0, 1)).toBe(3);
    expect(neighbour(boxes, 3, 0, -1)).toBe(0);
    expect(neighbour(boxes, 0, -1, 0)).toBe(-1);
  });
});
