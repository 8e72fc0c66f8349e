/** The tiers under whole runs: any program, either account, and changes of policy and capacities while it runs; the same link gives the same numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIB, POLICIES, type RunConfig } from '../protocol/config.ts';
import { play } from './test-kit.ts';

const KIB = 1024;
const bytes = fc.constantFrom(64 * KIB, 512 * KIB, 2 * MIB, 64 * MIB);
const settings: fc.Arbitrary<Partial<RunConfig>> = fc.record({
  program: fc.constantFrom('perceptron', 'mlp', 'leaks', 'rnn'), account: fc.constantFrom('told', 'tensorflow'), policy: fc.constantFrom(...POLICIES), unified: fc.constantFrom('own', 'on', 'off'),
  prefetch: fc.boolean(), video: bytes, main: bytes, page: fc.constantFrom(4 * KIB, 16 * KIB, 64 * KIB), build: fc.constantFrom('loss', 'everything'),
  save: fc.boolean(), clear: fc.boolean(), reload: fc.boolean(), every: fc.integer({ min: 1, max: 3 }), seed: fc.integer({ min: 1, max: 9 }),
});
const change = fc.record({ policy: fc.constantFrom(...POLICIES), video: bytes, main: bytes }, { requiredKeys: [] });

describe('tiers under random programs', () => {
  it('no tier over its capacity, each page in one tier, nothing left after a clear, bytes moved as links say, and all of it again', () => {
    let moved = 0;
    let clears = 0;
    fc.assert(
      fc.property(settings, fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), change), { maxLength: 4 }), (config, changes) => {
        const once = (): number[][] => {
          let boundary = 0;
          const played = play({ samples: 6, epochs: 4, units: 4, run: 'sample', batch: 2, ...config }, [], (_, { runner }) => {
            for (const [at, patch] of changes) if (at === boundary) runner.ask(patch);
            boundary++;
            runner.ledger.check();
            const { tiers, device } = runner.ledger.memory();
            for (const of of [tiers, device?.tiers]) {
              if (!of) continue;
              of.check(true);
              const where = of.snapshot();
              expect(where.length).toBe(of.totalPages);
              const count = (tier: number): number => where.filter((t) => t === tier).length;
              expect(count(0)).toBeLessThanOrEqual(of.capacity.video);
              expect(count(1)).toBeLessThanOrEqual(of.capacity.main);
              const { video, main, disk } = of.bytes();
              expect(video + main + disk).toBe(of.totalBytes);
              const { upVideo, upMain, downVideo, downMain, faults, inPlace } = of.counts();
              for (const link of [upVideo, upMain, downVideo, downMain]) expect(link % of.page).toBe(0);
              // What comes up came for a fault or beside one; what was served in place crossed the link too.
              expect(upVideo).toBeGreaterThanOrEqual(faults * of.page);
              expect(inPlace).toBeLessThanOrEqual(upVideo);
            }
          });
          for (const row of played.rows) {
            moved += row.upVideo + row.upMain;
            if (row.cleared > 0) clears++;
          }
          // A clear with nothing that points at the old graph leaves nothing of it.
          const { runner } = played;
          if (runner.error === null) {
            runner.reset();
            expect(runner.tf.graph.nodes).toBe(0);
            const { video, main, disk, kept } = runner.ledger.bytes();
            expect([video, main, disk, kept]).toEqual([0, 0, 0, 0]);
          }
          // What is measured differs from run to run, and is no part of the model.
          return played.rows.map((row) => Object.entries(row).filter(([name]) => !name.startsWith('measured')).map(([, value]) => value));
        };
        expect(once()).toEqual(once());
      }),
      { numRuns: 12 },
    );
    expect(moved).toBeGreaterThan(0);
    expect(clears).toBeGreaterThan(0);
  }, 120_000);
});
