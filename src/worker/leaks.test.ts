/** The classic leaks: how much each adds, that its cure adds nothing and computes the same, and that it may be switched while the loop runs. */
import { describe, expect, it } from 'vitest';
import { AT } from '../programs/leaks/leak.ts';
import type { Action } from '../protocol/action.ts';
import { LEAKS, type LeakId, type RunConfig } from '../protocol/config.ts';
import { losses, play, weights } from './test-kit.ts';

/** Nodes that the loop adds with plain descent, in each step or in each epoch; and those of the cure, once. */
const ADDED: Readonly<Record<LeakId, { step?: number; epoch?: number; cure: number }>> = {
  assign: { step: 2, cure: 2 }, // the value and the assignment; a placeholder and the assignment
  constant: { step: 5, cure: 5 }, // the batch, 2, their product, 1, the difference
  loss: { step: 4, cure: 0 }, // shape, entropy, axes, mean
  summary: { step: 5, cure: 5 }, // two tags, two scalars, the merge
  saver: { epoch: 13, cure: 13 }, // 11 and one for each variable
  init: { epoch: 1, cure: 1 },
  slice: { step: 4, cure: 4 }, // three bounds and the slice
  optimizer: { step: 38, cure: 0 }, // gradients and updates
};
const STEPS = 3;
const SMALL: Partial<RunConfig> = { program: 'leaks', samples: 12, batch: 4, epochs: 6, account: 'tensorflow' };
const perEpoch = (leak: LeakId): number => (ADDED[leak].epoch ?? STEPS * (ADDED[leak].step ?? 0));

describe.each(LEAKS)('the leak %s', (leak) => {
  it.each(['tensorflow', 'told'] as const)('grows by the same in every epoch, and not at all when cured; both learn the same (%s)', (account) => {
    const [leaky, cured] = [false, true].map((fix) => play({ ...SMALL, account, leak, fix }));
    expect(leaky.rows.slice(1).map((r) => r.added)).toEqual(leaky.rows.slice(1).map(() => perEpoch(leak)));
    expect(cured.rows.slice(1).map((r) => r.added)).toEqual(cured.rows.slice(1).map(() => 0));
    expect(losses(leaky)).toEqual(losses(cured));
    expect(weights(leaky)).toEqual(weights(cured));
    expect(cured.rows[0].nodes - (leaky.rows[0].nodes - perEpoch(leak))).toBe(ADDED[leak].cure);
  });

  it('grows at one line of its text only', () => {
    const counts: Float64Array[] = [];
    const { runner } = play({ ...SMALL, leak }, [], (b, { runner: r }) => { if (b === 'epoch') counts.push(r.lines().added); });
    const [second, third] = counts.slice(1);
    const grown = Array.from(third, (n, line) => n - (second[line] ?? 0));
    expect(grown.flatMap((n, line) => (n > 0 ? [line] : []))).toEqual([AT.leak]);
    expect(runner.script().filter((l) => l.id === AT.leak).length).toBe(1);
  });

  it('is cured while the loop runs, and comes back: growth, then flat, then growth; the numbers do not notice', () => {
    const log: Action[] = [{ epoch: 3, run: 0, kind: 'set', patch: { fix: true } }, { epoch: 5, run: 0, kind: 'set', patch: { fix: false } }];
    const [whole, switched] = [play({ ...SMALL, leak }), play({ ...SMALL, leak }, log)];
    const n = perEpoch(leak);
    expect(switched.rows.map((r) => r.added).slice(1)).toEqual([n, ADDED[leak].cure, 0, n, n]);
    expect(losses(switched)).toEqual(losses(whole));
  });

  it.each([false, true])('goes on bit for bit after save, clear and reload, also by hand amid an epoch (cured: %s)', (fix) => {
    const part: Partial<RunConfig> = { ...SMALL, leak, fix, optimizer: 'momentum', rate: 0.1 };
    const hands = (['save', 'clear', 'reload'] as const).map((hand): Action => ({ epoch: 4, run: 2, kind: 'hand', hand }));
    const [whole, cycled] = [play(part), play({ ...part, save: true, clear: true, reload: true, every: 2 }, hands)];
    expect(losses(cycled)).toEqual(losses(whole));
    expect(weights(cycled)).toEqual(weights(whole));
  });
});

describe('a rebuilt optimizer', () => {
  it('starts with new slots in every step: momentum is lost, and the variables of all of them stay', () => {
    const part: Partial<RunConfig> = { ...SMALL, leak: 'optimizer', optimizer: 'momentum', rate: 0.1 };
    const [leaky, cured] = [false, true].map((fix) => play({ ...part, fix }));
    expect(losses(leaky)).not.toEqual(losses(cured));
    // With slots that are new each time momentum is plain descent.
    expect(losses(leaky)).toEqual(losses(play({ ...part, optimizer: 'sgd', fix: true })));
    expect(leaky.runner.tf.variables.length).toBe(2 + 2 + 2 * STEPS * 6);
  });
});

describe('a cured text', () => {
  it('closes the graph where nothing is added to it any more', () => {
    for (const leak of LEAKS) {
      const text = (part: Partial<RunConfig>): string => play({ ...SMALL, leak, epochs: 1, ...part }).runner.script().map((l) => l.text).join('\n');
      expect(text({ fix: true })).toContain('finalize()');
      expect(text({ fix: false })).not.toContain('finalize()');
      expect(text({ fix: true, save: true })).not.toContain('finalize()');
    }
  });
});
