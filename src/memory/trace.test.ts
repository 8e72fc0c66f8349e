/** The trace must give back exactly what was appended, and be small where the nodes repeat. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TouchTrace } from './trace.ts';

function traceOf(nodes: readonly (readonly number[])[]): TouchTrace {
  const trace = new TouchTrace();
  for (const node of nodes) trace.node(node);
  return trace;
}
const repeated = <T>(times: number, items: T[]): T[] => Array.from({ length: times }, () => items).flat();
const node = fc.array(fc.nat(3), { minLength: 0, maxLength: 4 });
/** Blocks of a few nodes, each repeated a few times: periods of all kinds, broken off anywhere. */
const nodes = fc
  .array(fc.tuple(fc.array(node, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 30 })), { maxLength: 6 })
  .map((blocks) => blocks.flatMap(([block, times]) => repeated(times, block)));

describe('TouchTrace', () => {
  test('gives back every touch in order', () => {
    fc.assert(
      fc.property(nodes, (list) => {
        const trace = traceOf(list);
        expect([...trace.literal()]).toEqual(list.flat());
        expect(trace.touches).toBe(list.flat().length);
        expect(trace.pages).toBe(Math.max(-1, ...list.flat()) + 1);
      }),
      { numRuns: 500 },
    );
  });
  test('may be read in between without changing what comes after', () => {
    fc.assert(
      fc.property(nodes, fc.nat(20), (list, every) => {
        const trace = new TouchTrace();
        const quiet = new TouchTrace();
        list.forEach((pages, i) => {
          trace.node(pages);
          quiet.node(pages);
          if (i % (every + 1) === 0) expect([...trace.literal()]).toEqual(list.slice(0, i + 1).flat());
        });
        expect([...trace.literal()]).toEqual(list.flat());
        expect(trace.patterns).toBe(quiet.patterns);
      }),
    );
  });
  test('stores the constant, product, sum of a page as a few patterns, however many there are', () => {
    const pages = (p: number): number[][] => repeated(74, [[p], [p, p, 0], [p, p, 0]]);
    const trace = traceOf([1, 2, 3, 4].flatMap(pages));
    expect(trace.touches).toBe(4 * 74 * 7);
    expect(trace.patterns).toBeLessThanOrEqual(8);
  });
  test('finds a period of 64 nodes, and not of one that is too short to be it', () => {
    const block = Array.from({ length: 64 }, (_, i) => [i, i + 1]);
    expect(traceOf(repeated(50, block)).patterns).toBe(1);
    expect(traceOf(repeated(50, [[1], [2], [2]])).patterns).toBe(2);
  });
  test('keeps long traces that never repeat, across the chunks of its storage', () => {
    const list = Array.from({ length: 90_000 }, (_, i) => [(i * i) % 7919, i % 4001, (i * 31) % 10007]);
    const trace = traceOf(list);
    expect([...trace.literal()]).toEqual(list.flat());
  });
  test('takes nodes of more pages than a pattern may have', () => {
    const wide = Array.from({ length: 70_000 }, (_, i) => i);
    const same = new Array<number>(200_000).fill(5);
    const list = [[1], wide, [2], same, wide.slice(0, 5000), wide.slice(0, 5000), [3]];
    expect([...traceOf(list).literal()]).toEqual(list.flat());
  });
  test('takes only the first n entries of a shared buffer', () => {
    const trace = new TouchTrace();
    const buffer = Int32Array.of(4, 5, 6);
    trace.node(buffer, 2);
    buffer[0] = 9;
    trace.node(buffer, 1);
    expect([...trace.literal()]).toEqual([4, 5, 9]);
  });
  test('is empty after clear, and as good as new', () => {
    const trace = traceOf(repeated(40, [[1], [2, 3]]));
    trace.clear();
    expect([trace.touches, trace.patterns, trace.pages, [...trace.literal()]]).toEqual([0, 0, 0, []]);
    trace.node([7, 7]);
    expect([...trace.literal()]).toEqual([7, 7]);
  });
});
