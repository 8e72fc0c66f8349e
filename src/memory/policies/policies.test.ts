/** The policies against their slow reference and against the textbook's exact figures and laws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FastClock, FastLru, type FastCache } from '../fast.ts';
import { lruMisses, stackDistances } from '../mattson.ts';
import { simulateSlowly } from '../reference.ts';
import { simulate, simulatePolicy } from '../simulate.ts';
import { createPolicy, POLICY_KINDS, policyKind, type PolicyId } from './index.ts';
import { NEVER } from './policy.ts';
import { mulberry32 } from './random.ts';

const BELADY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
const SILBERSCHATZ = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];
const IDS = POLICY_KINDS.map((kind) => kind.id);
const cyclic = (pages: number, touches: number): Int32Array => Int32Array.from({ length: touches }, (_, i) => i % pages);
const traces = fc.array(fc.nat(11), { maxLength: 120 });
const frames = fc.integer({ min: 1, max: 13 });

describe('the list', () => {
  test('has each id once, and a title', () => {
    expect(IDS).toEqual(['lru', 'fifo', 'clock', '2q', 'arc', 'mru', 'random', 'min', 'min-bypass', 'driver']);
    for (const kind of POLICY_KINDS) expect(kind.title).not.toBe('');
  });
  test('says what it expected when an id is unknown', () => {
    const unknown: string = 'lfu';
    expect(() => policyKind(unknown as PolicyId)).toThrow(/expected one of lru, fifo, .* got lfu/);
  });
});

describe('textbook strings', () => {
  const columns: [PolicyId, number[]][] = [
    ['fifo', [12, 9, 10, 5]],
    ['lru', [12, 10, 8, 5]],
    ['clock', [12, 9, 10, 5]],
    ['min', [9, 7, 6, 5]],
    ['mru', [10, 7, 6, 5]],
    ['2q', [12, 11, 9, 5]],
    ['arc', [12, 10, 7, 5]],
  ];
  test.each(columns)("Belady's string under %s with 2 to 5 frames", (id, misses) => {
    expect([2, 3, 4, 5].map((n) => simulate(BELADY, n, id).misses)).toEqual(misses);
    expect([2, 3, 4, 5].map((n) => simulateSlowly(BELADY, n, id).misses)).toEqual(misses);
  });
  const silberschatz: [PolicyId, number, number][] = [
    ['fifo', 3, 15],
    ['lru', 3, 12],
    ['min', 3, 9],
    ['clock', 3, 14],
    ['2q', 3, 14],
    ['arc', 3, 13],
    ['fifo', 4, 10],
    ['lru', 4, 8],
    ['min', 4, 8],
  ];
  test.each(silberschatz)("Silberschatz's string under %s with %i frames misses %i times", (id, n, misses) => {
    expect(simulate(SILBERSCHATZ, n, id)).toEqual({ misses, hits: 20 - misses });
  });
});

describe.each(IDS)('%s', (id) => {
  test('agrees with the slow reference on random traces', () => {
    fc.assert(
      fc.property(traces, frames, fc.nat(1000), (trace, n, seed) => {
        const slow = simulateSlowly(trace, n, id, seed);
        expect(simulate(trace, n, id, { seed })).toEqual(slow);
        expect(simulatePolicy(trace, 1 + Math.max(-1, ...trace), n, id, { seed })).toEqual(slow);
      }),
      { numRuns: 150 },
    );
  });
  test('agrees with the slow reference on long scans with locality', () => {
    const random = mulberry32(7);
    const trace = Array.from({ length: 3000 }, (_, i) => (random() < 0.5 ? i % 70 : Math.floor(60 * random() ** 3)));
    for (const n of [1, 2, 7, 32, 64]) expect(simulate(trace, n, id, { seed: 3 })).toEqual(simulateSlowly(trace, n, id, 3));
  });
  test.skipIf(policyKind(id).prefetches)('misses each page once when all fit', () => {
    fc.assert(fc.property(traces, (trace) => simulate(trace, 12, id).misses === new Set(trace).size));
  });
  test.skipIf(policyKind(id).prefetches)('never misses less than MIN, demand or bypass', () => {
    fc.assert(
      fc.property(traces, frames, (trace, n) => {
        const bypass = simulate(trace, n, 'min-bypass').misses;
        expect(simulate(trace, n, id).misses).toBeGreaterThanOrEqual(bypass);
        if (id !== 'min-bypass') expect(simulate(trace, n, id).misses).toBeGreaterThanOrEqual(simulate(trace, n, 'min').misses);
      }),
    );
  });
});

/** Resident pages after every touch. */
function contents(trace: number[], n: number, id: PolicyId): Set<number>[] {
  const all: Set<number>[] = [];
  simulateSlowly(trace, n, id, 1, (resident) => all.push(new Set(resident)));
  return all;
}

describe('laws', () => {
  test.each(['lru', 'min'] as const)('inclusion: under %s the contents at C are a subset of those at C + 1', (id) => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 8 }), (trace, n) => {
        const more = contents(trace, n + 1, id);
        contents(trace, n, id).forEach((set, i) => expect([...set].every((page) => more[i].has(page))).toBe(true));
      }),
    );
  });
  test('inclusion fails under FIFO, on Belady’s string', () => {
    const [three, four] = [contents(BELADY, 3, 'fifo'), contents(BELADY, 4, 'fifo')];
    expect(three.some((set, i) => [...set].some((page) => !four[i].has(page)))).toBe(true);
  });
  test('Mattson: one histogram gives the misses of LRU at every size', () => {
    fc.assert(
      fc.property(traces, (trace) => {
        const distances = stackDistances(trace);
        for (let n = 1; n <= 13; n++) expect(lruMisses(distances, n)).toBe(simulate(trace, n, 'lru').misses);
        expect(distances.cold).toBe(new Set(trace).size);
      }),
    );
  });
  test.each(['lru', 'fifo', 'clock', 'arc'] as const)('a cyclic scan one page too long never hits under %s', (id) => {
    for (const n of [1, 2, 3, 10, 50]) expect(simulate(cyclic(n + 1, 40 * (n + 1)), n, id).hits).toBe(0);
    expect(simulate(cyclic(100, 10_000), 50, id).hits).toBe(0);
  });
  test.each(['min', 'mru'] as const)('a cyclic scan under %s settles at (C - 1) / (N - 1) hits', (id) => {
    // In steady state the pattern of hits has period N (N - 1) touches.
    const steady = (n: number, c: number): number => {
      const cycle = n * (n - 1);
      return (simulate(cyclic(n, 2 * cycle + n), c, id).hits - simulate(cyclic(n, cycle + n), c, id).hits) / cycle;
    };
    expect(steady(100, 50)).toBeCloseTo(49 / 99, 10);
    expect(steady(30, 20)).toBeCloseTo(19 / 29, 10);
  });
  test('a cyclic scan under MIN with bypass settles at C / N hits exactly', () => {
    const steady = (n: number, c: number): number =>
      (simulate(cyclic(n, 30 * n), c, 'min-bypass').hits - simulate(cyclic(n, 10 * n), c, 'min-bypass').hits) / (20 * n);
    expect(steady(100, 50)).toBeCloseTo(0.5, 10);
    expect(steady(30, 20)).toBeCloseTo(2 / 3, 10);
  });
  test('a cyclic scan under RANDOM settles at h = (1 - 1/C)^((N - 1)(1 - h))', () => {
    let h = 0.5;
    for (let i = 0; i < 200; i++) h = (1 - 1 / 50) ** (99 * (1 - h));
    expect(h).toBeCloseTo(0.203, 3);
    expect(simulate(cyclic(100, 1_000_000), 50, 'random').hits / 1e6).toBeCloseTo(h, 2);
  });
  test.each(['lru', 'fifo', 'clock', 'mru', 'random', '2q', 'arc'] as const)('uniform touches hit C / N of the time under %s', (id) => {
    const random = mulberry32(11);
    const trace = Int32Array.from({ length: 400_000 }, () => Math.floor(random() * 100));
    expect(simulate(trace, 25, id).hits / trace.length).toBeCloseTo(0.25, 2);
  });
  test('Zipf(1) over 64 pages, 16 frames: LRU hits as Che’s approximation says, 0.5923', () => {
    const weights = Array.from({ length: 64 }, (_, i) => 1 / (i + 1));
    const sum = weights.reduce((a, b) => a + b);
    const p = weights.map((w) => w / sum);
    let [low, high] = [0, 1e6];
    for (let i = 0; i < 200; i++) {
      const t = (low + high) / 2;
      if (p.reduce((a, q) => a + 1 - Math.exp(-q * t), 0) < 16) low = t;
      else high = t;
    }
    const che = p.reduce((a, q) => a + q * (1 - Math.exp(-q * low)), 0);
    expect(che).toBeCloseTo(0.5923, 4);
    const cumulated = p.map(
      (
        (a) => (q: number) =>
          (a += q)
      )(0),
    );
    const random = mulberry32(5);
    const trace = Int32Array.from({ length: 1_000_000 }, () => {
      const u = random();
      const page = cumulated.findIndex((c) => u < c);
      return page < 0 ? 63 : page;
    });
    expect(simulate(trace, 16, 'lru').hits / trace.length).toBeCloseTo(che, 2);
  });
  test('the `loop` trace: 505,500 touches of 1,011 pages in a circle, 512 frames', () => {
    const loop = cyclic(1011, 505_500);
    expect(simulate(loop, 512, 'min').misses).toBe(250_012);
    for (const id of ['fifo', 'lru', 'clock', '2q', 'arc'] as const) expect(simulate(loop, 512, id).misses).toBe(505_500);
  });
});

/** Page ids of the driver's own tests: 64 KiB, so 32 to a block. */
describe('driver-like', () => {
  const order = (blocks: number): number[] => Array.from({ length: 32 * blocks }, (_, i) => i);
  const misses = (trace: number[], n: number, page = 65_536): number => {
    const fast = simulate(trace, n, 'driver', { page });
    expect(simulateSlowly(trace, n, 'driver', 1, undefined, page)).toEqual(fast);
    return fast.misses;
  };
  test('faults 6 times on a block gone through in order: 0, 1, 2, 4, 8, 16, and the tree brings the rest', () => {
    expect(misses(order(1), 32)).toBe(6);
    expect(misses(order(5), 64)).toBe(30);
  });
  test('prefetches a subtree at more than 51 %, not at half', () => {
    expect(misses([0, 2, 1, 3, 31], 32)).toBe(4);
    expect(misses([0, 2, 3, 1, 31], 32)).toBe(4);
    expect(misses([0, 1, 2, 3, 31], 32)).toBe(4);
    expect(misses([0, 4, 5, 6, 7, 31], 32)).toBe(5);
  });
  test('takes the rest of a 64 KiB leaf with a page of 4 KiB', () => {
    const pages = Array.from({ length: 16 }, (_, i) => 15 - i);
    expect(misses([...pages, 600], 512, 4096)).toBe(2);
  });
  test('evicts whole blocks in order of migration: a touched one goes as soon as one that is not', () => {
    const twoBlocks = [0, 32];
    expect(misses([...twoBlocks, 0, 64, 0], 2)).toBe(4);
    expect(misses([...twoBlocks, 0, 64, 32], 2)).toBe(3);
    // A fault in block 0 marks it anew: then block 1 goes first.
    expect(misses([0, 32, 5, 64, 0, 32], 3)).toBe(5);
  });
  test('is FIFO when a page is a block', () => {
    fc.assert(fc.property(traces, frames, (trace, n) => trace.length === 0 || misses(trace, n, 2 ** 21) === simulate(trace, n, 'fifo').misses));
  });
  test.each([4096, 65_536, 2 ** 20])('agrees with the slow reference with pages of %i bytes', (page) => {
    fc.assert(
      fc.property(fc.array(fc.nat(page === 4096 ? 1200 : 150), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 300 }), (trace, n) => {
        misses(trace, n, page);
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(['lru', 'clock'] as const)('the fast way of %s', (id) => {
  const make = (pages: number, n: number): FastCache => (id === 'lru' ? new FastLru(pages, n) : new FastClock(pages, n));
  test('goes on from where the last trace left it, through many sweeps of its queue', () => {
    const random = mulberry32(3);
    const trace = Int32Array.from({ length: 60_000 }, (_, i) => (random() < 0.6 ? Math.floor(500 * random() ** 2) : i % 500));
    for (const n of [1, 2, 99, 400, 500, 10_000]) {
      const cache = make(500, n);
      let hits = 0;
      for (let at = 0; at < trace.length; at += 7000) hits += cache.run(trace.subarray(at, at + 7000));
      expect(hits).toBe(simulatePolicy(trace, 500, n, id).hits);
    }
  });
});

describe('what a policy notes of a page besides the order', () => {
  const states = (id: PolicyId, touches: readonly number[], next = new Float64Array(8)): Record<number, number | undefined> => {
    const policy = createPolicy(id, { frames: 4, seed: 1, future: { next }, page: 2 ** 21, reach: () => 0 });
    policy.reserve(8);
    for (const page of touches) if (policy.has(page)) policy.touch(page); else policy.admit(page);
    return Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7].filter((page) => policy.has(page)).map((page) => [page, policy.state?.(page)]));
  };
  test('CLOCK: the bit, set by a touch and cleared by the hand', () => {
    expect(states('clock', [0, 1, 2, 3])).toEqual({ 0: 1, 1: 1, 2: 1, 3: 1 });
    expect(states('clock', [0, 1, 2, 3, 4, 2])).toEqual({ 1: 0, 2: 1, 3: 0, 4: 1 });
  });
  test('2Q: whether it came back after it had left the short queue', () => expect(states('2q', [0, 1, 2, 3, 4, 0])).toMatchObject({ 0: 1, 4: 0 }));
  test('ARC: whether it was touched again', () => expect(states('arc', [0, 1, 2, 1])).toEqual({ 0: 0, 1: 1, 2: 0 }));
  test.each(['min', 'min-bypass'] as const)('%s: whether the run leaves it alone', (id) => expect(states(id, [0, 1], Float64Array.of(5, NEVER + 1, 0, 0, 0, 0, 0, 0))).toEqual({ 0: 0, 1: 1 }));
  test.each(['lru', 'fifo', 'mru', 'random', 'driver'] as const)('%s: nothing', (id) => expect(states(id, [0, 1])).toEqual({ 0: undefined, 1: undefined }));
});

describe('bad calls', () => {
  test('a cache needs a frame', () => expect(() => simulate([1], 0, 'lru')).toThrow('expected a whole number from 1 on, got 0'));
  test('pages count from 0', () => expect(() => simulate([1, -2], 1, 'lru')).toThrow('got -2 at touch 1'));
});
