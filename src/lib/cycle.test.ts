import { describe, expect, it } from 'vitest';
import { cycleOf } from './cycle.ts';
import { bestK, totalForK } from './best-k.ts';

/** A run that obeys the law: an epoch of age a takes t0 + s·a, compiling anew c more, and the cure o; the first epoch builds the model. */
function run(epochs: number, every: number, { t0, s, o, compile = 0 }: { t0: number; s: number; o: number; compile?: number }) {
  const work: number[] = [];
  const over: number[] = [];
  const cleared: boolean[] = [];
  for (let e = 0, age = 0; e < epochs; e++) {
    work.push(t0 + s * age + (age === 0 ? (e === 0 ? 7 : compile) : 0));
    const cure = (e + 1) % every === 0;
    over.push(cure ? o : 0);
    cleared.push(cure);
    age = cure ? 0 : age + 1;
  }
  return { work, over, cleared, cured: cleared };
}

describe('the cycle of save, clear and reload', () => {
  const law = { t0: 2, s: 0.05, o: 3 };
  it('gives back the law that a run obeys', () => {
    const cycle = cycleOf(run(60, 10, { ...law, compile: 0.5 }), 60);
    expect(cycle?.first).toBeCloseTo(2, 12);
    expect(cycle?.slowdown).toBeCloseTo(0.05, 12);
    expect(cycle?.overhead).toBeCloseTo(3.5, 12);
  });
  it('tells what it cannot know', () => {
    expect(cycleOf(run(30, 1000, law), 30)).toMatchObject({ overhead: null, slowdown: expect.closeTo(0.05, 12) as number });
    expect(cycleOf(run(30, 1, law), 30)).toMatchObject({ first: 2, slowdown: null, overhead: 3 });
    expect(cycleOf(run(1, 5, law), 1)).toBeNull();
    const { over, cured, cleared } = run(9, 3, law);
    expect(cycleOf({ work: new Float64Array(9).fill(NaN), over, cured, cleared }, 9)).toBeNull();
  });
  it('leads to the K whose run is the shortest, within one', () => {
    const total = (every: number): number => {
      const { work, over } = run(2000, every, law);
      return [...work, ...over].reduce((a, b) => a + b, 0);
    };
    const found = Array.from({ length: 100 }, (_, i) => i + 1).reduce((a, b) => (total(b) < total(a) ? b : a));
    expect(Math.abs(bestK(law.o, law.s) - found)).toBeLessThanOrEqual(1);
    for (const every of [2, 10, 50]) expect(totalForK(2000, law.t0, every, law.o, law.s) / total(every)).toBeCloseTo(1, 2);
  });
});
