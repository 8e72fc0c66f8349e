/** The pages beside the run: a run that is looked at is the run that is not; curves and orders are those of the simulator itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lruMisses, runDistances, stackDistances } from '../memory/mattson.ts';
import { createPolicy, POLICY_KINDS } from '../memory/policies/index.ts';
import { Tiers } from '../memory/tiers.ts';
import { BYTES } from '../memory/coefficients.ts';
import { TouchTrace } from '../memory/trace.ts';
import { MIB, POLICIES, type RunConfig } from '../protocol/config.ts';
import { OWNERS, type MemoryLook } from '../protocol/memory.ts';
import type { Command, Report } from '../protocol/messages.ts';
import { Driver } from './driver.ts';
import { buffersOf, curveOf, look, Ownership, upcoming } from './memory-look.ts';
import { configOf, digits, play, weights, type Played } from './test-kit.ts';

const bits = (rows: readonly Float64Array[]): string[] => rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('hex'));
function whole<T>(steps: Generator<void, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
const after = ({ runner }: Played, page = -1): MemoryLook => whole(look(runner, { id: 1, on: true, page }, new Ownership()));
const SMALL: Partial<RunConfig> = { samples: 60, epochs: 16, video: 16 * MIB, main: 16 * MIB, page: 256 * 1024 };

describe('a run that is looked at equals the run that is not', () => {
  const settings: Partial<RunConfig>[] = [
    ...POLICIES.map((policy) => ({ policy })),
    { account: 'tensorflow', build: 'everything', save: true, clear: true, reload: true, every: 3, epochs: 7, samples: 25 },
    { policy: 'driver', save: true, clear: true, reload: true, every: 7 },
  ];
  it.each(settings)('%o', (part) => {
    const config = { ...SMALL, ...part };
    const alone = play(config);
    let looks = 0;
    let open: Generator<void, unknown> | null = null;
    const ownership = new Ownership();
    const watched = play(config, [], (_, { runner }) => {
      if (!open) {
        const { tiers, traces } = runner.ledger.memory();
        open = looks % 2 === 0 ? look(runner, { id: 1, on: true, page: 3 }, ownership) : curveOf(traces, runner.config, tiers.totalPages, tiers.capacity.video);
      }
      for (let slice = 0; slice < 5 && open; slice++) if (open.next().done) { open = null; looks++; }
    });
    expect(looks).toBeGreaterThan(4);
    expect(bits(watched.raw)).toEqual(bits(alone.raw));
    expect(watched.events).toEqual(alone.events);
    expect(weights(watched)).toEqual(weights(alone));
  });
});

describe('a look', () => {
  const played = play({ ...SMALL, build: 'everything', save: true, reload: true, every: 5, video: 16 * MIB, main: 16 * MIB });
  const seen = after(played, 0);
  it('says where each page is, as the row does', () => {
    const row = played.rows.at(-1)!;
    const pages = [0, 1, 2].map((tier) => seen.tier.filter((t) => t === tier).length * seen.page);
    [row.video, row.main, row.disk].forEach((bytes, tier) => expect(Math.abs(pages[tier] - bytes)).toBeLessThan(seen.page));
    expect(pages[0]).toBe(seen.capacity.video * seen.page);
    expect(pages[2]).toBeGreaterThan(0);
  });
  it('names owners and nodes', () => {
    const owners = new Set(Array.from(seen.owner, (o) => OWNERS[o]));
    expect(owners).toContain('epoch');
    // Rebuilt by each reload: only the latest model counts as the model, and it is small.
    expect(Array.from(seen.owner).filter((o) => OWNERS[o] === 'model').length).toBeLessThan(4);
    expect(seen.from[0]).toBe(0);
    expect(Array.from(seen.from).every((id, i) => i === 0 || id === seen.to[i - 1])).toBe(true);
    expect([seen.to.at(-1), seen.device]).toEqual([seen.nodes, 0]);
    const { named } = seen;
    expect(named?.names).toEqual(Array.from({ length: named!.names.length }, (_, i) => played.runner.tf.graph.name(i)));
    expect(named!.names.length).toBeGreaterThan(1);
  });
  it('is the same whether it was kept up to date or made at once', () => {
    const kept = new Ownership();
    let last: MemoryLook | null = null;
    const again = play({ ...SMALL, build: 'loss' }, [], (boundary, { runner }) => { if (boundary === 'epoch') last = whole(look(runner, { id: 1, on: true, page: -1 }, kept)); });
    expect(last).toEqual(after(again));
  });
  it('as TensorFlow does is of main memory and disk, and of the tensors in video memory', () => {
    const other = after(play({ ...SMALL, account: 'tensorflow', epochs: 20, samples: 100 }));
    expect([other.top, other.capacity.video]).toEqual([1, 64]);
    const graphs = other.tier.length - other.device;
    expect(new Set(other.tier.slice(0, graphs))).toEqual(new Set([1, 2]));
    expect(new Set(other.tier.slice(graphs))).toEqual(new Set([0]));
    expect(other.device).toBeGreaterThan(0);
  });
  it('after a cure has the model as the model, variables as variables, and only the saver’s nodes as the saver’s', () => {
    const { runner } = play({ ...SMALL, samples: 10, epochs: 4, page: 4096, save: true, clear: true, reload: true, every: 4 });
    const { tf: { graph }, model } = runner;
    const cured = after({ runner } as Played);
    const pagesOf = (who: string): number[] => Array.from(cured.owner.keys()).filter((p) => OWNERS[cured.owner[p]] === who);
    expect(Array.from({ length: graph.nodes }, (_, id) => graph.classOf(id).kind)).toContain('checkpoint');
    expect(pagesOf('model').length).toBeGreaterThan(0);
    expect(pagesOf('variables').length).toBeGreaterThan(0);
    expect(pagesOf('saver').length).toBeGreaterThan(0);
    const named = (p: number): string[] => Array.from({ length: cured.to[p] - cured.from[p] }, (_, i) => graph.name(cured.from[p] + i));
    for (const p of pagesOf('saver')) expect(named(p).concat(graph.name(Math.max(0, cured.from[p] - 1))).some((name) => name.startsWith('save/'))).toBe(true);
    for (const p of pagesOf('model')) expect(cured.from[p]).toBeLessThanOrEqual(model!.initialise + 1);
  });
  it('travels whole', () => {
    const fresh = after(played);
    expect(structuredClone(fresh, { transfer: buffersOf(fresh) })).toEqual(after(played));
  });
});

describe('as TensorFlow does, the map', () => {
  const cure: Partial<RunConfig> = { account: 'tensorflow', save: true, clear: true, reload: true, every: 10, keep: 'session', samples: 100, epochs: 30, page: 64 * 1024 };
  const settings: Partial<RunConfig>[] = [
    cure, { ...cure, keep: 'nothing' }, { ...cure, keep: 'model', close: false, epochs: 21 }, { ...SMALL, account: 'tensorflow', build: 'everything', epochs: 5 },
    { ...SMALL, account: 'tensorflow', epochs: 12, unified: 'on', video: 4 * 1024, page: 1024, main: 64 * MIB },
  ];
  it.each(settings)('%o: has every byte of nodes, kept graphs, signatures and tensors once', (config) => {
    const played = play({ ...SMALL, video: 64 * MIB, main: 512 * MIB, ...config });
    const { runner } = played;
    const { page } = runner.config;
    const { tiers, pieces, device } = runner.ledger.memory();
    const { graph } = runner.tf;
    // Bytes of each node, and of what is none.
    const of = new Float64Array(graph.nodes);
    const sum = { nodes: 0, kept: 0, signatures: 0 };
    /** Bytes by page of nodes, by page and owner's number. */
    const held = Array.from({ length: tiers.totalPages }, () => new Map<string, number>());
    const names = Array.from({ length: tiers.totalPages }, () => new Set<number>());
    let at = 0;
    const spend = (what: string, from: number, to: number, id = -1): void => {
      for (let p = Math.floor(from / page); p * page < to && p < held.length; p++) {
        held[p].set(what, (held[p].get(what) ?? 0) + Math.min(to, (p + 1) * page) - Math.max(from, p * page));
        if (id >= 0) names[p].add(id);
      }
    };
    for (const { what, end, from, to } of pieces!) {
      sum[what] += end - at;
      if (what !== 'nodes') spend(what, at, end);
      for (let id = from; id < to; id++) {
        const each = (end - at) / (to - from);
        of[id] += each;
        spend('nodes', at + (id - from) * each, at + (id - from + 1) * each, id);
      }
      at = end;
    }
    expect(Math.abs(at - tiers.totalBytes)).toBeLessThan(1);
    for (const bytes of of) expect([BYTES.nodeBuilt, BYTES.nodeRun].some((b) => Math.abs(bytes - b) < 0.01)).toBe(true);
    const bytes = runner.ledger.bytes();
    expect(Math.abs(sum.kept - bytes.kept)).toBeLessThan(1);
    expect(sum.kept > 0).toBe((config.keep ?? 'nothing') !== 'nothing');
    expect(sum.signatures).toBeGreaterThan(0);
    const seen = after(played);
    const graphs = seen.tier.length - seen.device;
    expect(graphs).toBe(tiers.totalPages);
    for (let p = 0; p < graphs; p++) {
      const who = OWNERS[seen.owner[p]];
      const [from, to] = [seen.from[p], seen.to[p]];
      // Owners by majority: what is no node by the sum of its bytes, nodes by those of the kind that has most.
      const [kept, signatures] = ['kept', 'signatures'].map((what) => held[p].get(what) ?? 0);
      if (who === 'kept') expect(kept).toBeGreaterThanOrEqual(signatures);
      if (who === 'signatures') expect(signatures).toBeGreaterThanOrEqual(kept);
      if ((held[p].get('nodes') ?? 0) === 0) expect(['kept', 'signatures']).toContain(who);
      if (who === 'kept' || who === 'signatures') expect(to).toBe(from);
      else expect([from, to - 1]).toEqual([Math.min(...names[p]), Math.max(...names[p])]);
    }
    // The device's tensors: their bytes, in the tiers where they are, and the main memory that they leave.
    const row = bytes.video;
    const inVideo = seen.tier.filter((tier, p) => p >= graphs && tier === 0).length;
    expect(Math.abs(inVideo * page - row)).toBeLessThan(page);
    expect(seen.device).toBe(Math.ceil((device!.tiers?.totalBytes ?? device!.bytes) / page));
    const inMain = seen.tier.filter((tier, p) => p >= graphs && tier === 1).length;
    expect(seen.capacity).toEqual({ video: Math.floor(runner.config.video / page), main: tiers.capacity.video });
    if (device!.tiers) expect(inMain).toBeGreaterThan(0);
    const kinds = new Set(Array.from(seen.owner.slice(graphs), (o) => OWNERS[o]));
    for (const kind of kinds) expect(['constants', 'tensors']).toContain(kind);
  });
  it('kept up to date is the map made at once', () => {
    const kept = new Ownership();
    let last: MemoryLook | null = null;
    const played = play({ ...SMALL, ...cure, epochs: 21, samples: 20 }, [], (_, { runner }) => { last = whole(look(runner, { id: 1, on: true, page: -1 }, kept)); });
    expect(last).toEqual(after(played));
  });
});

const node = fc.array(fc.nat(25), { minLength: 1, maxLength: 3 });
const blocks = fc.array(fc.tuple(fc.array(node, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 4 });

describe('curves', () => {
  it('of LRU, compressed, are those of the literal touches and of the simulator, of MIN those of the simulator', () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 1, max: 30 }), (all, capacity) => {
        const trace = new TouchTrace();
        for (const [block, times] of all) for (let k = 0; k < times; k++) for (const n of block) trace.node(n);
        const literal = Int32Array.from(trace.literal());
        const fast = whole(runDistances([trace.replay()]));
        const [once, twice] = [stackDistances(literal), stackDistances([...literal, ...literal])];
        expect([fast.pages, fast.touches]).toEqual([once.cold, literal.length]);
        const curve = whole(curveOf([trace], { policy: 'fifo', page: 1, prefetch: true, seed: 1 }, 26, capacity));
        if (typeof curve === 'string') throw new Error(curve);
        for (let c = 1; c <= fast.pages; c++) expect(lruMisses(fast, c)).toBe(lruMisses(twice, c) - lruMisses(once, c));
        curve.at.forEach((c, i) => {
          const tiers = new Tiers({ video: c, main: 26, page: 1, policy: 'lru' });
          tiers.grow(26);
          tiers.run(trace);
          const before = tiers.counts().faults;
          tiers.run(trace);
          expect(curve.lru[c - 1]).toBe(tiers.counts().faults - before);
          expect(curve.min[i]).toBeLessThanOrEqual(curve.lru[c - 1]);
        });
        expect(Array.from(curve.at)).toContain(Math.min(capacity, fast.pages));
      }),
      { numRuns: 30 },
    );
  });
  it('MIN is never above LRU, not after a reload either, when a run’s touches are two traces and old pages lie idle', () => {
    const { runner } = play({ ...SMALL, samples: 200, epochs: 16, save: true, reload: true, every: 15, video: 48 * MIB, main: 64 * MIB, page: 64 * 1024 });
    const { tiers: { totalPages, capacity }, traces } = runner.ledger.memory();
    expect(traces.every(({ touches }) => touches > 0)).toBe(true);
    const curve = whole(curveOf(traces, runner.config, totalPages, capacity.video));
    if (typeof curve === 'string') throw new Error(curve);
    expect(curve.pages).toBeLessThan(totalPages);
    for (const [i, at] of curve.at.entries()) expect(curve.min[i]).toBeLessThanOrEqual(curve.lru[at - 1]);
    expect(curve.min.at(-1)).toBe(0);
  });
  it.each(POLICIES)('of %s does not know pages that were built since: the run never touched them', (policy) => {
    const { runner } = play({ ...SMALL, policy, page: 64 * 1024, seed: 5, epochs: 6 });
    const { tiers: { totalPages, capacity }, traces } = runner.ledger.memory();
    const [curve, later] = [0, 90].map((more) => whole(curveOf(traces, runner.config, totalPages + more, capacity.video)));
    expect(later).toEqual(curve);
    if (typeof curve === 'string') throw new Error(curve);
    expect([curve.lru[curve.pages - 1], curve.min.at(-1)]).toEqual([0, 0]);
  });
  const settings: Pick<RunConfig, 'policy' | 'prefetch'>[] = [...POLICIES.map((policy) => ({ policy, prefetch: true })), { policy: 'driver', prefetch: false }];
  it.each(settings)('of %o is that of the run’s own touches, replayed with its page, prefetch and seed', (of) => {
    const { runner } = play({ ...SMALL, ...of, page: 64 * 1024, seed: 5, epochs: 6 });
    const { tiers: { totalPages, capacity }, traces } = runner.ledger.memory();
    const curve = whole(curveOf(traces, runner.config, totalPages, capacity.video));
    if (typeof curve === 'string') throw new Error(curve);
    const { page } = runner.config;
    curve.at.forEach((frames, i) => {
      const tiers = new Tiers({ video: frames * page, main: totalPages * page, page, policy: of.policy, prefetch: of.prefetch, seed: 5 });
      tiers.grow(totalPages * page);
      const faults = [1, 2].map(() => {
        const before = tiers.counts().faults;
        for (const trace of traces) if (trace.touches > 0) tiers.run(trace);
        return tiers.counts().faults - before;
      });
      expect(curve.own[i], `${frames} frames`).toBe(faults[1]);
    });
    expect(new Set(curve.own).size).toBeGreaterThan(1);
  });
});

describe('who goes next', () => {
  it.each(POLICY_KINDS.filter(({ id }) => id !== 'random').map(({ id }) => id))('%s: those that then leave, and asking changes nothing', (id) => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 12, maxLength: 80 }), (touches) => {
        const future = { next: Float64Array.from({ length: 64 }, (_, p) => (p * 37) % 64) };
        const policy = createPolicy(id, { frames: 10, seed: 1, future, page: 2 ** 21, reach: () => 0 });
        policy.reserve(64);
        for (const page of touches) if (policy.has(page)) policy.touch(page); else policy.admit(page);
        const said = upcoming(policy, id, 5);
        const left = Array.from({ length: Math.min(5, policy.size) }, () => policy.evict());
        expect(said).toEqual(left);
      }),
      { numRuns: 40 },
    );
  });
});

it('the driver posts looks only while they are asked for', async () => {
  const reports: Report[] = [];
  let now = 0;
  const due: (() => void)[] = [];
  const driver = new Driver({ post: (report) => reports.push(report), now: () => (now += 0.5), later: (callback) => due.push(callback) }, digits);
  const send = (command: Command): Promise<void> => driver.handle(command);
  const turn = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      now += 20;
      for (const callback of due.splice(0)) callback();
      await Promise.resolve();
    }
  };
  const looks = (): MemoryLook[] => reports.flatMap((r) => (r.type === 'memory' && r.look ? [r.look] : []));
  await send({ type: 'start', run: 1, config: configOf({ ...SMALL, epochs: 16 }), log: [], at: null, play: true, speed: Infinity });
  await turn(20);
  expect(looks()).toEqual([]);
  await send({ type: 'memory', order: { id: 7, on: true, page: -1 } });
  await import('./memory-look.ts');
  await turn(300);
  expect(looks().length).toBeGreaterThan(0);
  expect(looks().at(-1)).toMatchObject({ id: 7, epoch: 16, run: 0 });
  expect(looks().some(({ curve }) => curve !== null && typeof curve === 'object')).toBe(true);
  const before = looks().length;
  await send({ type: 'memory', order: { id: 8, on: false, page: -1 } });
  await send({ type: 'hand', hand: 'save' });
  await turn(100);
  expect(looks().length).toBe(before);
});
