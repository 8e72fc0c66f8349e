/** What one run says of the total at other Ks, beside the runs themselves. */
import { describe, expect, it } from 'vitest';
import { overheadOf, totalForK } from '../lib/best-k.ts';
import { cycleOf } from '../lib/cycle.ts';
import { cureSeconds } from '../lib/node-cost.ts';
import { machineOf } from '../memory/machines/index.ts';
import { ACCOUNTS, type Account } from '../protocol/config.ts';
import { PHASES } from '../protocol/frame.ts';
import { play } from './test-kit.ts';

const EPOCHS = 80;
const isCure = (phase: string): boolean => phase === 'save' || phase === 'clear' || phase === 'reload';

function run(account: Account, every: number) {
  const { rows } = play({ account, samples: 60, epochs: EPOCHS, work: 'modelled', save: true, clear: true, reload: true, every });
  const seconds = (cure: boolean): number[] => rows.map((row) => PHASES.filter((phase) => isCure(phase) === cure).reduce((sum, phase) => sum + row[`modelled.${phase}`], 0));
  const [work, over] = [seconds(false), seconds(true)];
  const cleared = rows.map((row) => row.cleared > 0);
  const cycle = cycleOf({ work, over, cured: cleared, cleared, added: rows.map((row) => row.added) }, rows.length)!;
  return { cycle, total: [...work, ...over].reduce((a, b) => a + b, 0) };
}

describe.each(ACCOUNTS)('the curve from one run, %s', (account) => {
  const { cycle } = run(account, 40);
  const nodes = cycle.nodes!;
  const write = machineOf('answer').diskLink.write;
  const overhead = overheadOf([cycle.cures], cycle.dearer, (K) => cureSeconds(nodes * K, { account, close: true, collect: true, write }))!;
  it.each([2, 5, 10, 20, 40])('is within a tenth of the run with K = %i', (every) => {
    const { total } = run(account, every);
    const said = totalForK(EPOCHS, cycle.first, every, overhead, cycle.slowdown!);
    expect(Math.abs(said - total) / total).toBeLessThan(0.1);
  });
  it('knows the nodes of an epoch', () => {
    expect(nodes).toBe(180);
    expect(overhead.from).toBe('law');
  });
});
