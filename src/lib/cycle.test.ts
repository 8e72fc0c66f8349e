import { describe, expect, it } from 'vitest';
import { cycleOf } from './cycle.ts';
import { bestK, bestWholeK, overheadOf, totalForK, totalForNever } from './best-k.ts';

/** A run that obeys the law: an epoch of age a takes t0 + s·a, compiling anew c more, and the cure o; the first epoch builds the model. */
function run(epochs: number, every: number, { t0, s, o, perEpoch = 0, compile = 0 }: { t0: number; s: number; o: number; perEpoch?: number; compile?: number }) {
  const work: number[] = [];
  const over: number[] = [];
  const cleared: boolean[] = [];
  for (let e = 0, age = 0; e < epochs; e++) {
    work.push(t0 + s * age + (age === 0 ? (e === 0 ? 7 : compile) : 0));
    const cure = (e + 1) % every === 0;
    over.push(cure ? o + perEpoch * (age + 1) : 0);
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
    for (const every of [2, 10, 50]) expect(totalForK(2000, law.t0, every, { fixed: law.o, perEpoch: 0 }, law.s) / total(every)).toBeCloseTo(1, 2);
  });

  describe('where memory spills on the way', () => {
    // As told: 225 epochs in video memory, then ten times as long, and after 677 a thousand times.
    const told = (age: number): number => (age < 225 ? 0.337 + 0.0006 * age : age < 677 ? 2 + 0.008 * age : 430 + 0.6 * age);
    const of = (clears: readonly number[], epochs: number, time = told) => {
      const cured = Array.from({ length: epochs }, (_, row) => clears.includes(row + 1));
      let age = -1;
      const work = cured.map((_, row) => time(row > 0 && cured[row - 1] ? (age = 0) : ++age));
      return cycleOf({ work, over: cured.map((now) => (now ? 2 : 0)), cured, cleared: cured }, epochs)!;
    };
    it('takes t₀ and s from the epochs before, and says how far they reach', () => {
      const late = of([700, 720, 740, 760, 780], 800);
      expect(late).toMatchObject({ first: expect.closeTo(0.337, 9) as number, slowdown: expect.closeTo(0.0006, 9) as number, reach: 225, breaks: 225 });
      expect(late.dearer).toBeLessThan(1e-9);
      expect(of([], 1000)).toMatchObject({ slowdown: expect.closeTo(0.0006, 9) as number, reach: 225, breaks: 225 });
    });
    it('sees no break before there is one, and leaves out what one slow epoch at the end would bend', () => {
      expect(of([20, 40, 60], 70)).toMatchObject({ reach: 20, breaks: null });
      expect(of([], 227)).toMatchObject({ slowdown: expect.closeTo(0.0006, 9) as number, reach: 225, breaks: null });
    });
    it('takes one slow epoch amid others for no change of pace', () => {
      expect(of([], 60, (age) => 1 + 0.01 * age + (age === 30 ? 9 : 0))).toMatchObject({ reach: 60, breaks: null });
    });
    it('looks for none in times of a real clock', () => {
      const cured = Array.from({ length: 60 }, () => false);
      const work = cured.map((_, row) => (row < 20 ? 0.01 : 0.03));
      expect(cycleOf({ work, over: work, cured, cleared: cured, noisy: true }, 60)).toMatchObject({ reach: 60, breaks: null });
    });
  });

  it('never begins below nothing: a line that would goes through the earliest epoch seen', () => {
    const bent = cycleOf({ work: Array.from({ length: 100 }, (_, age) => 0.1 + 0.001 * age ** 2), over: new Float64Array(100), cured: Array<boolean>(100).fill(false), cleared: Array<boolean>(100).fill(false), noisy: true }, 100)!;
    expect(bent.first).toBeCloseTo(0.101, 9);
    expect(bent.slowdown).toBeGreaterThan(0);
  });

  describe('with an overhead that grows with K', () => {
    const grows = { t0: 2, s: 0.05, o: 3, perEpoch: 0.4 };
    const cures = (every: number) => cycleOf(run(200, every, grows), 200)!.cures;
    const total = (every: number): number => {
      const { work, over } = run(2000, every, grows);
      return [...work, ...over].reduce((a, b) => a + b, 0);
    };
    it('two Ks that were run, or a law, give what does not grow and what does', () => {
      expect(overheadOf([cures(5), cures(20)], 0.5, null)).toEqual({ fixed: expect.closeTo(3.5, 9) as number, perEpoch: expect.closeTo(0.4, 9) as number, from: 'runs' });
      expect(overheadOf([cures(20)], 0, (K) => 7 + 0.4 * K)).toEqual({ fixed: expect.closeTo(3, 9) as number, perEpoch: expect.closeTo(0.4, 9) as number, from: 'law' });
      expect(overheadOf([cures(1)], 0, (K) => 0.4 * K)).toMatchObject({ fixed: expect.closeTo(3, 9) as number, from: 'law' });
      expect(overheadOf([cures(20)], 0, null)).toEqual({ fixed: expect.closeTo(11, 9) as number, perEpoch: 0, from: 'same' });
      expect(overheadOf([], 0, null)).toBeNull();
      // Noise: dearer at a smaller K. No slope below nothing.
      expect(overheadOf([{ count: 1, K: 1, KK: 1, o: 5, Ko: 5 }, { count: 1, K: 9, KK: 81, o: 3, Ko: 27 }], 0, null)).toEqual({ fixed: 4, perEpoch: 0, from: 'runs' });
    });
    it('the best K is that of brute force over runs, which the mean overhead of one K misses', () => {
      const found = Array.from({ length: 100 }, (_, i) => i + 1).reduce((a, b) => (total(b) < total(a) ? b : a));
      const overhead = overheadOf([cures(40)], 0, (K) => 0.4 * K)!;
      expect(Math.abs(bestWholeK(2000, grows.t0, overhead, grows.s, 100) - found)).toBeLessThanOrEqual(1);
      expect(bestK(cycleOf(run(200, 40, grows), 200)!.overhead!, grows.s)).toBeGreaterThan(2 * found);
      for (const every of [1, 2, 10, 50]) expect(totalForK(2000, grows.t0, every, overhead, grows.s) / total(every)).toBeCloseTo(1, 2);
    });
    it('of all whole Ks that a switch has, it is the one of least total', () => {
      for (const fixed of [0, 0.01, 0.3, 4, 90]) {
        for (const s of [1e-6, 0.003, 0.05, 2]) {
          const overhead = { fixed, perEpoch: 0.1, from: 'runs' as const };
          for (const [epochs, most] of [[7, 100], [80, 100], [3000, 100], [1, 100]]) {
            const all = Array.from({ length: Math.min(epochs, most) }, (_, i) => totalForK(epochs, 1, i + 1, overhead, s));
            expect(totalForK(epochs, 1, bestWholeK(epochs, 1, overhead, s, most), overhead, s)).toBeCloseTo(Math.min(...all), 9);
          }
        }
      }
    });
    it('never is one stretch without any', () => {
      const { work } = run(300, 1000, { t0: 2, s: 0.05, o: 3 });
      expect(totalForNever(300, 2, 0.05)).toBeCloseTo(work.reduce((a, b) => a + b, 0) - 7, 6);
    });
  });
});
