/** The tiers against their slow reference, step by step, and the laws that the page's charts stand on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference } from './counts.ts';
import { POLICY_KINDS, type PolicyId } from './policies/index.ts';
import { SlowTiers } from './tiers.reference.ts';
import { DISK, MAIN, Tiers, VIDEO } from './tiers.ts';
import { TouchTrace } from './trace.ts';

const IDS = POLICY_KINDS.map((kind) => kind.id);
const NAMES = ['video', 'main', 'disk'];
const MIB = 1024 ** 2;

function traceOf(nodes: readonly (readonly number[])[]): TouchTrace {
  const trace = new TouchTrace();
  for (const node of nodes) trace.node(node);
  return trace;
}
/** One touch of each page in turn. */
const scan = (pages: number): TouchTrace => traceOf(Array.from({ length: pages }, (_, page) => [page]));

type Step = { do: 'run'; blocks: [number[][], number][]; budget: number; between: Change | null } | { do: 'clear' } | Change;
type Change = { do: 'grow'; bytes: number } | { do: 'resize'; video: number; main: number } | { do: 'policy'; id: PolicyId };

const capacity = fc.integer({ min: 0, max: 9 });
const growth = fc.record({ do: fc.constant('grow' as const), bytes: fc.integer({ min: 0, max: 60 }) });
const change: fc.Arbitrary<Change> = fc.oneof(
  growth,
  fc.record({ do: fc.constant('resize' as const), video: capacity, main: capacity }),
  fc.record({ do: fc.constant('policy' as const), id: fc.constantFrom(...IDS) }),
);
const node = fc.array(fc.nat(40), { minLength: 1, maxLength: 4 });
const blocks = fc.array(fc.tuple(fc.array(node, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 16 })), {
  minLength: 1,
  maxLength: 5,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: growth },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('run' as const), blocks, budget: fc.integer({ min: 1, max: 60 }), between: fc.option(change) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
  { weight: 2, arbitrary: change },
);

/** Everything that can be seen of both must be the same. */
function same(fast: Tiers, slow: SlowTiers): void {
  fast.check(true);
  expect(fast.counts()).toEqual(slow.counts);
  expect(fast.bytes()).toEqual(slow.bytes());
  expect(Array.from(fast.snapshot(), (tier) => NAMES[tier])).toEqual(slow.where);
}

/** Plays the steps on both, pages of 10 units; `run` touches are taken modulo the pages there are. */
function play(id: PolicyId, page: number, video: number, main: number, steps: Step[]): void {
  const options = { video: video * page, main: main * page, page, policy: id, seed: 5, prefetch: page !== 1000 };
  const fast = new Tiers(options);
  const slow = new SlowTiers(options);
  const alter = (c: Change): void => {
    if (c.do === 'grow') {
      const bytes = Math.round(fast.totalBytes + (c.bytes * page) / 10);
      for (const t of [fast, slow]) t.grow(bytes);
    } else if (c.do === 'resize') for (const t of [fast, slow]) t.resize(c.video * page, c.main * page);
    else for (const t of [fast, slow]) t.setPolicy(c.id);
  };
  for (const s of steps) {
    if (s.do === 'clear') {
      fast.clear();
      slow.clear();
      expect(fast.bytes()).toEqual({ video: 0, main: 0, disk: 0 });
    } else if (s.do === 'run') {
      if (fast.totalPages === 0) continue;
      const nodes = s.blocks.flatMap(([block, times]) =>
        Array.from({ length: times }, () => block.map((n) => n.map((p) => p % fast.totalPages))).flat(),
      );
      const trace = traceOf(nodes);
      fast.startRun(trace);
      slow.startRun(nodes.flat());
      let done = fast.advance(s.budget);
      if (!done && s.between) {
        // Bring the reference to the same touch, change both, go on.
        while (slow.counts.touches < fast.counts().touches) slow.step();
        same(fast, slow);
        alter(s.between);
        same(fast, slow);
      }
      while (!done) done = fast.advance(s.budget);
      while (!slow.step());
    } else {
      alter(s);
    }
    same(fast, slow);
  }
}

describe.each(IDS)('tiers under %s', (id) => {
  test('count and place every page as the slow reference does, through growth, runs, clears, resizes and swaps', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(10, 1000, 65_536, MIB, 2 * MIB, 4 * MIB),
        capacity,
        capacity,
        fc.array(step, { maxLength: 12 }),
        (page, video, main, steps) => play(id, page, video, main, steps),
      ),
      { numRuns: 150 },
    );
  });
  test('replay a compressed run exactly as the same touches one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(node, { minLength: 1, maxLength: 4 }), fc.integer({ min: 8, max: 40 })), { minLength: 1, maxLength: 4 }),
        capacity,
        capacity,
        (b, v, m) =>
          play(id, 10, v, m, [
            { do: 'grow', bytes: 150 },
            { do: 'run', blocks: b, budget: 7, between: null },
            { do: 'run', blocks: b, budget: 1000, between: null },
          ]),
      ),
      { numRuns: 150 },
    );
  });
  test('fit in video memory: no fault, nothing moves', () => {
    const tiers = new Tiers({ video: 50, main: 50, page: 10, policy: id });
    tiers.grow(47);
    for (let run = 0; run < 3; run++) tiers.run(scan(5));
    expect(tiers.counts()).toMatchObject({ touches: 15, faults: 0, upVideo: 0, downVideo: 0, upMain: 0, downMain: 0 });
    expect(tiers.bytes()).toEqual({ video: 47, main: 0, disk: 0 });
  });
});

describe('the cliff', () => {
  /** Faults and bytes of one run, once the tiers have settled. */
  const settled = (id: PolicyId, video: number, main: number, pages: number) => {
    const tiers = new Tiers({ video, main, page: 1, policy: id });
    const trace = scan(pages);
    tiers.grow(pages);
    for (let i = 0; i < 3; i++) tiers.run(trace);
    const before = tiers.counts();
    tiers.run(trace);
    tiers.check(true);
    return difference(tiers.counts(), before);
  };
  test.each(['lru', 'fifo', 'clock'] as const)('a cyclic scan one page longer than video memory faults on every page under %s', (id) => {
    expect(settled(id, 100, 200, 100)).toMatchObject({ touches: 100, faults: 0 });
    expect(settled(id, 100, 200, 101)).toMatchObject({ touches: 101, faults: 101, upVideo: 101, downVideo: 101, upMain: 0, downMain: 0 });
  });
  test('a second cliff: one page longer than video and main memory together, every page comes from the disk', () => {
    expect(settled('lru', 100, 200, 300)).toMatchObject({ faults: 300, upMain: 0, downMain: 0 });
    expect(settled('lru', 100, 200, 301)).toMatchObject({ faults: 301, upMain: 301, downMain: 301 });
  });
  test('MIN and MRU have no cliff: one page too many costs about two faults a run', () => {
    for (const id of ['min', 'mru', 'min-bypass'] as const) expect(settled(id, 100, 200, 101).faults).toBeLessThanOrEqual(3);
  });
  test('MIN with bypass serves in place what does not fit, and nothing comes down', () => {
    const counts = settled('min-bypass', 100, 200, 150);
    expect(counts).toMatchObject({ faults: 50, inPlace: 50, upVideo: 50, downVideo: 0 });
  });
});

describe('groups', () => {
  const counts = (page: number, nodes: number[][], pages: number) => {
    const tiers = new Tiers({ video: 0, main: pages * page, page, policy: 'lru' });
    tiers.grow(pages * page);
    const before = tiers.counts();
    tiers.run(traceOf(nodes));
    return difference(tiers.counts(), before);
  };
  test('neighbours within 2 MiB that fault in succession are one group', () => {
    expect(counts(MIB / 2, [[0], [1], [2], [3]], 8).faultGroups).toBe(1);
    expect(counts(MIB / 2, [[2], [3], [4], [5]], 8).faultGroups).toBe(2);
    expect(counts(MIB / 2, [[0], [2], [1]], 8).faultGroups).toBe(2);
  });
  test('pages of 2 MiB and more are groups of their own', () => {
    expect(counts(2 * MIB, [[0], [1], [2]], 5).faultGroups).toBe(3);
    expect(counts(4 * MIB, [[0], [1], [2]], 5).faultGroups).toBe(3);
  });
});

describe('Tiers', () => {
  test('make new pages in video memory and let the oldest go down', () => {
    const tiers = new Tiers({ video: 20, main: 30, page: 10, policy: 'lru' });
    tiers.grow(65);
    expect(tiers.bytes()).toEqual({ video: 15, main: 30, disk: 20 });
    expect([...tiers.snapshot()]).toEqual([DISK, DISK, MAIN, MAIN, MAIN, VIDEO, VIDEO]);
    expect(tiers.counts()).toMatchObject({ faults: 0, upVideo: 0, downVideo: 50, downMain: 20 });
    expect(tiers.tierOf(3)).toBe(MAIN);
    expect(() => tiers.tierOf(7)).toThrow('expected 0 to 6, got 7');
  });
  test('have at least one frame in each tier', () => {
    expect(new Tiers({ video: 0, main: 5, page: 10, policy: 'lru' }).capacity).toEqual({ video: 1, main: 1 });
  });
  test('refuse capacities that are no bytes', () => {
    expect(() => new Tiers({ video: NaN, main: 5, page: 10, policy: 'lru' })).toThrow(
      'capacity of video memory: expected bytes from 0 on, got NaN',
    );
  });
  test('refuse to shrink, to run beyond what is laid out, and to replay a trace that changes', () => {
    const tiers = new Tiers({ video: 20, main: 30, page: 10, policy: 'lru' });
    tiers.grow(50);
    expect(() => tiers.grow(40)).toThrow(/^internal: the address space can only grow/);
    expect(() => tiers.startRun(scan(6))).toThrow(/^internal: a trace touches pages below 6, only 5/);
    const trace = scan(5);
    tiers.startRun(trace);
    expect(() => tiers.startRun(trace)).toThrow(/^internal: a run must be over/);
    tiers.advance(1);
    trace.node([1]);
    expect(() => tiers.advance(1)).toThrow(/^internal: a trace changed/);
  });
  test('can abandon a run by clear', () => {
    const tiers = new Tiers({ video: 20, main: 30, page: 10, policy: 'arc' });
    tiers.grow(50);
    tiers.startRun(scan(5));
    tiers.advance(2);
    tiers.clear();
    tiers.check(true);
    expect([tiers.running, tiers.totalBytes, tiers.totalPages]).toEqual([false, 0, 0]);
    tiers.grow(30);
    tiers.run(scan(3));
    tiers.check(true);
    expect(tiers.bytes()).toEqual({ video: 20, main: 10, disk: 0 });
  });
  test('tell an oracle the truth when the run is interrupted in passes that were only counted', () => {
    // Found by the property test: page 1 is touched sooner than page 0 in the last pass, but was last gone through passes ago.
    const nodes = Array.from({ length: 12 }, () => [[0], [1], [0], [0], [2, 0]]).flat();
    for (let budget = 1; budget < 40; budget++)
      play('min', 10, 3, 2, [
        { do: 'grow', bytes: 31 },
        {
          do: 'run',
          blocks: [
            [nodes, 1],
            [[[3], [0]], 1],
          ],
          budget,
          between: { do: 'resize', video: 1, main: 1 },
        },
      ]);
  });
  test('stay out of the way of a long pattern: its repeats are counted, not gone through', () => {
    const tiers = new Tiers({ video: 20, main: 30, page: 10, policy: 'lru' });
    tiers.grow(50);
    const trace = traceOf(Array.from({ length: 100_000 }, () => [[4], [4, 4, 0], [4, 4, 0]]).flat());
    tiers.startRun(trace);
    expect(tiers.advance(100)).toBe(true);
    expect(tiers.counts()).toMatchObject({ touches: 700_000, faults: 1 });
  });
});
