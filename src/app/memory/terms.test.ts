/** What an epoch's time is made of. */
import { describe, expect, it } from 'vitest';
import { PHASES } from '../../protocol/frame.ts';
import { historyOf } from '../../charts/examples.ts';
import { grewMost, longest, quietBefore, rowOf, sumOf, termsOf } from './terms.ts';

const leaky = (epoch: number): Parameters<typeof historyOf>[0][number] => ({
  epoch, 'modelled.build': 0.1, 'modelled.extend': 0.01 * epoch, 'modelled.prepare': 0.02 + 0.002 * epoch, 'modelled.execute': 0.003, 'term.fixed': 0.001, 'term.steady': 0.0005,
  'term.signature': 0.005, 'term.compile': 0.015, 'term.gradients': 0.04, 'modelled.save': epoch === 1 ? 0.5 : 0,
});
const history = historyOf([1, 2, 3, 7, 8].map(leaky));

describe('the terms of an epoch', () => {
  it('add up to its modelled time', () => {
    for (let row = 0; row < history.count; row++) {
      expect(sumOf(termsOf(history, row))).toBeCloseTo(PHASES.reduce((sum, phase) => sum + history.columns[`modelled.${phase}`][row], 0), 12);
    }
    const terms = termsOf(history, 1);
    expect([terms.grown, terms.examined, terms.kernels, terms.nodes]).toEqual([0.02, 0.004, 0.0015, 0.06].map((v) => expect.closeTo(v, 12) as number));
    expect(longest(termsOf(history, 4))[0]).toBe('grown');
    expect(longest(terms)).not.toContain('save');
  });

  it('say what made a later epoch slower', () => {
    expect(grewMost(termsOf(history, 1), termsOf(history, 4))).toEqual({ id: 'grown', share: expect.closeTo(0.06 / 0.072, 6) as number });
    expect(grewMost(termsOf(history, 4), termsOf(history, 1))).toBeNull();
    expect([quietBefore(history, 4), quietBefore(history, 1)]).toEqual([1, -1]);
  });

  it('finds the row of an epoch, or the last before it', () => {
    expect([null, 0, 1, 5, 7, 99].map((epoch) => rowOf(history, epoch))).toEqual([4, -1, 0, 2, 3, 4]);
  });
});
