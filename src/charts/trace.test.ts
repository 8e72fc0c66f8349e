import { area, line } from 'd3-shape';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areaTrace, lineTrace } from './trace.ts';

const points = fc.array(
  fc.record({ x: fc.double({ min: -1e4, max: 1e4, noNaN: true }), y: fc.double({ min: -1e4, max: 1e4, noNaN: true }), low: fc.integer({ min: -9, max: 9 }), there: fc.boolean() }),
  { maxLength: 12 },
);

/** A context that writes down what is done to it. */
function recorder() {
  const calls: unknown[] = [];
  const note = (name: string) => (...values: number[]) => void calls.push([name, ...values]);
  return { calls, context: { moveTo: note('M'), lineTo: note('L'), closePath: note('Z') } as unknown as CanvasRenderingContext2D };
}

it('traces lines with gaps as d3-shape does, as a path and on a context', () => {
  fc.assert(
    fc.property(points, (list) => {
      const d3 = line<(typeof list)[number]>((p) => p.x, (p) => p.y).defined((p) => p.there).digits(1);
      const at = (i: number) => list[i] ?? { x: Number.NaN, y: Number.NaN, there: false };
      const ours = lineTrace(list.length, (i) => at(i).x, (i) => at(i).y, (i) => at(i).there);
      expect(ours(null)).toBe(d3(list));
      const [a, b] = [recorder(), recorder()];
      ours(a.context);
      d3.context(b.context)(list);
      expect(a.calls).toEqual(b.calls);
    }),
  );
});

it('traces areas as d3-shape does, as a path and on a context', () => {
  fc.assert(
    fc.property(points, (list) => {
      const d3 = area<(typeof list)[number]>((p) => p.x, (p) => p.low, (p) => p.y).digits(1);
      const at = (i: number) => list[i] ?? { x: Number.NaN, y: Number.NaN, low: Number.NaN };
      const ours = areaTrace(list.length, (i) => at(i).x, (i) => at(i).low, (i) => at(i).y);
      expect(ours(null)).toBe(d3(list));
      const [a, b] = [recorder(), recorder()];
      ours(a.context);
      d3.context(b.context)(list);
      expect(a.calls).toEqual(b.calls);
    }),
  );
});
