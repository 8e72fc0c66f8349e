/** Tensors in unified memory beside the slow tiers, touch by touch: where each page lies, whatever runs, capacities and clears come. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlowTiers } from '../memory/tiers.reference.ts';
import { DISK, MAIN, VIDEO } from '../memory/tiers.ts';
import { POLICIES } from '../protocol/config.ts';
import { UnifiedMemory } from './device.ts';

const PAGE = 100;
const NAMES = { [VIDEO]: 'video', [MAIN]: 'main', [DISK]: 'disk' } as Record<number, string>;

/** What the runs have laid out, byte ranges in order of laying; the pages that one run touches, in order. */
class Slow {
  private end = 0;
  private own = new Map<number, number[]>();
  private scratch: number[] = [];
  touches(signature: number, constants: number, temporaries: number): { touches: number[]; bytes: number } {
    const lay = (bytes: number): number[] => Array.from({ length: bytes }, () => this.end++);
    if (!this.own.has(signature)) this.own.set(signature, lay(constants));
    const more = Math.max(0, temporaries - this.scratch.length);
    // What scratch there is came in pieces, and a page that two pieces share is touched for each.
    if (more > 0) this.pieces.push(more);
    this.scratch.push(...lay(more));
    const touches = this.pagesOf(this.own.get(signature)!);
    let from = 0;
    for (const piece of this.pieces) {
      touches.push(...this.pagesOf(this.scratch.slice(from, Math.min(from + piece, temporaries))));
      from += piece;
    }
    return { touches, bytes: this.end };
  }
  private pieces: number[] = [];
  private pagesOf(bytes: readonly number[]): number[] {
    return [...new Set(bytes.map((b) => Math.floor(b / PAGE)))];
  }
}

const run = fc.record({ kind: fc.constant('run' as const), signature: fc.nat(3), temporaries: fc.integer({ min: 1, max: 900 }) });
const resize = fc.record({ kind: fc.constant('resize' as const), video: fc.integer({ min: 1, max: 1200 }), main: fc.integer({ min: 1, max: 1200 }) });
const clear = fc.record({ kind: fc.constant('clear' as const) });

it('keeps every page where the slow tiers have it, no memory over its capacity, and a page of main memory for the graph', () => {
  let spilled = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...POLICIES), fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 1, max: 1200 }), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 4, maxLength: 4 }),
      fc.array(fc.oneof({ weight: 5, arbitrary: run }, { weight: 2, arbitrary: resize }, { weight: 1, arbitrary: clear }), { maxLength: 14 }),
      (policy, video, main, constants, steps) => {
        const signatures = constants.map((_, i) => Int32Array.of(i));
        const memory = new UnifiedMemory({ video, main, page: PAGE, policy });
        const tiers = new SlowTiers({ video, main: Math.max(0, main - PAGE), page: PAGE, policy });
        let slow = new Slow();
        let room = main;
        for (const step of steps) {
          if (step.kind === 'clear') {
            memory.clear();
            tiers.clear();
            slow = new Slow();
          } else if (step.kind === 'resize') {
            room = step.main;
            memory.resize(step.video, step.main);
            tiers.resize(step.video, Math.max(0, step.main - PAGE));
          } else {
            const { touches, bytes } = slow.touches(step.signature, constants[step.signature], step.temporaries);
            memory.begin(signatures[step.signature], constants[step.signature], step.temporaries);
            while (!memory.tiers.advance(3));
            tiers.grow(bytes);
            tiers.startRun(touches);
            while (!tiers.step());
          }
          memory.tiers.check(true);
          expect(Array.from(memory.tiers.snapshot(), (tier) => NAMES[tier])).toEqual(tiers.where);
          expect(memory.tiers.bytes()).toEqual(tiers.bytes());
          expect(memory.held).toBeLessThanOrEqual(Math.max(PAGE, room - PAGE));
          if (memory.tiers.bytes().disk > 0) spilled++;
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(spilled).toBeGreaterThan(100);
});
