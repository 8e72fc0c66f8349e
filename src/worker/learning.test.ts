/** Every program learns on the digits, and goes on bit for bit after save, clear and reload, whatever the epoch. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, isSuccession, LEAKS, OPTIMIZERS, PROGRAMS, type ProgramId } from '../protocol/config.ts';
import { play, weights } from './test-kit.ts';

/** Epochs with everything hoisted within which a program reaches a training accuracy. */
const REACHED: readonly { program: ProgramId; epochs: number; accuracy: number }[] = [
  { program: 'mlp', epochs: 15, accuracy: 0.97 },
  { program: 'cnn', epochs: 15, accuracy: 0.95 },
  { program: 'rnn', epochs: 30, accuracy: 0.95 },
  { program: 'lstm', epochs: 30, accuracy: 0.95 },
  { program: 'attention', epochs: 40, accuracy: 0.9 },
  { program: 'seq2seq', epochs: 60, accuracy: 0.95 },
  { program: 'prepost', epochs: 20, accuracy: 0.9 },
  { program: 'leaks', epochs: 20, accuracy: 0.9 },
];

describe('a program learns', () => {
  it.each(REACHED)('$program: a training accuracy of $accuracy within $epochs epochs, and a loss that is finite all the way', ({ program, epochs, accuracy }) => {
    const { rows } = play({ program, build: 'hoisted', fix: true, account: 'tensorflow', epochs });
    expect(rows.length).toBe(epochs);
    for (const row of rows) expect(Number.isFinite(row.loss)).toBe(true);
    expect(rows[0].accuracy).toBeLessThan(0.9);
    expect(rows.at(-1)!.accuracy).toBeGreaterThan(accuracy);
    expect(rows.at(-1)!.loss).toBeLessThan(rows[0].loss / 3);
  }, 120_000);
});

const trained = PROGRAMS.filter((id) => id !== 'script' && !isSuccession(id));

describe('save, clear and reload', () => {
  it.each(trained)('%s goes on bit for bit, after any epoch, in both accounts, with every optimizer', (program) => {
    const settings = fc.record({
      build: fc.constantFrom('hoisted' as const, 'forward' as const, 'loss' as const, 'everything' as const), run: fc.constantFrom('epoch' as const, 'batch' as const),
      account: fc.constantFrom('told' as const, 'tensorflow' as const), optimizer: fc.constantFrom(...OPTIMIZERS), leak: fc.constantFrom(...LEAKS), fix: fc.boolean(),
      seed: fc.nat({ max: 1000 }), every: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(fc.property(settings, (chosen) => {
      const part = { ...chosen, program, samples: 10, batch: 5, epochs: 4, units: 4, rate: DEFAULTS[program].rate };
      const [whole, cured] = [play(part), play({ ...part, save: true, clear: true, reload: true })];
      expect(cured.rows.map((r) => [r.loss, r.accuracy])).toEqual(whole.rows.map((r) => [r.loss, r.accuracy]));
      expect(weights(cured)).toEqual(weights(whole));
      for (const row of whole.rows) expect(Number.isFinite(row.loss)).toBe(true);
    }), { numRuns: 4, seed: 20261126 });
  }, 120_000);
});
